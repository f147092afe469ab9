"""Lists live articles that could not be read, because of their language or a failure, and those that are
too long to be read whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from conflictdesk.desk.article import progress
from conflictdesk.ledger.models import Extraction
from conflictdesk.ledger.rights import article_rights
from conflictdesk.ledger.rights.article_rights import Act

SHOWN = 10
State = Extraction.State


@dataclass(frozen=True)
class Unread:
    """An article's latest extraction; `words` say why it has no claims or only some, `may_decide`
    whether the user may decide on its claims.
    """

    extraction: Extraction
    may_decide: bool

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


def articles(user: Any) -> list[Unread]:
    """Returns the unread articles that the user may see, newest first, at most `SHOWN`."""
    return _seen_by(user, _unread(State.UNREAD, State.FAILED))


def cut(user: Any) -> list[Unread]:
    """Returns the articles that were not read to their end and that the user may see, newest first, at
    most `SHOWN`.
    """
    return _seen_by(user, _unread(State.DONE).exclude(read_until=None))


def _seen_by(user: Any, extractions: QuerySet[Any]) -> list[Unread]:
    decided = Extraction.objects.filter(
        article_rights.pages(user, Act.DECIDE, at="page__"), pk=OuterRef("pk")
    )
    seen = extractions.filter(article_rights.pages(user, at="page__")).annotate(may_decide=Exists(decided))
    return [Unread(extraction, extraction.may_decide) for extraction in seen[:SHOWN]]


def failures() -> int:
    """Counts the live articles whose extraction failed; an unread language does not count."""
    return _unread(State.FAILED).order_by().count()


def _unread(*states: str) -> QuerySet[Extraction]:
    live = Extraction.objects.exclude(state=State.DRAFT)
    latest = live.filter(page_key=OuterRef("page_key")).values("pk")[:1]
    found = Extraction.objects.filter(state__in=states, page__live=True, pk=Subquery(latest))
    return found.order_by("-requested_at", "-pk").defer("text", "segments")
