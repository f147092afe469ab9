"""Checks and cleans numbers, names and lines that come from addresses, forms or texts. A leaf."""

from __future__ import annotations

import re
import unicodedata

# The largest number that a 64-bit column, such as a row's key, holds.
LARGEST = 2**63 - 1
_DIGITS = re.compile(f"[0-9]{{1,{len(str(LARGEST))}}}")
# NUL, which no database stores in text, and lone surrogates.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
# Line ends, and the empty cell of Braille, which is a space.
_BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029\u2800]+")

# All invisible characters: controls, Unicode's category Cf except the printed signs, what the
# property Default_Ignorable_Code_Point adds to those, and the musical note without a head.
# https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
# https://www.unicode.org/reports/tr44/#Prepended_Concatenation_Mark
_PRINTED = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f]"
)
# Persian, Indic scripts and pictures of people need joiners; selectors choose between a character's
# forms; a mark of direction keeps a sentence's full stop in its place.
_JOINERS = "\u200c\u200d"
_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_DIRECTIONS = "\u200e\u200f\u061c"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
_IGNORABLE = (
    "\u034f\u115f\u1160\u17b4\u17b5\u2065\u3164\uffa0\ufff0-\ufff8\U0001d159"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)


def _format_characters() -> str:
    """Returns the invisible characters of category Cf, by Python's copy of Unicode, except joiners and
    marks of direction.
    """
    # The category has none above the first two planes but tags, which `_IGNORABLE` names.
    found = (one for one in map(chr, range(0x20000)) if unicodedata.category(one) == "Cf")
    return "".join(one for one in found if one not in _JOINERS + _DIRECTIONS and not _PRINTED.match(one))


_MEANINGLESS = _CONTROLS + _IGNORABLE + _format_characters()
# The invisible characters that may stay in lines.
UNSEEN_IN_LINES = _JOINERS + _SELECTORS + _DIRECTIONS
_NOT_IN_LINES = re.compile(f"[{_MEANINGLESS}]+")
# Names that differ by a mark of direction look the same.
_NOT_IN_NAMES = re.compile(f"[{_MEANINGLESS}{_DIRECTIONS}]+")
_SEEN = re.compile(rf"[^\s\u2800{UNSEEN_IN_LINES}]")
_TO_LOOK_AT = re.compile(f"[{_MEANINGLESS}{UNSEEN_IN_LINES}]")
# Selectors have a meaning after symbols, ideographs and Mongolian letters, and in the picture of a key.
_LOOSE_SELECTOR = re.compile(
    f"(?<![\u2190-\u2fff\u3001-\U0010ffff\u1820-\u18aa\xa9\xae\u203c\u2049\u2122\u2139#*0-9])[{_SELECTORS}]+"
    f"|(?<=[{_SELECTORS}])[{_SELECTORS}]+|(?<=[#*0-9])[{_SELECTORS}]+(?!\u20e3)"
)
_MORE_JOINERS = re.compile(f"(?<=[{_JOINERS}])[{_JOINERS}]+")
# Joiners have a meaning between letters of scripts that join and between pictures; they have none in Latin,
# Greek and Cyrillic. After the sign that takes a letter's vowel away they choose its form, even last.
_JOINED = r"[^\s\x00-\u058f\u1e00-\u218f\u3000-\u303f]"
_VOWEL_KILLERS = "".join(one for one in map(chr, range(0x20000)) if unicodedata.combining(one) == 9)
_LOOSE_JOINER = re.compile(f"(?<![{_VOWEL_KILLERS}])(?:(?<!{_JOINED})[{_JOINERS}]|[{_JOINERS}](?!{_JOINED}))")


def number(text: str | None) -> int | None:
    """Returns the number that the text writes in the digits 0 to 9 and nothing else; None for any other
    text, and for a number that no row can have.
    """
    found = int(text) if text and _DIGITS.fullmatch(text) else None
    return found if found is not None and found <= LARGEST else None


def is_text(text: str) -> bool:
    """Whether a database can store the text: without NUL and without lone surrogates."""
    return _NO_TEXT.search(text) is None


def name(text: str) -> str:
    """Returns the name in one line, without invisible characters; "" if no visible one is left. Joiners
    and selectors of forms stay where their script needs them.
    """
    found = _BREAKS.sub(" ", text)
    if _TO_LOOK_AT.search(found):
        for unseen in (_NOT_IN_NAMES, _LOOSE_SELECTOR, _MORE_JOINERS, _LOOSE_JOINER):
            found = unseen.sub("", found)
    return found.strip()


def lines(text: str) -> str:
    """Returns the text in its lines, without invisible characters except tabs, marks of direction,
    joiners and selectors; "" if no visible one is left.
    """
    found = _NOT_IN_LINES.sub("", text)
    return found.strip() if _SEEN.search(found) else ""
