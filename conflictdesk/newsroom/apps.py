"""Django's door to the newsroom site."""

from __future__ import annotations

from pathlib import Path

from django.apps import AppConfig, apps

from conflictdesk.newsroom import checks  # noqa: F401 - registers them
from conflictdesk.newsroom.compiling import compile_catalogues


class NewsroomConfig(AppConfig):
    name = "conflictdesk.newsroom"
    label = "newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A checkout has translations as text; who runs it needs no gettext to compile them."""
        for app in ("conflictdesk", "newsroom"):
            compile_catalogues(Path(apps.get_app_config(app).path) / "locale")
