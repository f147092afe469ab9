"""The one reading of numbers, names and lines in addresses, forms and texts."""

from __future__ import annotations

import pytest

from conflictdesk.given import is_text, lines, name, number


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


@pytest.mark.parametrize(
    ("text", "in_a_name", "in_lines", "why"),
    [
        ("Mosul", "Mosul", "Mosul", "a name"),
        (" Mosul\u3000", "Mosul", "Mosul", "space around it"),
        ("قوات سوريا الديمقراطية", "قوات سوريا الديمقراطية", "قوات سوريا الديمقراطية", "right to left"),
        ("می‌خواهم", "می‌خواهم", "می‌خواهم", "Persian is spelt with a non-joiner"),
        ("क्‍ष 👩‍🚒", "क्‍ष 👩‍🚒", "क्‍ष 👩‍🚒", "and others with a joiner"),
        ("مُوصِل é", "مُوصِل é", "مُوصِل é", "vowel marks and accents"),
        ("\u202aa\u202bb\u202cc\u202dd\u202ee", "abcde", "abcde", "embeddings and overrides"),
        ("\u2066a\u2067b\u2068c\u2069d", "abcd", "abcd", "isolates"),
        (
            "UN\u200e\u200f\u061c",
            "UN",
            "UN\u200e\u200f\u061c",
            "marks of direction: two names would look alike",
        ),
        ("\x00U\x07N\x7f\x9b\ufeff", "UN", "UN", "controls"),
        ("U\ud800N\udfff", "UN", "UN", "halves of characters"),
        (
            "UN\tOffice\r\nGeneva\u2029x",
            "UN Office Geneva x",
            "UN\tOffice\r\nGeneva\u2029x",
            "a name is one line",
        ),
        ("\u202e \u2069", "", "", "nothing is left"),
        ("", "", "", "nothing"),
    ],
)
def test_names_and_lines(text: str, in_a_name: str, in_lines: str, why: str) -> None:
    assert (name(text), lines(text)) == (in_a_name, in_lines), why
    assert (name(name(text)), lines(lines(text))) == (in_a_name, in_lines), why


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", True), ("Mosul\n\x07", True), ("\0", False), ("a\0", False), ("a\ud800", False)],
)
def test_what_a_database_can_store(text: str, expected: bool) -> None:
    assert is_text(text) is expected
