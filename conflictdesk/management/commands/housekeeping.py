"""`manage.py housekeeping`: runs all of the housekeeping at once; the scheduled task runs it in
portions.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from conflictdesk.ledger.extractions import housekeeping


class Command(BaseCommand):
    help = (
        "Stores old versions of boxes as differences, gives up texts that nobody asks for any more, and "
        "forgets what went over with merges that cannot be undone any more."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        versions = texts = merges = 0
        more = True
        while more:
            done = housekeeping.run()
            versions, texts, more = versions + done.versions, texts + done.texts, done.more
            merges += done.merges
        self.stdout.write(str(housekeeping.Tidied(versions, texts, merges, more=False)))
