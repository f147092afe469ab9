"""Django's door to conflictdesk."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConflictdeskConfig(AppConfig):
    name = "conflictdesk"
    label = "conflictdesk"
    verbose_name = _("conflictdesk")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from conflictdesk import checks, receivers  # noqa: F401, PLC0415 - models must be loaded first
