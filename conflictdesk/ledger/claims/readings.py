"""Readings: a claim's values in flat, editable form: the proposal with a person's amendment applied."""

from __future__ import annotations

from datetime import date
from typing import cast

from conflictdesk import untrusted
from conflictdesk.contract import terms
from conflictdesk.contract.stored import (
    ActorJson,
    ActorReading,
    AttributionJson,
    ClaimReading,
    EventJson,
    EventReading,
    FigureJson,
    FigureReading,
    PlaceJson,
    PlaceReading,
    ProposalJson,
    Reading,
    SinceJson,
    SinceReading,
)
from conflictdesk.ledger.models import Claim, Ruling


def proposed(claim: Claim) -> Reading:
    """Returns the values that the extractor proposed."""
    content = claim.proposal
    return _figure(content) if "measure" in content else _event(content)


def reading(claim: Claim, ruling: Ruling | None = None) -> Reading:
    """Returns the proposal with the ruling's amendment applied, if there is one. Where a person set the
    first day, it counts and not the start that the article names.
    """
    before = proposed(claim)
    if ruling is None:
        return before
    if "from" in ruling.amendment and "measure" in before:
        before = {**before, "since": None}
    # An amendment has fields of its claim's kind only: `amendments.checked` lets no other through.
    return cast(Reading, {**before, **ruling.amendment})


def figure(claim: Claim, ruling: Ruling | None = None) -> FigureReading:
    """Returns the reading of a claim that is a figure."""
    values = reading(claim, ruling)
    assert "measure" in values
    return values


def event(claim: Claim, ruling: Ruling | None = None) -> EventReading:
    """Returns the reading of a claim that is an event."""
    values = reading(claim, ruling)
    assert "measure" not in values
    return values


def day(iso: str | None) -> date | None:
    """Parses a date of a reading; None for None or ""."""
    return date.fromisoformat(iso) if iso else None


def _figure(content: FigureJson) -> FigureReading:
    return {
        "measure": content["measure"],
        "low": content["low"],
        "best": content["best"],
        "high": content["high"],
        "qualifier": content["qualifier"],
        "unit": content["unit"],
        "population": content["population"],
        "period": content["period"],
        "since": _since(content.get("since")),
        "cause": content.get("cause", terms.ASSUMED_CAUSE),
        "side": _actor(content["side"]) if content["side"] else None,
        "is_part": content["part_of"] is not None,
        **_shared(content),
    }


def _event(content: EventJson) -> EventReading:
    return {
        "type": content["type"],
        "weapon": content["weapon"] and untrusted.name(content["weapon"]),
        "actors": [_actor(one) for one in content["actors"]],
        "targets": [_actor(one) for one in content["targets"]],
        **_shared(content),
    }


def _shared(content: ProposalJson) -> ClaimReading:
    said, when, place = content["attribution"], content["when"], content["place"]
    return {
        "source": _source(said) if said else None,
        "hedged": bool(said and said["hedged"]),
        "place": _place(place) if place else None,
        "from": when["from"] if when else None,
        "to": when["to"] if when else None,
        "precision": when["precision"] if when else None,
        "realis": content["realis"],
    }


def _since(since: SinceJson | None) -> SinceReading | None:
    return {"text": untrusted.name(since["text"]), "date": since["date"]} if since else None


def _place(place: PlaceJson) -> PlaceReading:
    return {
        "name": _clean(place["name"]),
        "country": place["country"],
        "latitude": place["latitude"],
        "longitude": place["longitude"],
        "precision": place["precision"],
        "geonames_id": place["geonames_id"],
        "within": _clean(place["within"]),
        "text": _clean(place["text"]),
    }


def _clean(name: str | None) -> str | None:
    """Returns the name without invisible characters."""
    return untrusted.name(name) if name else name


def _source(said: AttributionJson) -> ActorReading:
    if said["actor"]:
        return _actor(said["actor"])
    return {"id": None, "name": untrusted.name(said["text"]), "role": None}


def _actor(actor: ActorJson) -> ActorReading:
    return {"id": actor["id"], "name": untrusted.name(actor["name"] or actor["text"]), "role": actor["role"]}
