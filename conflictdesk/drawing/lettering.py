"""Text on pictures: the plugin's own fonts, lines that fit, and Arabic letters joined and in order.

Pillow's basic layout is always used, whether or not a shaping library is installed: letters are joined
by presentation forms, and lines are put in visual order before they are drawn. The fonts have Latin,
Cyrillic and Arabic letters; any other is drawn as an empty box. Vowel marks are placed by the font, not
always where a shaping library would place them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from arabic_reshaper import reshape
from bidi.algorithm import get_display
from PIL import ImageFont

FONTS = Path(__file__).parent / "data"
REGULAR, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
ELLIPSIS = "…"


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Returns the font in this size."""
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


def shaped(text: str, right_to_left: bool) -> str:
    """Returns the text in visual order, with Arabic letters in their joined forms."""
    return str(get_display(reshape(text), base_dir="R" if right_to_left else "L"))


def width(text: str, of: ImageFont.FreeTypeFont) -> float:
    """Returns the width of the text, in pixels."""
    return of.getlength(reshape(text))


def lines(text: str, of: ImageFont.FreeTypeFont, room: float, most: int) -> list[str]:
    """Returns the text broken into lines that fit; after `most` lines it is cut, with an ellipsis."""
    found: list[str] = []
    for word in text.split():
        joined = f"{found[-1]} {word}" if found else word
        if found and width(joined, of) <= room:
            found[-1] = joined
        else:
            found.append(word)
    shown = [_cut_to_fit(line, of, room) for line in found[:most]]
    if len(found) > most and not shown[-1].endswith(ELLIPSIS):
        shown[-1] = _cut_to_fit(f"{shown[-1]} {ELLIPSIS}", of, room)
    return shown


def _cut_to_fit(line: str, of: ImageFont.FreeTypeFont, room: float) -> str:
    """Returns the line, cut with an ellipsis if it is too wide."""
    if width(line, of) <= room:
        return line
    cut = line.removesuffix(ELLIPSIS).rstrip()
    while cut and width(cut + ELLIPSIS, of) > room:
        cut = cut[:-1]
    return cut.rstrip() + ELLIPSIS
