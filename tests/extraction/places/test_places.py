"""Places of texts, by table; how hints change them; which names are not places."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictdesk.extraction import gazetteer
from conflictdesk.extraction.places import Hints, OwnPlace, PlaceFinder, PlaceMention
from conflictdesk.extraction.text.tokens import read
from conflictdesk.vocabulary.loader import shipped
from tests.cases import cases
from tests.extraction.effort import LINEAR, growth

FINDER = PlaceFinder.of(gazetteer.shipped(), shipped())


def find(text: str, **hints: Any) -> list[PlaceMention]:
    """The places of a text that is read with hints."""
    return [mention for mention in FINDER.find(read(text), Hints(**hints)) if mention.kind == "place"]


def names(text: str, **hints: Any) -> list[tuple[str | None, str | None]]:
    """The names and countries of the places of a text."""
    return [(mention.place.name, mention.place.country) for mention in find(text, **hints)]


@pytest.mark.parametrize("case", cases("places"))
def test_places(case: dict[str, Any]) -> None:
    found = []
    for mention in find(case["text"]):
        place = mention.place
        assert case["text"][place.start : place.end] == place.text
        row = [place.text, place.name, place.country, place.precision, place.within]
        found.append(row if place.within else row[:-1])
    assert found == case["places"]


def test_editors_places_come_first() -> None:
    hamlet = OwnPlace(("Tamsit", "Tam Sit"), "Tamsit", "ML", 16.5, 0.1, "exact")
    (mention,) = find("Raiders burned Tamsit at night.", own=[hamlet])
    place = mention.place
    assert (place.name, place.latitude, place.longitude, place.precision) == ("Tamsit", 16.5, 0.1, "exact")
    assert names("Raiders burned Tam Sit at night.", own=[hamlet]) == [("Tamsit", "ML")]


def test_an_own_place_wins_over_a_city_of_its_name() -> None:
    farm = OwnPlace(("Mosul",), "Mosul farm", "GB", 52.0, 0.0, "exact")
    assert names("They met in Mosul.", own=[farm]) == [("Mosul farm", "GB")]
    assert names("They met in Mosul.") == [("Mosul", "IQ")]


def test_a_dateline_hint_settles_a_bare_name() -> None:
    text = "Protesters filled the squares of Tripoli."
    assert names(text, place="Beirut, Lebanon") == [("Tripoli", "LB")]
    assert names(text, place="Benghazi, Libya") == [("Tripoli", "LY")]


def test_the_countries_that_a_text_is_about_settle_a_bare_name() -> None:
    text = "Protesters filled the squares of Tripoli."
    assert names(text, countries=["LB"]) == [("Tripoli", "LB")]
    assert names(text, countries=["LY"]) == [("Tripoli", "LY")]


def test_a_title_settles_a_bare_name() -> None:
    text = "Protesters filled the squares of Tripoli."
    assert names(text, title="Lebanon counts its dead") == [("Tripoli", "LB")]
    assert names(text, title="Libyan talks fail") == [("Tripoli", "LY")]


def test_a_region_of_the_vocabulary_holds_its_towns() -> None:
    found = find("Two died in Sinjar, Nineveh.")
    assert [(mention.place.name, mention.place.country) for mention in found] == [
        ("Sinjar", "IQ"),
        ("Nineveh", "IQ"),
    ]


def test_adjectives_are_kept_apart() -> None:
    found = FINDER.find(read("Iraqi officers said that the Syrian army left Homs."))
    assert [(mention.place.text, mention.kind) for mention in found] == [
        ("Iraqi", "adjective"),
        ("Syrian", "adjective"),
        ("Homs", "place"),
    ]


def test_an_unlisted_place_has_the_point_of_the_city_that_it_lies_in() -> None:
    first, second = (
        mention.place for mention in find("Troops took al-Rifai district in the Old City of Mosul.")
    )
    assert (first.text, first.precision, first.within) == ("al-Rifai district", "near", "Mosul")
    assert first.geonames_id is None
    assert (second.precision, second.within) == ("district", "Mosul")
    assert (first.latitude, first.longitude) == (second.latitude, second.longitude)
    assert (second.latitude, second.longitude) == pytest.approx((36.335, 43.119), abs=0.01)


def test_an_unresolved_place_has_no_point() -> None:
    first, _ = (mention.place for mention in find("Gunmen shot a guard in Tamsal, Mali."))
    assert (first.precision, first.within, first.latitude, first.longitude) == (
        "unresolved", "Mali", None, None
    )  # fmt: skip


def test_a_small_town_abroad_is_unresolved() -> None:
    (hangu,) = find("A bomb went off in Hangu.", countries=("PK",))
    assert (hangu.place.name, hangu.place.country) == ("Hangu", "PK")


HARD = [
    "",
    " ",
    "\x00\x01\x02",
    "A" * 5000,
    "Paris " * 2000,
    "Paris, " * 2000,
    "the Old City of " * 500,
    "district of " * 1000,
    "Al-" * 1000,
    "😀 ‏مرحبا Mosul",
    "<p>Mosul</p>&nbsp;",
]


@pytest.mark.parametrize("text", HARD, ids=range(len(HARD)))
def test_hard_texts(text: str) -> None:
    for mention in FINDER.find(read(text)):
        assert text[mention.place.start : mention.place.end] == mention.place.text


_PIECES = (
    "Mosul Iraq Iraqi the of in near Old City district village , . and 's Paris Hilton US $ al-Rifai said ( )"
)
PIECES = st.sampled_from(_PIECES.split(" "))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=80))
def test_mentions_are_in_order_apart_and_quoted(text: str) -> None:
    mentions = FINDER.find(read(text))
    for a, b in pairwise(mentions):
        assert a.last <= b.first
    assert all(text[m.place.start : m.place.end] == m.place.text for m in mentions)
    assert all((m.place.latitude is None) == (m.place.longitude is None) for m in mentions)


def test_time_grows_with_the_text_alone() -> None:
    """Ten times the text takes about ten times as long."""
    paragraph = (
        "Troops left Homs, Hama and Talkarim near Rastan in Syria. The Old City of Aleppo is quiet.\n\n"
    )

    assert growth(lambda times: FINDER.find(read(paragraph * times)), 200) < LINEAR
