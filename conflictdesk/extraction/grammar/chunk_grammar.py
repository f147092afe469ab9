"""The grammar of noun and verb groups, and the engine that finds them.

Promises: `chunks(tags)` yields the groups of a sentence in order, in linear time. The grammar is written
in the names of parts of speech and of sets of them. It is compiled into one regular expression in which
one character stands for one word; no other module sees these characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from conflictdesk.extraction.grammar.pos_tags import (
    AUXILIARIES,
    MAIN_VERBS,
    MODIFIERS,
    NAMES,
    NOMINALS,
    PASSIVES,
    Pos,
)

Kind = Literal["noun", "time", "verb", "pronoun"]
# A regular expression in which each name stands for one word: `A B` is A and then B, `A*` any number of A.
GRAMMAR: dict[Kind, str] = {
    # "the past two weeks", "March 26"
    "time": "DETERMINER* MODIFIERS* TIME+ (?: NUMBER (?!NOMINALS) )* (?!POSSESSIVE|TIME)",
    # "last week's three badly wounded soldiers", "the army's commander"
    "noun": """
        (?: DETERMINER* MODIFIERS* TIME+ POSSESSIVE )?
        DETERMINER*
        (?: ADVERB (?=MODIFIERS) )?
        NOMINALS
        (?: (?: NAMES | ADJECTIVE | BRACKETED | (?<!NAMES) NUMBER
              | (?<=OWNERS) POSSESSIVE (?=OWNED) DETERMINER* (?: ADVERB (?=NAMES) )? )*
            (?: NAMES | ADJECTIVE | (?<!NAMES) NUMBER ) )?
    """,
    # "to have been killed", "did not attack", "has not", "were on Tuesday killed"
    "verb": """
        (?: TO ADVERB* (?=INFINITIVE_STARTS) )?
        ADVERB*
        (?: (?: AUXILIARIES INSIDE_VERBS* (?: PREPOSITION? DETERMINER* TIME+ NUMBER? (?=PASSIVES) )? )*
            MAIN_VERBS
          | AUXILIARIES BEHIND_AUXILIARIES* )
    """,
    "pronoun": "PRONOUN | DETERMINER",
}
SETS = {
    "AUXILIARIES": AUXILIARIES,
    "MAIN_VERBS": MAIN_VERBS,
    "MODIFIERS": MODIFIERS,
    "NAMES": NAMES,
    "PASSIVES": PASSIVES,
    "NOMINALS": NOMINALS,
    "OWNERS": NAMES | {Pos.TIME},
    "OWNED": NOMINALS | {Pos.DETERMINER, Pos.ADVERB},
    "INFINITIVE_STARTS": frozenset({Pos.BASE_VERB, Pos.BE, Pos.HAVE, Pos.DO, Pos.ADVERB}),
    # "did they not attack"
    # "were \"summarily executed\""
    "INSIDE_VERBS": frozenset({Pos.ADVERB, Pos.NEGATION, Pos.PRONOUN, Pos.QUOTE}),
    "BEHIND_AUXILIARIES": frozenset({Pos.ADVERB, Pos.NEGATION, Pos.BE, Pos.HAVE, Pos.DO}),
}
_CODES = {pos: chr(0xC0 + order) for order, pos in enumerate(Pos)}
_NAME = re.compile(r"[A-Z_]+")


# One group of a sentence: its words are `[first, last)`, counted from the sentence's first word.
Chunk = tuple[Kind, int, int]


def chunks(tags: Sequence[Pos]) -> Iterator[Chunk]:
    """The groups among words with these parts of speech, in order; other words are left out."""
    for match in _PATTERN.finditer("".join(map(_CODES.__getitem__, tags))):
        yield match.lastgroup, match.start(), match.end()  # type: ignore[misc]


def _compiled(grammar: dict[Kind, str]) -> re.Pattern[str]:
    """One regular expression with a named alternative for each kind of group."""
    alternatives = (f"(?P<{kind}>{_encoded(pattern)})" for kind, pattern in grammar.items())
    return re.compile("|".join(alternatives))


def _encoded(pattern: str) -> str:
    """The pattern with one character for each part of speech and a character class for each set."""
    return "".join(_NAME.sub(lambda name: _code(name.group()), pattern).split())


def _code(name: str) -> str:
    """The character of a part of speech, or the character class of a set."""
    if name in SETS:
        return f"[{''.join(sorted(_CODES[pos] for pos in SETS[name]))}]"
    return _CODES[Pos[name]]


_PATTERN = _compiled(GRAMMAR)
