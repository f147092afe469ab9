"""Moves documents out of the public folder, for instance after a backup of an older version was restored."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from conflictdesk.newsroom.uploads import moving


class Command(BaseCommand):
    help = "Move documents that lie in MEDIA_ROOT to where nobody but Wagtail's view hands them out."
    # Otherwise the check that recommends this command would print its warning first.
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        moved = moving.move(settings.MEDIA_ROOT, settings.PRIVATE_ROOT)
        self.stdout.write(f"{moved.files} documents moved to {settings.PRIVATE_ROOT}.")
        if moved.left:
            raise CommandError("\n".join(f"{path}: another file has its place" for path in moved.left))
