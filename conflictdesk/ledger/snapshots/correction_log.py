"""Corrections: what readers could see and no longer see, or see with other values.

They are not stored but follow from the showings. A fact that left and came back with the same values, or
moved to another situation, is not a correction, nor is a slip that was taken back before a cache could
have spread it. Nothing that is not public is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.db.models import Exists, F, OuterRef, Q

from conflictdesk.contract.stored import (
    ArticleName,
    ClaimReading,
    CorrectedEntry,
    CorrectedEvent,
    CorrectedFigure,
)
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import readings
from conflictdesk.ledger.claims.facts import said_on
from conflictdesk.ledger.models import Claim, Ruling, Showing, Situation

SLIP = timedelta(seconds=60)
Kind = Literal["corrected", "withdrawn"]
Corrected = CorrectedFigure | CorrectedEvent
Cause = Literal["text", "editors", "article"]


@dataclass(frozen=True)
class Correction:
    """`at` time and version readers lost the values `before`; `after` are the values shown instead, or
    None if there are none, or none yet. `cause`: the article's text changed, the editors ruled
    otherwise, or the article left. If the article is not public now, `before`, `after` and `article` are
    None.
    """

    at: datetime
    version: int
    kind: Kind
    cause: Cause
    before: Corrected | None
    after: Corrected | None
    article: ArticleName | None


def public(situation: Situation | int) -> list[Correction]:
    """Returns the situation's corrections as any reader may see them, newest first. Makes four queries."""
    key = situation.pk if isinstance(situation, Situation) else situation
    closed = list(_showings().filter(situation=key, until__isnull=False).order_by("-until", "-pk"))
    later = _showings_by_claim(key, closed)
    pages = {one.claim.page_id for one in closed}
    visible = (
        set(queries.public_pages().filter(pk__in=pages).values_list("pk", flat=True)) if pages else set()
    )
    found = (_correction(one, later, one.claim.page_id in visible) for one in closed)
    return [one for one in found if one is not None]


def _showings() -> Any:
    """Returns all showings but slips. `taken_back` is True if the showing ended because its approval was
    undone or reopened while the fact was shown.
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


def _showings_by_claim(situation_id: int, closed: Sequence[Showing]) -> dict[int, list[Showing]]:
    """Returns all showings of these claims, and of the claims that replaced them, by claim, in order."""
    claims = {one.claim_id for one in closed} | {one.claim.replaced_by_id for one in closed}
    by_claim: dict[int, list[Showing]] = {}
    if closed:
        for one in _showings().filter(situation=situation_id, claim__in=claims - {None}).order_by("since"):
            by_claim.setdefault(one.claim_id, []).append(one)
    return by_claim


def _correction(one: Any, later: dict[int, list[Showing]], visible: bool) -> Correction | None:
    """Returns the correction that a closed showing means; None if it means none."""
    claim, successor = one.claim, _successor(one, later)
    moved = claim.situation_id not in (one.situation_id, None)
    if moved or (successor is not None and _have_same_values(one, successor)):
        return None
    cause = _cause(one, visible)
    if not visible:
        return Correction(one.hidden_at, one.until, "withdrawn", cause, None, None, None)
    waiting = cause == "text" and claim.presence == Claim.Presence.CHANGED
    return Correction(
        at=one.hidden_at,
        version=one.until,
        kind="corrected" if successor or waiting else "withdrawn",
        cause=cause,
        before=values_of(one),
        after=values_of(successor) if successor else None,
        article={"title": claim.page.title, "url": claim.page.url or ""},
    )


def _cause(one: Any, visible: bool) -> Cause:
    """Returns why readers lost the values. What the editors took back counts as theirs, whatever has
    become of the article since.
    """
    if one.taken_back:
        return "editors"
    if not visible:
        return "article"
    # Words that are still present came back with the article; the editors ruled while it was away.
    return "editors" if one.claim.presence == Claim.Presence.PRESENT else "text"


def _successor(one: Any, later: dict[int, list[Showing]]) -> Showing | None:
    """Returns the showing that replaced this one: the next one of the same claim, else of the claim that
    replaced it. A claim that was taken back before is not replaced by another. None if there is none.
    """
    places = [one.claim_id] if one.taken_back else [one.claim_id, one.claim.replaced_by_id]
    # A showing that begins when its situation becomes public may end in the same version: leave itself out.
    after = (found for claim in places for found in later.get(claim, ()) if found.pk > one.pk)
    return next((found for found in after if found.since >= one.until), None)


def _have_same_values(one: Showing, other: Showing) -> bool:
    return one.claim_id == other.claim_id and one.ruling.amendment == other.ruling.amendment


def values_of(showing: Showing) -> Corrected:
    """Returns the values that the showing had, with the names of that ruling."""
    claim = showing.claim
    reading = readings.reading(claim, showing.ruling)
    shared = _shared(claim, reading)
    if "measure" not in reading:
        return {
            "kind": "event",
            "type": reading["type"],
            "weapon": reading["weapon"],
            "actors": [one["name"] for one in reading["actors"]],
            "targets": [one["name"] for one in reading["targets"]],
            **shared,
        }
    return {
        "kind": "figure",
        "measure": reading["measure"],
        "unit": reading["unit"],
        "low": reading["low"],
        "best": reading["best"],
        "high": reading["high"],
        "qualifier": reading["qualifier"],
        "population": reading["population"],
        "period": reading["period"],
        "side": reading["side"]["name"] if reading["side"] else None,
        "is_part": reading["is_part"],
        **shared,
    }


def _shared(claim: Claim, reading: ClaimReading) -> CorrectedEntry:
    source, place = reading["source"], reading["place"]
    return {
        "claim": claim.pk,
        "source": source["name"] if source else None,
        "hedged": reading["hedged"],
        "place": (place["name"] or place.get("text")) if place else None,
        "from": reading["from"],
        "to": reading["to"],
        "precision": reading["precision"],
        "as_of": said_on(claim).isoformat(),
        "realis": reading["realis"],
    }
