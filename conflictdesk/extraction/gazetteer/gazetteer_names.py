"""Folds a place name to the key under which the index files it and the finder looks it up.

Promise: the index and the finder fold names by this module only, so that "Tall ‘Afar", "Tall Afar" and
"Tall-Afar" have one key, and "Raqqah" and "Ar-Raqqah" have one key `without_article`.
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
    """Returns the name in lower case, without accents, apostrophes or hyphens; "saint" for "St.".

    Returns "" for a name of apostrophes, hyphens, stops and spaces only.

    """
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
    """Returns the key without its leading Arabic article; None if it has none or would be too short."""
    article, _, rest = folded.partition(" ")
    return rest if article in ARTICLES and len(rest) > 3 else None


def is_latin(name: str) -> bool:
    """Whether a name has only Latin letters (also with accents), spaces and the punctuation of names."""

    folded = key(name)
    return bool(folded) and folded.replace(" ", "").isalpha() and folded.isascii()
