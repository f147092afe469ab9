"""A difference leads from one JSON value to exactly the next one, and is short where little has changed."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictdesk.reconcile.json_differences import apply, difference, text

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
# Few keys and few values, so that much of what is drawn is alike.
KEYS = st.sampled_from(["put", "set", "drop", "list", "at", "by", "new", "claim", "leader", ""])
ENTRIES = st.recursive(
    st.sampled_from([0, 1, 1.0, True, False, None, "", "a"]) | SCALARS,
    lambda one: st.lists(one, max_size=6) | st.dictionaries(KEYS, one, max_size=5),
    max_leaves=25,
)


@given(before=ENTRIES, after=ENTRIES)
def test_any_value_is_made_of_any_other_by_way_of_the_database(before: Any, after: Any) -> None:
    found = json.loads(json.dumps(difference(before, after)))

    assert text(apply(before, found)) == text(after)


@given(before=st.lists(ENTRIES, max_size=12), data=st.data())
def test_lists_that_were_cut_mixed_and_added_to_are_made_again(
    before: list[Any], data: st.DataObject
) -> None:
    after = data.draw(st.permutations([*before, *data.draw(st.lists(ENTRIES, max_size=3))]))
    after = after[: data.draw(st.integers(0, len(after)))]

    assert text(apply(before, difference(before, after))) == text(after)


@given(values=st.lists(ENTRIES, min_size=2, max_size=8))
def test_a_walk_over_many_leads_to_the_last(values: list[Any]) -> None:
    found = values[0]
    for before, after in pairwise(values):
        found = apply(found, difference(before, after))

    assert text(found) == text(values[-1])


FIRST = {"claim": 1, "best": 12, "source": {"name": "the UN"}}
SECOND = {"claim": 2, "best": 30, "source": {"name": "the Red Cross"}}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (1, 2, {"put": 2}),
        (1, True, {"put": True}),
        (FIRST | {"a": 1}, FIRST | {"a": 1.0}, {"set": {"a": {"put": 1.0}}}),
        (FIRST, FIRST, {"set": {}}),
        ([FIRST, SECOND], [FIRST, SECOND], {"list": [[0, 2]]}),
        ([FIRST, SECOND], [SECOND, FIRST], {"list": [[1, 2], [0, 1]]}),
        ([FIRST, FIRST, SECOND], [FIRST, FIRST, SECOND, SECOND], {"list": [[0, 3], [2, 3]]}),
        # What is told in a few characters is told whole.
        ([1, 1, 2], [1, 1, 2, 2], {"put": [1, 1, 2, 2]}),
        (
            [FIRST, SECOND],
            [FIRST, SECOND | {"best": 31}],
            {"list": [[0, 1], {"at": 1, "by": {"set": {"best": {"put": 31}}}}]},
        ),
        # One is new and both others have changed: each is told by the one that it was.
        (
            [FIRST, SECOND],
            [{"claim": 3}, FIRST | {"best": 13}, SECOND | {"best": 31}],
            {
                "list": [
                    {"new": [{"claim": 3}]},
                    {"at": 0, "by": {"set": {"best": {"put": 13}}}},
                    {"at": 1, "by": {"set": {"best": {"put": 31}}}},
                ]
            },
        ),
        ({"a": FIRST, "b": 1}, {"a": FIRST}, {"set": {}, "drop": ["b"]}),
    ],
)  # fmt: skip
def test_what_has_not_changed_is_not_told(before: Any, after: Any, found: Any) -> None:
    assert text(difference(before, after)) == text(found)


def test_no_difference_is_longer_than_the_value_that_it_leads_to() -> None:
    before = [{"claim": number, "quote": f"{number} people"} for number in range(50)]
    after = [{"claim": number, "quote": f"{number} people"} for number in range(50, 100)]

    assert len(text(difference(before, after))) <= len(text({"put": after}))
