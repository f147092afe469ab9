"""The one reading of numbers, names and lines in addresses, forms and texts."""

from __future__ import annotations

import re
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.forms import CharField

from conflictdesk.desk.registry.form_fields import NameField, SentencesField
from conflictdesk.untrusted import is_text, lines, name, number


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
        ("U\u00adN\u200b\u2060\u2063\u180e", "UN", "UN", "no width at all"),
        ("\u115fU\u1160N\u3164\uffa0\u17b4\u034f", "UN", "UN", "fillers of letters that are not there"),
        ("U\U000e0041N\U000e007f\U000e0001", "UN", "UN", "tags"),
        ("\u0600١٢ \u06dd", "\u0600١٢ \u06dd", "\u0600١٢ \u06dd", "signs around numbers are printed"),
        ("U\u200cN\u200d \u200d", "UN", "U\u200cN\u200d \u200d", "joiners join no Latin letters"),
        ("می\u200c\u200dخواهم", "می\u200cخواهم", "می\u200c\u200dخواهم", "one is enough"),
        ("\u200cمی \u200cخواهم\u200d", "می خواهم", "\u200cمی \u200cخواهم\u200d", "joiners of one side"),
        ("മോഹന്\u200d", "മോഹന്\u200d", "മോഹന്\u200d", "a word's end in Malayalam"),
        ("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦", "a family"),
        ("👩🏽‍❤️‍👨🏿 🏳️‍🌈", "👩🏽‍❤️‍👨🏿 🏳️‍🌈", "👩🏽‍❤️‍👨🏿 🏳️‍🌈", "of colours"),
        ("1\ufe0f\u20e3 ™\ufe0f", "1\ufe0f\u20e3 ™\ufe0f", "1\ufe0f\u20e3 ™\ufe0f", "a key and a sign"),
        ("葛\U000e0100城", "葛\U000e0100城", "葛\U000e0100城", "an ideograph's form"),
        ("U\ufe0fN1\ufe0f", "UN1", "U\ufe0fN1\ufe0f", "letters have no forms"),
        ("❤\ufe0f\ufe0f\ufe0e", "❤\ufe0f", "❤\ufe0f\ufe0f\ufe0e", "one form"),
        ("\u200d", "", "", "a joiner alone"),
        ("\ufe0f \u200e\u2800", "", "", "a selector, a mark and a blank alone"),
        ("\u202e \u2069", "", "", "nothing is left"),
        ("", "", "", "nothing"),
    ],
)
def test_names_and_lines(text: str, in_a_name: str, in_lines: str, why: str) -> None:
    assert (name(text), lines(text)) == (in_a_name, in_lines), why
    assert (name(name(text)), lines(lines(text))) == (in_a_name, in_lines), why


def _is_ignorable(one: str) -> bool:
    return unicodedata.category(one) in ("Cc", "Cs", "Cf") and not PRINTED.match(one)


PRINTED = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f]")
# Those of Default_Ignorable_Code_Point that have another category, by Unicode's DerivedCoreProperties.txt.
IGNORABLE = (
    *(0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x2065, 0x3164, *range(0xFE00, 0xFE10)),
    *(0xFFA0, *range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000)),
)


def test_no_character_that_nobody_sees_is_a_name_or_a_text() -> None:
    unseen = [*filter(_is_ignorable, map(chr, range(0x110000))), *map(chr, IGNORABLE)]
    assert [hex(ord(one)) for one in unseen if name(one)] == []
    assert [hex(ord(one)) for one in unseen if name(f"U{one}N") not in ("UN", "U N")] == []
    assert [hex(ord(one)) for one in unseen if lines(one)] == []


@pytest.mark.parametrize("text", ["\u200b", "\u2060", "\u3164", "\u200d", "\ufe0f", "\U000e0041", "\u2800"])
@pytest.mark.parametrize("field", [NameField, SentencesField])
def test_a_field_that_must_be_filled_in_takes_nothing_unseen(field: type[CharField], text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        field().clean(text)
    assert [one.code for one in refused.value.error_list] == ["required"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", True), ("Mosul\n\x07", True), ("\0", False), ("a\0", False), ("a\ud800", False)],
)
def test_what_a_database_can_store(text: str, expected: bool) -> None:
    assert is_text(text) is expected
