"""An example names its entry's place; a counterexample has a word like its name, and names others or none."""

from __future__ import annotations

import pytest

from conflictdesk.contract.types import Document, Place
from conflictdesk.extraction import gazetteer
from conflictdesk.extraction.engine import find_places
from conflictdesk.extraction.gazetteer import gazetteer_names
from conflictdesk.vocabulary.entries import PlaceEntry
from conflictdesk.vocabulary.loader import shipped

# A word so short is within too many others: "us" in "Russia", "and" in "commander".
SHORT = 3
TEXTS = [
    pytest.param(entry, text, is_example, id=f"{entry.id}: {text}")
    for entry in shipped().of(PlaceEntry).values()
    for is_example, texts in ((True, entry.examples), (False, entry.counterexamples))
    for text in texts
]


def is_named_by(entry: PlaceEntry, place: Place) -> bool:
    """Whether the place is the entry's: its country, the point of its region, a town that its alias means."""
    country = entry.code
    if entry.what == "alias":
        named = gazetteer.shipped().find_name(entry.of).entries
        return place.geonames_id in {one.id for one in named if (one.country, one.kind) == (country, "city")}
    if entry.what == "country":
        return (place.name, place.country, place.precision) == (entry.label, country, "country")
    point = (place.latitude, place.longitude)
    return (place.name, place.country, point) == (entry.label, country, entry.point)


def looks_like(entry: PlaceEntry, text: str) -> bool:
    """Whether a word of a name of the entry, or of one of its adjectives, is within a word of the text."""
    names = [gazetteer_names.key(name) for name in (*entry.patterns, *entry.adjectives)]
    folded = gazetteer_names.key(text)
    words = {word for name in names for word in name.split()}
    return any(word in (folded if len(word) > SHORT else folded.split()) for word in words)


@pytest.mark.parametrize(("entry", "text", "is_example"), TEXTS)
def test_an_entry_s_place_is_named_in_its_examples_alone(
    entry: PlaceEntry, text: str, is_example: bool
) -> None:
    places = find_places(Document(text, "2017-06-28"))
    assert any(is_named_by(entry, place) for place in places) == is_example
    assert looks_like(entry, text)
