"""An edited article: which claims are kept, changed, vanished or new."""

from __future__ import annotations

from typing import Any

import pytest

from conflictdesk.reconcile.changes import Known, changes
from tests.cases import cases
from tests.extraction.effort import LINEAR, growth
from tests.reconcile.marked_words import proposed


@pytest.mark.parametrize("case", cases("changes"))
def test_changes(case: dict[str, Any]) -> None:
    known = [
        Known(number, one.kind, one.topic, one.fingerprint, one.value, one.details, one.first,
              present=case.get("present", True), ruled=case.get("ruled", False))
        for number, one in enumerate(proposed(case["before"]))
    ]  # fmt: skip
    quotes = {one.id: one.mention.quote for one in known}

    decided = changes(known, proposed(case["after"]), same_text=case.get("same_text", False))

    assert [quotes[pk] for pk, _ in decided.kept] == case.get("kept", [])
    assert [quotes[pk] for pk, _ in decided.changed] == case.get("changed", [])
    assert [quotes[pk] for pk in decided.vanished] == case.get("vanished", [])
    assert [one.first.quote for one in decided.new] == case.get("new", [])


@pytest.mark.parametrize("case", cases("changes"))
def test_a_second_run_changes_nothing(case: dict[str, Any]) -> None:
    after = proposed(case["after"])
    known = [
        Known(number, one.kind, one.topic, one.fingerprint, one.value, one.details, one.first)
        for number, one in enumerate(after)
    ]

    decided = changes(known, after)

    assert decided.kept == tuple(enumerate(after))
    assert (decided.new, decided.changed, decided.vanished) == ((), (), ())


def test_time_grows_with_the_number_of_claims_and_no_faster() -> None:
    def rewrite(lines: int) -> None:
        """Changes every number of a text with that many lines."""
        before = proposed("".join(f"Rebels killed [{n} people] in town {n}.\n\n" for n in range(lines)))
        after = proposed(
            "".join(f"Rebels killed [{n + 90_000} people] in town {n}.\n\n" for n in range(lines))
        )
        known = [
            Known(number, one.kind, one.topic, one.fingerprint, one.value, one.details, one.first)
            for number, one in enumerate(before)
        ]
        assert len(changes(known, after).changed) == lines

    assert growth(rewrite, 200) < LINEAR
