"""Text on pictures: fonts of the plugin's own, lines that fit, and Arabic letters joined and in order.

The plain layout of Pillow is used everywhere, whether or not a shaping library is installed: letters are
joined by presentation forms, and lines are put in visual order, before they are drawn. Latin, Cyrillic and
Arabic letters are in the fonts; any other is drawn as an empty box. Vowel marks stand where the font puts
them, which is not always where a shaping library would.
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
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


def shaped(text: str, right_to_left: bool) -> str:
    """The text in visual order, its Arabic letters in the forms that they have beside each other."""
    return str(get_display(reshape(text), base_dir="R" if right_to_left else "L"))


def width(text: str, of: ImageFont.FreeTypeFont) -> float:
    return of.getlength(reshape(text))


def lines(text: str, of: ImageFont.FreeTypeFont, room: float, most: int) -> list[str]:
    """The text broken into lines that fit; what is beyond `most` lines is cut, and says so by an ellipsis."""
    found: list[str] = []
    for word in text.split():
        joined = f"{found[-1]} {word}" if found else word
        if found and width(joined, of) <= room:
            found[-1] = joined
        else:
            found.append(word)
    kept = [_fitting(line, of, room) for line in found[:most]]
    if len(found) > most and not kept[-1].endswith(ELLIPSIS):
        kept[-1] = _fitting(f"{kept[-1]} {ELLIPSIS}", of, room)
    return kept


def _fitting(line: str, of: ImageFont.FreeTypeFont, room: float) -> str:
    if width(line, of) <= room:
        return line
    cut = line.removesuffix(ELLIPSIS).rstrip()
    while cut and width(cut + ELLIPSIS, of) > room:
        cut = cut[:-1]
    return cut.rstrip() + ELLIPSIS
