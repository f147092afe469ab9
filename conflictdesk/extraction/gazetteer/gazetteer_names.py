"""Under which key a place name is filed and looked up.

Promise: the index and the finder fold names by this module alone, so that "Tall ‘Afar", "Tall Afar" and
"Tall-Afar" share one key, and "Raqqah", "Ar-Raqqah" and "al-Raqqa" meet under `without_article`.
"""

from __future__ import annotations

import unicodedata

_ARTICLES = "al el ar as ash at an ad az adh ath ul"
ARTICLES = frozenset(_ARTICLES.split())
SHORTENED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
LETTERS = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ı": "i",
        "ə": "a",
        "ħ": "h",
        "-": " ",
        "–": " ",
        "/": " ",
        ".": " ",
        ",": " ",
        **dict.fromkeys("'`‘’ʼʻʿʾʹ", None),
    }
)


def key(name: str) -> str:
    """Lower case, no accents, apostrophes or hyphens, single spaces; "St." is "saint"."""
    if name.isascii() and name.islower() and name.replace(" ", "").isalpha() and "  " not in name:
        first, space, rest = name.partition(" ")
        return f"{SHORTENED[first]} {rest}" if space and first in SHORTENED else name
    folded = name.lower().translate(LETTERS)
    if not folded.isascii():
        parts = unicodedata.normalize("NFKD", folded)
        folded = "".join(part for part in parts if not unicodedata.combining(part)).translate(LETTERS)
    words = folded.split()
    if words and words[0] in SHORTENED and len(words) > 1:
        words[0] = SHORTENED[words[0]]
    return " ".join(words)


def without_article(folded: str) -> str | None:
    """The key without a leading Arabic article, or None when it has none or would be too short."""
    article, _, rest = folded.partition(" ")
    return rest if article in ARTICLES and len(rest) > 3 else None


def is_latin(name: str) -> bool:
    """Only letters of the Latin alphabet (accents allowed), spaces and name punctuation."""
    folded = key(name)
    return bool(folded) and folded.replace(" ", "").isalpha() and folded.isascii()
