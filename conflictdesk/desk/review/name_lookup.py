"""Finds the actors and places for names that an editor typed: by name or alias in the ledger, else in
the vocabulary or the gazetteer, else as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from conflictdesk.contract import terms
from conflictdesk.contract.stored import ActorReading, PlaceReading
from conflictdesk.desk.registry import gazetteer_lookup
from conflictdesk.ledger.models import Actor, Place
from conflictdesk.vocabulary.entries import ActorEntry
from conflictdesk.vocabulary.loader import shipped


def name_of(named: ActorReading | PlaceReading | None) -> str:
    """Returns the name to show in a field; the words of the text if there is no name; "" for None."""
    return str(named["name"] or named.get("text") or "") if named else ""


def actor(name: str, known: Iterable[ActorReading | None]) -> ActorReading | None:
    """Returns the actor of that name: one of `known`, of the ledger, of the vocabulary, else a bare name
    with no id. None for "".
    """
    name = name.strip()
    if not name:
        return None
    for one in known:
        if one and one["name"].casefold() == name.casefold():
            return one
    row = _matching(Actor.objects.filter(merged_into=None), name)
    if row is None:
        return _of_the_vocabulary(name) or {"id": None, "name": name, "role": None}
    return {"id": row.identifier, "name": row.name, "role": row.role}


def vocabulary_actors() -> Iterable[ActorEntry]:
    """Returns the actors of the shipped vocabulary."""
    return shipped().of(ActorEntry).values()


def _of_the_vocabulary(name: str) -> ActorReading | None:
    wanted = name.casefold()
    for entry in vocabulary_actors():
        if entry.label.casefold() == wanted:
            return {"id": entry.id, "name": entry.label, "role": entry.role}
    return None


def actors(names: str, known: Sequence[ActorReading]) -> list[ActorReading]:
    """Returns the actors of a comma-separated list of names, each once."""
    found = (actor(name, known) for name in names.split(","))
    return list({one["name"]: one for one in found if one}.values())


def place(name: str, known: PlaceReading | None) -> PlaceReading | None:
    """Returns the place of that name: `known`, one of the ledger, of the gazetteer, else an unresolved
    name. None for "".
    """
    name = name.strip()
    if not name:
        return None
    if known and name_of(known).casefold() == name.casefold():
        return known
    row = place_called(name)
    if row is None and (found := gazetteer_lookup.place(name)):
        return found
    if row is None:
        return _unresolved(name)
    return {
        "name": row.name,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "precision": row.precision,
        "geonames_id": row.geonames_id,
        "country": row.country or None,
        "within": row.within.name if row.within else None,
        "text": name,
    }


def _unresolved(name: str) -> PlaceReading:
    """Returns a place of which only the name is known."""
    return {
        "name": name,
        "text": name,
        "precision": terms.UNRESOLVED,
        "country": None,
        "latitude": None,
        "longitude": None,
        "geonames_id": None,
        "within": None,
    }


def place_called(name: str) -> Place | None:
    """Returns the ledger's place of that name or alias; None if there is none, or if two share the
    alias.
    """
    rows = Place.objects.filter(merged_into=None).select_related("within")
    return rows.filter(name__iexact=name).first() or _matching(rows, name)


def _matching(rows: Iterable[Any], name: str) -> Any:
    """Returns the row of that name, else the only row with that alias; None if two rows share the alias."""
    wanted = name.casefold()
    also = []
    for row in rows:
        if row.name.casefold() == wanted:
            return row
        if any(str(alias).casefold() == wanted for alias in row.aliases):
            also.append(row)
    return also[0] if len(also) == 1 else None
