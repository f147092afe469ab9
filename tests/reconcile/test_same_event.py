"""Which claims may be of the same event, by table; and how rulings group them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conflictdesk.reconcile.claim_matches import groups
from conflictdesk.reconcile.same_event import ComparedClaim, ranked_matches, same_event
from tests.cases import cases


def _claim(number: int, values: dict[str, Any]) -> ComparedClaim:
    """A claim of a clash, with other values where given."""
    values = {"kind": "event", "topic": "clash", "article": number, "as_of": date(2017, 6, 28)} | values
    several = {name: frozenset(values[name]) for name in ("actors",) if name in values}
    pairs = {name: tuple(values[name]) for name in ("about", "point") if name in values}
    numbers = tuple((counted, tuple(ends)) for counted, ends in values.pop("numbers", {}).items())
    return ComparedClaim(id=number, numbers=numbers, **(values | several | pairs))


@pytest.mark.parametrize("case", cases("same_event"))
def test_same_event(case: dict[str, Any]) -> None:
    one, other = _claim(1, case["one"]), _claim(2, case["other"])

    found, turned = same_event(one, other), same_event(other, one)

    assert (list(found.reasons) if found else None) == case["same"]
    assert found == turned
    assert found is None or (found.first, found.second) == (1, 2)


def test_those_with_the_most_in_common_come_first() -> None:
    one = _claim(1, {"place": "Mosul", "actors": ["is"]})
    less, most = _claim(2, {"place": "Mosul"}), _claim(3, {"place": "Mosul", "actors": ["is"]})

    assert [like.second for like in ranked_matches(one, [less, most, one])] == [3, 2]


@pytest.mark.parametrize(
    ("decided", "found"),
    [
        ([], {}),
        ([((1, 2), True)], {1: 1, 2: 1}),
        ([((2, 3), True), ((1, 3), True)], {1: 1, 2: 1, 3: 1}),
        ([((1, 2), True), ((3, 4), True)], {1: 1, 2: 1, 3: 3, 4: 3}),
        ([((1, 2), True), ((1, 2), False)], {}),
        ([((1, 2), False), ((1, 2), True)], {1: 1, 2: 1}),
        ([((1, 2), True), ((2, 3), True), ((1, 3), False), ((2, 3), False)], {1: 1, 2: 1}),
    ],
)
def test_groups(decided: list[Any], found: dict[int, int]) -> None:
    assert groups(decided) == found
