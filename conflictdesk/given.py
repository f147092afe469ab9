"""Whole numbers as an address or a form gives them, to be trusted by nobody. A leaf."""

from __future__ import annotations

import re

# The largest that a 64-bit column, such as a row's key, holds.
LARGEST = 2**63 - 1
_DIGITS = re.compile(f"[0-9]{{1,{len(str(LARGEST))}}}")


def number(text: str | None) -> int | None:
    """The number that the text writes in the digits 0 to 9 and nothing else; None for any other text, and for
    a number that no row can have.
    """
    found = int(text) if text and _DIGITS.fullmatch(text) else None
    return found if found is not None and found <= LARGEST else None
