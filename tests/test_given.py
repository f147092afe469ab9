"""The one reading of numbers in addresses and forms."""

from __future__ import annotations

import pytest

from conflictdesk.given import number


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("7", 7, "a number"),
        ("007", 7, "leading zeros say nothing"),
        ("0", 0, "a number, though no row has it"),
        ("9223372036854775807", 2**63 - 1, "the largest that a column holds"),
        ("9223372036854775808", None, "one more"),
        ("9" * 5000, None, "more digits than Python reads"),
        ("²", None, "a digit to str.isdigit, not to int"),
        ("٣", None, "a digit of another script"),
        ("-1", None, "a sign"),
        ("1.0", None, "a point"),
        (" 1", None, "a space"),
        ("1\n", None, "the end of a line"),
        ("", None, "nothing"),
        (None, None, "not given"),
    ],
)
def test_numbers(text: str | None, expected: int | None, why: str) -> None:
    assert number(text) == expected, why
