"""Corrections: what readers could see and see no more, or see otherwise; told without what is not public.

Nothing is written for them: they follow from the showings. What left and came back as it was, or went on to
another situation, is no correction, nor is a slip that was taken back before a cache could have spread it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.db.models import Exists, F, OuterRef, Q

from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import readings
from conflictdesk.ledger.claims.facts import said_on
from conflictdesk.ledger.models import Claim, Ruling, Showing, Situation

SLIP = timedelta(seconds=60)
Content = dict[str, Any]
Kind = Literal["corrected", "withdrawn"]
Cause = Literal["text", "editors", "article"]


@dataclass(frozen=True)
class Correction:
    """`at` version and time readers lost what was said `before`; `after` is what they were told instead, None
    where nothing, or nothing yet. `cause`: the article's text changed, the editors ruled otherwise, or the
    article left. Of an article that is not public now neither words nor numbers nor the title are named.
    """

    at: datetime
    version: int
    kind: Kind
    cause: Cause
    before: Content | None
    after: Content | None
    article: Content | None


def public(situation: Situation | int) -> list[Correction]:
    """The situation's corrections as any reader may see them, newest first. Four queries."""
    key = situation.pk if isinstance(situation, Situation) else situation
    closed = list(_showings().filter(situation=key, until__isnull=False).order_by("-until", "-pk"))
    later = _later(key, closed)
    pages = {one.claim.page_id for one in closed}
    visible = (
        set(queries.public_pages().filter(pk__in=pages).values_list("pk", flat=True)) if pages else set()
    )
    found = (_correction(one, later, one.claim.page_id in visible) for one in closed)
    return [one for one in found if one is not None]


def _showings() -> Any:
    """All but slips; `taken_back`: it ended because its approval was undone or reopened. Other rulings end
    none, and one that came when the fact had left already, or before it came back, did not end this one.
    """
    endings = Ruling.objects.filter(
        claim=OuterRef("claim"),
        decision__in=[Ruling.Decision.UNDO, Ruling.Decision.REOPEN],
        at__range=(OuterRef("shown_at"), OuterRef("hidden_at")),
    )
    showings = Showing.objects.annotate(taken_back=Exists(endings))
    slips = Q(taken_back=True, hidden_at__lt=F("shown_at") + SLIP)
    return showings.filter(~slips | Q(until=None)).select_related(
        "claim__page", "claim__extraction", "ruling"
    )


def _later(situation_id: int, closed: Sequence[Showing]) -> dict[int, list[Showing]]:
    """All showings of these claims, and of those that took their place in the text, by claim, in order."""
    claims = {one.claim_id for one in closed} | {one.claim.replaced_by_id for one in closed}
    by_claim: dict[int, list[Showing]] = {}
    if closed:
        for one in _showings().filter(situation=situation_id, claim__in=claims - {None}).order_by("since"):
            by_claim.setdefault(one.claim_id, []).append(one)
    return by_claim


def _correction(one: Any, later: dict[int, list[Showing]], visible: bool) -> Correction | None:
    claim, following = one.claim, _following(one, later)
    moved = claim.situation_id not in (one.situation_id, None)
    if moved or (following is not None and _alike(one, following)):
        return None
    cause = _cause(one, visible)
    if not visible:
        return Correction(one.hidden_at, one.until, "withdrawn", cause, None, None, None)
    waiting = cause == "text" and claim.presence == Claim.Presence.CHANGED
    return Correction(
        at=one.hidden_at,
        version=one.until,
        kind="corrected" if following or waiting else "withdrawn",
        cause=cause,
        before=told(one),
        after=told(following) if following else None,
        article={"title": claim.page.title, "url": claim.page.url or ""},
    )


def _cause(one: Any, visible: bool) -> Cause:
    """What the editors took back stays theirs, whatever has become of the article since."""
    if one.taken_back:
        return "editors"
    if not visible:
        return "article"
    # Words that stand there still came back with their article, and the editors ruled while it was away.
    return "editors" if one.claim.presence == Claim.Presence.PRESENT else "text"


def _following(one: Any, later: dict[int, list[Showing]]) -> Showing | None:
    """What readers were shown in its place: the same claim again, else the one that the text has now; but
    that did not take the place of what was taken back before.
    """
    places = [one.claim_id] if one.taken_back else [one.claim_id, one.claim.replaced_by_id]
    # One that began when its situation became public may have ended before the next version: not by itself.
    after = (found for claim in places for found in later.get(claim, ()) if found.pk > one.pk)
    return next((found for found in after if found.since >= one.until), None)


def _alike(one: Showing, other: Showing) -> bool:
    return one.claim_id == other.claim_id and one.ruling.amendment == other.ruling.amendment


def told(showing: Showing) -> Content:
    """What the showing said, by the names of that ruling."""
    claim = showing.claim
    reading = readings.reading(claim, showing.ruling)
    source, place = reading.pop("source"), reading.pop("place")
    side = reading.pop("side", None)
    return {
        **reading,
        **{name: [one["name"] for one in reading[name]] for name in ("actors", "targets") if name in reading},
        "kind": claim.kind,
        "claim": claim.pk,
        "source": source["name"] if source else None,
        "place": (place["name"] or place["text"]) if place else None,
        "side": side["name"] if side else None,
        "as_of": said_on(claim).isoformat(),
    }
