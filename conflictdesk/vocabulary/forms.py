"""Inflection: the forms of a verb and of a noun.

Promise: regular English spelling rules, and the irregular words of `en/forms.yaml`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FORMS = Path(__file__).parent / "en" / "forms.yaml"
VOWELS = "aeiou"


@cache
def irregular() -> dict[str, Any]:
    with FORMS.open(encoding="utf-8") as file:
        found: dict[str, Any] = yaml.safe_load(file)
    found["doubling"] = frozenset(found["doubling"])
    return found


def verb_forms(verb: str) -> list[tuple[str, str]]:
    """(form name, spelling) of the base, s, past, participle and ing forms."""
    whole = irregular()["whole"].get(verb)
    if whole:
        return [(form, spelling) for form, spellings in whole.items() for spelling in spellings]
    past, participle = irregular()["verbs"].get(verb, (None, None))
    past = past or _suffixed(verb, "ed")
    return [
        ("base", verb),
        ("s", _plural(verb)),
        ("past", past),
        ("participle", participle or past),
        ("ing", _suffixed(verb, "ing")),
    ]


def noun_forms(noun: str) -> list[tuple[str, str]]:
    return [("singular", noun), ("plural", irregular()["nouns"].get(noun) or _plural(noun))]


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")) or word in ("go", "do", "forgo"):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _suffixed(verb: str, suffix: str) -> str:
    if verb.endswith("e") and suffix == "ed":
        return verb + "d"
    if verb.endswith("ie") and suffix == "ing":
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + suffix
    if verb.endswith("y") and verb[-2:-1] not in VOWELS and suffix == "ed":
        return verb[:-1] + "ied"
    return verb + verb[-1] + suffix if _doubles(verb) else verb + suffix


def _doubles(verb: str) -> bool:
    """ "trap", "stab", and the listed longer ones stressed on the last syllable ("repel")."""
    if verb in irregular()["doubling"]:
        return True
    short = len(verb) < 5 and sum(letter in VOWELS for letter in verb) == 1
    return short and len(verb) > 2 and verb[-1] not in "aeiouwxyhcr" and verb[-2] in VOWELS
