"""Which claims may tell the same, by table; and how what people decided gathers them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conflictdesk.reconcile.claim_matches import groups
from conflictdesk.reconcile.same_event import ComparedClaim, ranked_matches, same_event
from tests.cases import cases


def _telling(number: int, said: dict[str, Any]) -> ComparedClaim:
    said = {"kind": "event", "topic": "clash", "article": number, "as_of": date(2017, 6, 28)} | said
    several = {name: frozenset(said[name]) for name in ("actors",) if name in said}
    pairs = {name: tuple(said[name]) for name in ("about", "point") if name in said}
    numbers = tuple((counted, tuple(ends)) for counted, ends in said.pop("numbers", {}).items())
    return ComparedClaim(id=number, numbers=numbers, **(said | several | pairs))


@pytest.mark.parametrize("case", cases("same_event"))
def test_same_event(case: dict[str, Any]) -> None:
    one, other = _telling(1, case["one"]), _telling(2, case["other"])

    found, turned = same_event(one, other), same_event(other, one)

    assert (list(found.reasons) if found else None) == case["same"]
    assert found == turned
    assert found is None or (found.first, found.second) == (1, 2)


def test_those_with_the_most_in_common_come_first() -> None:
    one = _telling(1, {"place": "Mosul", "actors": ["is"]})
    less, most = _telling(2, {"place": "Mosul"}), _telling(3, {"place": "Mosul", "actors": ["is"]})

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
