"""Live articles that gave no claims because nobody could read them: their language, or a failure; and those
that are too long to be read whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from conflictdesk.desk import progress
from conflictdesk.ledger.models import Extraction

SHOWN = 10
State = Extraction.State


@dataclass(frozen=True)
class Unread:
    """An article's latest extraction, and in words why it has no claims, or only some."""

    extraction: Extraction

    @property
    def failed(self) -> bool:
        return self.extraction.state == State.FAILED

    @property
    def words(self) -> str:
        if self.failed:
            return self.extraction.error
        if self.extraction.state == State.DONE:
            return progress.cut_words(self.extraction)
        return progress.unread_words(self.extraction.language)


def articles() -> list[Unread]:
    """The newest ones first."""
    return [Unread(extraction) for extraction in _unread(State.UNREAD, State.FAILED)[:SHOWN]]


def cut() -> list[Unread]:
    """Those that are read, but not to their end; the newest ones first."""
    return [Unread(extraction) for extraction in _unread(State.DONE).exclude(read_until=None)[:SHOWN]]


def failures() -> int:
    """How many articles could not be read, of those that are in a language that is read."""
    return _unread(State.FAILED).order_by().count()


def _unread(*states: str) -> QuerySet[Extraction]:
    live = Extraction.objects.exclude(state=State.DRAFT)
    latest = live.filter(page_key=OuterRef("page_key")).values("pk")[:1]
    found = Extraction.objects.filter(state__in=states, page__live=True, pk=Subquery(latest))
    return found.order_by("-requested_at", "-pk").defer("text", "segments")
