"""Priority: which of two claims comes first in a queue."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conflictdesk.reconcile import priority
from conflictdesk.reconcile.standing import Figure, Standing, key_of, standings


def _figure(value: float, **values: Any) -> Figure:
    """A figure of people displaced."""
    known = {
        "measure": "displaced", "unit": "person", "population": "", "side": "", "period": "cumulative",
        "place": "", "low": value, "best": value, "high": value, "qualifier": "exact", "source": "UN",
        "as_of": date(2017, 6, 28),
    }  # fmt: skip
    return Figure(1, **{**known, **values})


def _standing(*values: float) -> Standing:
    """The standing of such figures, each from a source of its own."""
    figures = [_figure(value, source=f"source {number}") for number, value in enumerate(values)]
    return standings([one._replace(id=number) for number, one in enumerate(figures)])[0]


FAR_OFF = priority.figure(_figure(900_000), _standing(600_000), 3)


@pytest.mark.parametrize(
    ("first", "then", "why"),
    [
        (priority.figure(_figure(700_000), _standing(600_000), 1), priority.figure(_figure(9e8), None, 900),
         "a contradiction before whatever is new"),
        (priority.figure(_figure(5), None, 1), priority.figure(_figure(600_000), _standing(600_000), 900),
         "what is new before what only confirms"),
        (priority.figure(_figure(601_000), _standing(600_000), 4), FAR_OFF,
         "more articles before more change"),
        (FAR_OFF, priority.figure(_figure(601_000), _standing(600_000), 3),
         "a larger change before a smaller"),
        (priority.figure(_figure(1), _standing(600_000), 3), FAR_OFF, "downwards as well as upwards"),
        (priority.event(2), priority.event(1), "events by the articles that list them"),
    ],
)  # fmt: skip
def test_stands_before(first: int, then: int, why: str) -> None:
    assert first > then, why


def test_what_a_rival_says_already_only_confirms() -> None:
    assert priority.figure(_figure(500), _standing(400, 500), 7) == priority.score(priority.CONFIRMS, 7)


def test_only_a_contradiction_is_a_conflict() -> None:
    found = [priority.figure(_figure(7), standing, 5) for standing in (_standing(8), _standing(7), None)]
    assert [priority.is_conflict(number) for number in found] == [True, False, False]


def test_a_figure_without_a_standing_of_its_key_is_new() -> None:
    assert key_of(_figure(7)) == _standing(8).key
