"""Numbers, names and lines as an address, a form or a text gives them, to be trusted by nobody. A leaf."""

from __future__ import annotations

import re

# The largest that a 64-bit column, such as a row's key, holds.
LARGEST = 2**63 - 1
_DIGITS = re.compile(f"[0-9]{{1,{len(str(LARGEST))}}}")
# No database stores the first in text, and half a character is none.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]+")
# Controls, what turns the letters around it into another order, and the mark of a file's byte order. Joiners
# stay: Persian, Arabic and many other scripts, and pictures of people, are spelt with them.
_UNSEEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ufeff\ud800-\udfff"
_NOT_IN_LINES = re.compile(f"[{_UNSEEN}]")
# A mark of direction keeps a sentence's full stop in its place. Names that differ by one look the same.
_NOT_IN_NAMES = re.compile(f"[{_UNSEEN}\u200e\u200f\u061c]")


def number(text: str | None) -> int | None:
    """The number that the text writes in the digits 0 to 9 and nothing else; None for any other text, and for
    a number that no row can have.
    """
    found = int(text) if text and _DIGITS.fullmatch(text) else None
    return found if found is not None and found <= LARGEST else None


def is_text(text: str) -> bool:
    """Whether a database can store it: without NUL and without halves of characters."""
    return _NO_TEXT.search(text) is None


def name(text: str) -> str:
    """The name in one line, without characters that nobody sees; "" where nothing is left."""
    return _NOT_IN_NAMES.sub("", _BREAKS.sub(" ", text)).strip()


def lines(text: str) -> str:
    """The same for text of several lines, which keeps its lines, tabs and marks of direction."""
    return _NOT_IN_LINES.sub("", text).strip()
