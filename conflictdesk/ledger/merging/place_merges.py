"""Moves rows when one place is merged into another, and returns them when the merge is undone."""

from __future__ import annotations

from typing import Any

from conflictdesk.ledger.claims import facts
from conflictdesk.ledger.claims.readings import reading
from conflictdesk.ledger.merging.moved_rows import Joined, PlacesMoved
from conflictdesk.ledger.models import EventFact, FigureFact, Merge, Place, Situation

FACTS: tuple[Any, ...] = (FigureFact, EventFact)
# The fields that an editor sets in a place's form, except its other names.
_SET = ("name", "country", "latitude", "longitude", "precision")


def carry_over(double: Place, into: Place, joined: Joined) -> tuple[PlacesMoved, set[int]]:
    """Moves the double's facts, parts and situations to the other place, which becomes the editors' own.
    Returns what was moved and the keys of the affected situations. The caller handles names and
    `merged_into`; `joined` is what it changed.
    """
    touched = facts.situations_naming(double)
    parts = Place.objects.filter(within=double).exclude(pk=into.pk)
    situations = Situation.objects.filter(places=double)
    moved: PlacesMoved = {
        **joined,
        "facts": [key for model in FACTS for key in facts.rulings_of(model.objects.filter(place=double))],
        "parts": list(parts.values_list("pk", flat=True)),
        "situations": list(situations.values_list("pk", flat=True)),
        "gained": list(situations.exclude(places=into).values_list("pk", flat=True)),
        "as_kept": None if into.is_own else _as_set(into),
        "newest": facts.newest_ruling(),
    }
    for model in FACTS:
        model.objects.filter(place=double).update(place=into)
    parts.update(within=into)
    for situation in Situation.objects.filter(pk__in=moved["situations"]):
        situation.places.add(into)
        situation.places.remove(double)
    Place.objects.filter(pk=into.pk).update(is_own=True)
    return moved, touched | set(moved["situations"])


def carry_back(merge: Merge, merged: Place, kept: Place) -> set[int]:
    """Returns to the merged place what is still where the merge put it, and facts approved since under
    its name. Returns the keys of the affected situations. Call it after the merged place's `merged_into`
    is cleared.
    """
    moved: PlacesMoved = merge.moved
    touched: set[int] = set()
    known = facts.Known()
    for model in FACTS:
        own = model.objects.filter(place=kept)
        touched |= facts.reassign(own.filter(ruling__in=moved["facts"]), "place", merged)
        touched |= facts.reassign(
            own.filter(pk__in=_since(own, merged, moved["newest"], known)), "place", merged
        )
    Place.objects.filter(pk__in=moved["parts"], within=kept).exclude(pk=merged.pk).update(within=merged)
    for situation in Situation.objects.filter(pk__in=moved["situations"], places=kept):
        situation.places.add(merged)
        if situation.pk in moved["gained"]:
            situation.places.remove(kept)
        touched.add(situation.pk)
    # A place that an editor has changed since stays the editors' own.
    if moved["as_kept"] == _as_set(kept):
        Place.objects.filter(pk=kept.pk).update(is_own=False)
    return touched


def count_returning(merge: Merge) -> int:
    """Returns how many facts would go back now."""
    moved: PlacesMoved = merge.moved
    found = (model.objects.filter(ruling__in=moved["facts"], place=merge.kept_key) for model in FACTS)
    return sum(one.count() for one in found)


def _since(own: Any, merged: Place, newest: int, known: facts.Known) -> list[int]:
    """Returns the keys of facts approved since the merge whose reading names the merged place."""
    rows = own.filter(facts.ruled_after(newest)).select_related("claim", "ruling")
    return [one.pk for one in rows if known.place(reading(one.claim, one.ruling)["place"]) == merged]


def _as_set(place: Place) -> list[Any]:
    """Returns the values that an editor sets in a place's form."""
    return [getattr(place, name) for name in _SET]
