"""One bare number, and the words that numbers are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from conflictdesk.vocabulary.entries import NumeralEntry
from conflictdesk.vocabulary.loader import Vocabulary

DASHES = frozenset({"-", "–", "—", "--"})


# No text counts so many of anything; a number that would grow beyond ends where it stands.
LARGEST = 1e24


class Core(NamedTuple):
    """Tokens `[first, last)`; `upper` is a range's end; `suffix` what is glued on ("th", "-year-old");
    `below` says "sub-300"."""

    first: int
    last: int
    value: float
    upper: float | None = None
    unit: str | None = None
    word: bool = False
    vague: bool = False
    suffix: str = ""
    multiplied: bool = False
    below: bool = False


@dataclass(frozen=True, slots=True)
class Numerals:
    """Single number words by spelling: (value, class)."""

    words: Mapping[str, tuple[float, str]]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Numerals:
        return cls(
            {
                phrase.words[0]: (entry.value, entry.class_)
                for entry in vocabulary.of(NumeralEntry).values()
                for phrase in entry.phrases
                if len(phrase.words) == 1
            }
        )

    def known(self, word: str) -> bool:
        return word in self.words or ("-" in word and word.split("-", 1)[0] in self.words)


def product(value: float, factor: float) -> float:
    """A whole number where it is one but for binary noise."""
    found = value * factor
    return round(found) if abs(found - round(found)) < 1e-6 * max(1.0, found) else found
