"""Numbers and their bounds, and words that look like a number and are not."""

from __future__ import annotations

from typing import Any

import pytest

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import find_numbers
from tests.cases import cases
from tests.extraction.figure_lines import number_lines

FILLED = {
    "exact": (True, True, True),
    "at_least": (True, True, False),
    "more_than": (True, False, False),
    "up_to": (False, False, True),
    "fewer_than": (False, False, True),
    "about": (False, True, False),
    "nearly": (False, True, True),
    "between": (True, False, True),
    "vague": (True, False, False),
}


@pytest.mark.parametrize("case", cases("numbers"))
def test_numbers_of_a_text(case: dict[str, Any]) -> None:
    assert number_lines(case["name"]) == case["found"]


@pytest.mark.parametrize("case", cases("numbers"))
def test_a_qualifier_fills_its_bounds_and_no_others(case: dict[str, Any]) -> None:
    for one in find_numbers(Document(case["name"])):
        filled = tuple(bound is not None for bound in (one.low, one.best, one.high))
        assert filled == FILLED[one.qualifier]
        assert case["name"][one.start : one.end] == one.quote
