"""`manage.py catalogues`: brings the translations up to date with the texts that readers see."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from conflictdesk.newsroom import catalogues
from conflictdesk.newsroom.compiling import compile_catalogues


class Command(BaseCommand):
    help = "Put new texts into the catalogues, take lost ones out, and say what waits for a translation."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for shelf in catalogues.SHELVES:
            catalogues.update(shelf)
            compile_catalogues(shelf.folder)
            for language, waiting in catalogues.waiting(shelf).items():
                self.stdout.write(f"{shelf.folder.parent.name} {language}: {waiting} without a translation")
