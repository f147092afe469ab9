"""The shipped countries, regions and word classes."""

from __future__ import annotations

import pytest

from conflictdesk.contract.types import PlacePrecision
from conflictdesk.extraction import gazetteer
from conflictdesk.extraction.gazetteer import Entry
from conflictdesk.extraction.places.place_names import CLASSES
from conflictdesk.extraction.places.place_resolution import distance
from conflictdesk.vocabulary.entries import PlaceEntry
from conflictdesk.vocabulary.loader import shipped

WORDS = list(shipped().of(PlaceEntry).values())
# Names of much more than a country may lie far from any town.
FAR_KM = 600


@pytest.fixture(scope="module")
def towns() -> dict[str | None, list[Entry]]:
    """The entries of the index by country, without the countries themselves."""
    index = gazetteer.shipped()
    found: dict[str | None, list[Entry]] = {}
    for number in range(index.count):
        entry = index.entry(number)
        if entry.kind == "country":
            continue
        found.setdefault(entry.country, []).append(entry)
    return found


def test_every_country_has_its_code_in_the_index() -> None:
    codes = [str(word.code).lower() for word in WORDS if word.what == "country"]
    assert [code for code in codes if not gazetteer.shipped().find(f"={code}").entries] == []
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    "word", [word for word in WORDS if word.code and word.point], ids=lambda word: word.id
)
def test_points_lie_in_their_country(word: PlaceEntry, towns: dict[str | None, list[Entry]]) -> None:
    if word.code == "AQ":
        return
    latitude, longitude = word.point or ()
    here = Entry(None, "", None, None, latitude, longitude, 0, "")
    assert min(distance(here, town) for town in towns[word.code]) < FAR_KM


@pytest.mark.parametrize("word", [word for word in WORDS if word.of], ids=lambda word: word.id)
def test_aliases_name_a_place_of_the_index(word: PlaceEntry) -> None:
    entries = gazetteer.shipped().find_name(word.of).entries
    assert "city" in {entry.kind for entry in entries if entry.country == word.code}


def test_precisions_are_the_contract_s() -> None:
    legal = set(PlacePrecision.__args__)
    assert {word.precision for word in WORDS} <= legal


def test_every_class_of_words_is_there() -> None:
    assert all(shipped().words(f"place.{name}") for name in CLASSES)
