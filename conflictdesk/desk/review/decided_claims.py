"""Finds the latest rulings, and those of a person's own that can still be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.functional import cached_property

from conflictdesk.desk.models import Batch
from conflictdesk.ledger.claims import readings
from conflictdesk.ledger.models import Claim, Ruling, TwinRuling
from conflictdesk.ledger.rights import article_rights
from conflictdesk.untrusted import number
from conflictdesk.wording import reading_lines

SHOWN = 8


@dataclass
class Decided:
    """A ruling with the headline of its claim."""

    ruling: Ruling

    @cached_property
    def batch(self) -> Batch | None:
        """The batch that it belongs to, which is undone as a whole; None if it was made by itself."""
        return Batch.objects.filter(rulings=self.ruling).first()

    @property
    def is_first(self) -> bool:
        """Whether it is an approval that a second person has to confirm."""
        ruling = self.ruling
        approves = ruling.decision in (Ruling.Decision.APPROVE, Ruling.Decision.AMEND)
        return approves and ruling.outcome == Claim.State.PENDING

    @property
    def headline(self) -> str:
        claim = self.ruling.claim
        return reading_lines.headline(readings.reading(claim, self.ruling), claim.proposal["quote"])


def by_id(ruling_id: str, user: Any) -> Decided | None:
    """Returns the user's own ruling of that id, for the message after it. None if it is not theirs, or
    if a later ruling followed, so that an old address does not show an outdated message.
    """
    key = number(ruling_id)
    if key is None:
        return None
    later = Ruling.objects.filter(claim=OuterRef("claim"), pk__gt=OuterRef("pk"))
    return _first(_rulings(user).filter(~Exists(later), pk=key, user=user))


def undoable(user: Any) -> Decided | None:
    """Returns the user's latest ruling that still stands, or None."""
    return _first(_rulings(user).filter(user=user, claim__ruling=F("pk")))


def last_merge(user: Any) -> TwinRuling | None:
    """Returns the user's latest finding that two claims report the same, if it still stands and they
    have made no undoable ruling since; else None.
    """
    later = TwinRuling.objects.filter(
        first=OuterRef("first"), second=OuterRef("second"), pk__gt=OuterRef("pk")
    )
    own = TwinRuling.objects.filter(user=user, verdict=TwinRuling.Verdict.SAME).exclude(Exists(later))
    merge = own.select_related("first").order_by("-pk").first()
    ruling = undoable(user)
    return merge if merge and (ruling is None or ruling.ruling.at < merge.at) else None


def latest(user: Any) -> list[Decided]:
    """Returns the latest rulings on claims that the user may see, newest first, at most `SHOWN`."""
    return [Decided(ruling) for ruling in _rulings(user)[:SHOWN]]


def _rulings(user: Any) -> QuerySet[Ruling]:
    seen = Ruling.objects.filter(article_rights.claims(user, at="claim__"))
    return seen.select_related("claim").order_by("-at", "-pk")


def _first(rulings: QuerySet[Ruling]) -> Decided | None:
    ruling = rulings.first()
    return Decided(ruling) if ruling else None
