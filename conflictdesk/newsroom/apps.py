"""Django's door to the newsroom site."""

from __future__ import annotations

from pathlib import Path

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

from conflictdesk.newsroom import checks  # noqa: F401 - checks registers them
from conflictdesk.newsroom.compiling import compile_catalogues
from conflictdesk.newsroom.configuration import default_site


class NewsroomConfig(AppConfig):
    name = "conflictdesk.newsroom"
    label = "newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Compiles the translations, so that whoever runs a checkout needs no gettext."""
        post_migrate.connect(default_site.follow_base_url, sender=self)
        for app in ("conflictdesk", "newsroom"):
            compile_catalogues(Path(apps.get_app_config(app).path) / "locale")
