"""Readings: a claim's values in flat, editable form: the proposal with a person's amendment applied.

A figure's reading has measure low best high qualifier unit population side period is_part, an event's
has type actors targets weapon; both have source hedged place from to precision realis. `source` and
`side` are `{"id", "name", "role"}` or None, `actors` and `targets` are lists of these; `place` is the
contract's place without its span, or None; `from` and `to` are ISO dates or None.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from conflictdesk import untrusted
from conflictdesk.contract import terms
from conflictdesk.contract.stored import ActorJson, AttributionJson, PlaceJson, ProposalJson
from conflictdesk.ledger.models import Claim, Ruling

Reading = dict[str, Any]
NO_ACTOR: Reading = dict.fromkeys(("id", "name", "role"))
NO_PLACE: Reading = {
    **dict.fromkeys(
        ("name", "country", "latitude", "longitude", "precision", "geonames_id", "within", "text")
    ),
    "precision": terms.UNRESOLVED,
}


def proposed(claim: Claim) -> Reading:
    """Returns the values that the extractor proposed."""
    content = claim.proposal
    return {**_specific(content), **_shared(content)}


def reading(claim: Claim, ruling: Ruling | None = None) -> Reading:
    """Returns the proposal with the ruling's amendment applied, if there is one."""
    return {**proposed(claim), **(ruling.amendment if ruling else {})}


def day(iso: str | None) -> date | None:
    """Parses a date of a reading; None for None or ""."""
    return date.fromisoformat(iso) if iso else None


def clean(named: Reading) -> Reading:
    """Returns the actor or place with invisible characters removed from its names."""
    words = {key: untrusted.name(named[key]) for key in ("name", "text", "within") if named.get(key)}
    return {**named, **words}


def _specific(content: ProposalJson) -> Reading:
    if "measure" in content:
        return {
            "measure": content["measure"],
            "low": content["low"],
            "best": content["best"],
            "high": content["high"],
            "qualifier": content["qualifier"],
            "unit": content["unit"],
            "population": content["population"],
            "period": content["period"],
            "side": _actor(content["side"]),
            "is_part": content["part_of"] is not None,
        }
    return {
        "type": content["type"],
        "weapon": content["weapon"] and untrusted.name(content["weapon"]),
        "actors": [_actor(one) for one in content["actors"]],
        "targets": [_actor(one) for one in content["targets"]],
    }


def _shared(content: ProposalJson) -> Reading:
    said, when, place = content["attribution"], content["when"], content["place"]
    return {
        "source": _source(said),
        "hedged": bool(said and said["hedged"]),
        "place": _place(place) if place else None,
        "from": when["from"] if when else None,
        "to": when["to"] if when else None,
        "precision": when["precision"] if when else None,
        "realis": content["realis"],
    }


def _place(place: PlaceJson) -> Reading:
    values: Mapping[str, Any] = place
    return clean({name: values[name] for name in NO_PLACE})


def _source(said: AttributionJson | None) -> Reading | None:
    if said is None:
        return None
    return _actor(said["actor"]) or {"id": None, "name": untrusted.name(said["text"]), "role": None}


def _actor(actor: ActorJson | None) -> Reading | None:
    if actor is None:
        return None
    return {"id": actor["id"], "name": untrusted.name(actor["name"] or actor["text"]), "role": actor["role"]}
