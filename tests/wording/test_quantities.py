"""Every qualifier of the contract in a reader's words, with its unit, in several languages."""

from __future__ import annotations

from typing import Any

import pytest
from babel import Locale

from conflictdesk.contract import terms
from conflictdesk.wording import languages, quantities

ENGLISH = languages.locale("en")
BOUNDS = {
    # qualifier: low, best, high, words
    "exact": (350, 350, 350, "350"),
    "at_least": (750_000, 750_000, None, "at least 750,000"),
    "more_than": (350, None, None, "more than 350"),
    "up_to": (None, None, 350, "up to 350"),
    "fewer_than": (None, None, 350, "fewer than 350"),
    "about": (None, 350, None, "about 350"),
    "nearly": (None, 350, 350, "nearly 350"),
    "between": (1_000, None, 2_000, "1,000 to 2,000"),
    "vague": (2_000, None, None, "thousands"),
}


def _said(
    low: Any, best: Any, high: Any, qualifier: str, unit: str = "person", locale: Locale = ENGLISH
) -> str:
    figure = {"low": low, "best": best, "high": high, "qualifier": qualifier, "unit": unit}
    return str(quantities.quantity(figure, locale))


def test_the_table_has_every_qualifier_of_the_contract() -> None:
    assert BOUNDS.keys() == terms.QUALIFIERS.keys()


@pytest.mark.parametrize("qualifier", BOUNDS)
def test_a_qualifier_in_words(qualifier: str) -> None:
    low, best, high, words = BOUNDS[qualifier]
    assert _said(low, best, high, qualifier) == words


def test_what_is_measured_is_less_and_what_is_counted_fewer() -> None:
    assert _said(None, None, 1, "fewer_than", "km2") == "less than 1 km²"
    assert _said(None, None, 1, "fewer_than", "building") == "fewer than 1"


@pytest.mark.parametrize(
    ("low", "best", "high", "qualifier", "words"),
    [
        (0, 0, 0, "exact", "0"),
        (24, None, None, "vague", "dozens"),
        (40, None, None, "vague", "scores"),
        (200, None, None, "vague", "hundreds"),
        (20_000, None, None, "vague", "tens of thousands"),
        (300, None, None, "vague", "at least 300"),
        (5, None, None, "between", "at least 5"),
        (None, None, 9, "between", "up to 9"),
        (None, 7, None, "at_least", "at least 7"),
        (None, None, 12, "exact", "12"),
        (None, None, None, "exact", ""),
        (1.5, 1.5, 1.5, "exact", "1.5"),
        (1_200_000, 1_200_000, 1_200_000, "exact", "1,200,000"),
    ],
)
def test_bounds_that_an_editor_may_leave(low: Any, best: Any, high: Any, qualifier: str, words: str) -> None:
    assert _said(low, best, high, qualifier) == words


UNITS = {
    "person": (350, "about 350"),
    "household": (350, "about 350 households"),
    "km2": (1, "about 1\xa0km²"),
    "percent": (33.5, "about 33.5%"),
    "building": (350, "about 350"),
    "item": (350, "about 350"),
    "strike": (350, "about 350"),
    "place": (350, "about 350"),
    "usd": (985_000_000, "about US$985M"),
    "eur": (1_500, "about €1,500"),
    "gbp": (1_234_567, "about £1,234,567"),
    "tonne": (12, "about 12\xa0t"),
    "km": (2.5, "about 2.5\xa0km"),
}


def test_the_table_has_every_unit_of_the_contract() -> None:
    assert UNITS.keys() == terms.UNITS.keys()


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_is_said_where_the_label_does_not_say_it(unit: str) -> None:
    value, words = UNITS[unit]
    assert _said(None, value, None, "about", unit).replace(" km", "\xa0km").replace(" t", "\xa0t") == words


def test_one_household() -> None:
    assert _said(1, 1, 1, "exact", "household") == "1 household"


@pytest.mark.parametrize(
    ("language", "number"),
    [("en", "750,000"), ("fr", "750\u202f000"), ("de", "750.000"), ("uk", "750\xa0000"), ("ar", "750,000")],
)
def test_a_number_is_written_as_its_language_writes_it(language: str, number: str) -> None:
    assert quantities.number(750_000, "person", languages.locale(language)) == number
