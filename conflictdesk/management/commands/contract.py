"""`manage.py contract`: prints docs/contract.md, the contract's ids with what its data says of each."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from conflictdesk.contract.page.rendering import page


class Command(BaseCommand):
    help = "Prints the contract as Markdown, as in docs/contract.md."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page(), ending="")
