"""`manage.py read_again`: reads outdated live texts again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conflictdesk.ledger.extractions import outdated_texts
from conflictdesk.ledger.models import Situation
from conflictdesk.vocabulary.loader import VocabularyError


class Command(BaseCommand):
    help = (
        "Says how many live texts were read by an older version of the extractor, and has workers read them "
        "again, in portions. What people have ruled on stays. A second time it changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--situation", metavar="SLUG", help="only the articles of this situation")
        parser.add_argument("--dry-run", action="store_true", help="only says how many")

    def handle(self, *args: Any, situation: str | None, dry_run: bool, **options: Any) -> None:
        key = _key(situation)
        try:
            found = outdated_texts.count(key)
        except (VocabularyError, OSError) as error:
            raise CommandError(f"No article can be read: {error}") from error
        self.stdout.write(
            f"{found.outdated:,} of {found.live:,} live texts were read by an older version "
            "or in another context; "
            f"{found.waiting:,} more wait to be read again."
        )
        if dry_run or not found.outdated:
            return
        if not outdated_texts.ask(key):
            raise CommandError("The broker does not answer: nothing was sent.")
        self.stdout.write("Workers read them again, some at a time; --dry-run says how many are left.")


def _key(slug: str | None) -> int:
    if slug is None:
        return outdated_texts.NONE
    found = Situation.objects.filter(slug=slug, merged_into=None).values_list("pk", flat=True).first()
    if found is None:
        raise CommandError(f"There is no situation “{slug}”.")
    return found
