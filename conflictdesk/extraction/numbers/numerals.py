"""What a bare number is, and the single words of numbers."""

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
    """A bare number of the tokens `[first, last)`, without its qualifiers.

    `upper` is the end of a range, `suffix` what is glued on ("th", "-year-old"). `below` says that the
    text has "sub-300", `multiplied` that a multiplier is in the value.
    """

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
    """Single number words by spelling, each with its value and its class."""

    words: Mapping[str, tuple[float, str]]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Numerals:
        """The number words of a vocabulary."""
        return cls(
            {
                phrase.words[0]: (entry.value, entry.class_)
                for entry in vocabulary.of(NumeralEntry).values()
                for phrase in entry.phrases
                if len(phrase.words) == 1
            }
        )

    def known(self, word: str) -> bool:
        """Whether a word is a number word, or one with a hyphen begins with one."""
        return word in self.words or ("-" in word and word.split("-", 1)[0] in self.words)


def product(value: float, factor: float) -> float:
    """Value times factor, as an int where only binary noise parts it from a whole number."""
    found = value * factor
    return round(found) if abs(found - round(found)) < 1e-6 * max(1.0, found) else found
