"""The pattern notation and its expansion into phrases.

    safe corridor:n            "safe corridor", "safe corridors"
    flee:v                     "flee", "flees", "fled", "fleeing"
    (air|aerial) strike:n      one of the two
    car? bomb:n                "car" may be missing
    IS                         capitals in a pattern are required in the text: "IS" but not "is"

Promise: `expand(pattern, inflection)` gives every phrase once, its words in look-up form (lower case, no
accents, hyphens opened up: "booby-trapped" is two words), with the form of its last inflected word: for verbs
"base", "s", "past", "participle", "ing" (several, separated by a space, where they are spelt alike),
for nouns "singular" or "plural", otherwise "".
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from functools import lru_cache
from typing import NamedTuple

from conflictdesk.vocabulary.forms import Inflection

MAX_PHRASES = 4000
SYMBOL = re.compile(r":[vn](?![a-z])|[()|?]|[^\s()|?:]+")
NOTATION = re.compile(r"[()|?:]")
POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")
NOT_WORDS = frozenset({"(", ")", "|", "?", ":v", ":n"})


class PatternError(ValueError):
    """The notation was not understood."""


class Phrase(NamedTuple):
    """`case` has one letter a word: A all capitals, a a capital first, - any; "" when nothing is asked."""

    words: tuple[str, ...]
    form: str = ""
    case: str = ""


# The words that a part of a pattern may stand for, the form of the last inflected one, and a letter a word as
# a phrase's `case` has it.
Choice = tuple[tuple[str, ...], str, str]
NOTHING: Choice = ((), "", "")


def fold(word: str) -> str:
    """Look-up form: lower case, straight apostrophes, no accents."""
    word = word.replace("’", "'").lower()
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word)
    return "".join(part for part in parts if not unicodedata.combining(part))


def expand(pattern: str, inflection: Inflection) -> list[Phrase]:
    if not NOTATION.search(pattern) and pattern.strip():
        return _phrases([_choice(pattern, "")])
    symbols = _symbols(pattern)
    empty = NOT_WORDS.issuperset(symbols)
    choices = _sequence(pattern, symbols, inflection)
    if symbols or empty:
        raise PatternError(f"pattern {pattern!r} is empty, or its parentheses do not match")
    return _phrases(choices)


def _symbols(pattern: str) -> deque[str]:
    found = SYMBOL.findall(pattern)
    if "".join(found) != "".join(pattern.split()):
        raise PatternError(f"pattern {pattern!r}: only words, ( ) | ? :v and :n are understood")
    return deque(found)


def _sequence(pattern: str, symbols: deque[str], inflection: Inflection) -> list[Choice]:
    """Words and groups one after the other, up to the end, a bar or a closing parenthesis."""
    choices: list[Choice] = []
    while symbols and symbols[0] not in ("|", ")"):
        item = _item(pattern, symbols, inflection)
        if len(choices) * len(item) > MAX_PHRASES:
            raise PatternError(f"pattern {pattern!r} has more than {MAX_PHRASES} phrases")
        choices = choices and [
            (left + right, after or before, cases + case)
            for left, before, cases in choices
            for right, after, case in item
        ]
        choices = choices or item
    return choices or [NOTHING]


def _item(pattern: str, symbols: deque[str], inflection: Inflection) -> list[Choice]:
    symbol = symbols.popleft()
    if symbol == "(":
        found = _alternatives(pattern, symbols, inflection)
    elif symbol in NOT_WORDS:
        raise PatternError(f"pattern {pattern!r}: {symbol!r} stands where a word should")
    else:
        pos = symbols.popleft() if symbols and symbols[0] in (":v", ":n") else None
        found = _inflected(symbol, pos, inflection)
    if symbols and symbols[0] == "?":
        symbols.popleft()
        return [*found, NOTHING]
    return found


def _alternatives(pattern: str, symbols: deque[str], inflection: Inflection) -> list[Choice]:
    found = _sequence(pattern, symbols, inflection)
    while symbols and symbols[0] == "|":
        symbols.popleft()
        found = found + _sequence(pattern, symbols, inflection)
    if not symbols or symbols.popleft() != ")":
        raise PatternError(f"pattern {pattern!r}: a parenthesis is not closed")
    return found


def _inflected(word: str, pos: str | None, inflection: Inflection) -> list[Choice]:
    if pos == ":v":
        return [_choice(spelling, form) for form, spelling in inflection.verb_forms(word)]
    if pos == ":n":
        return [_choice(spelling, form) for form, spelling in inflection.noun_forms(word)]
    return [_choice(word, "")]


@lru_cache(maxsize=4096)
def _choice(spelling: str, form: str) -> Choice:
    """The words of a spelling in look-up form, and how they are written."""
    if spelling.isascii() and spelling.isalpha() and spelling.islower():
        return (spelling,), form, "-"
    written = POSSESSIVE.sub(" 's", spelling).replace("-", " ").split()
    return tuple(map(fold, written)), form, "".join(map(_case, written))


def _case(word: str) -> str:
    if len(word) > 1 and word.isupper() and word[0].isalpha():
        return "A"
    return "a" if word[:1].isupper() else "-"


def _phrases(choices: list[Choice]) -> list[Phrase]:
    """One phrase for words spelt alike, with all its forms."""
    forms: dict[tuple[tuple[str, ...], str], str] = {}
    for words, form, case in choices:
        if words:
            key = words, case if "a" in case or "A" in case else ""
            known = forms.setdefault(key, form)
            if known != form and form not in known.split():
                forms[key] = f"{known} {form}".strip()
    return [Phrase(words, form, case) for (words, case), form in forms.items()]
