"""Reads numbers that people type, with the extractor's grammar: "at least 1.2 million", "40 to 50"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from conflictdesk.contract import terms
from conflictdesk.contract.terms import Qualifier
from conflictdesk.extraction.numbers.number_finder import NumberFinder, NumberMention, bounds
from conflictdesk.extraction.text.lexicon import Lexicon
from conflictdesk.extraction.text.tokens import Text, read
from conflictdesk.vocabulary.loader import shipped

Span = tuple[int, int]


@dataclass(frozen=True)
class Numeral:
    """The spans of number and qualifier in the words, and their values."""

    number: Span
    qualifier_spans: tuple[Span, ...]
    value: float
    upper: float | None
    low: float | None
    best: float | None
    high: float | None
    qualifier: Qualifier

    def qualified(self, qualifier: Qualifier) -> tuple[float | None, float | None, float | None]:
        """Returns low, best and high of the same number with another qualifier."""
        return bounds(qualifier, self.value, self.upper)


def first_in(words: str) -> Numeral | None:
    """Returns the first number in the words, or None if there is none."""
    text, found = _found(words)
    return _numeral(text, found[0]) if found else None


def rest_of(words: str) -> str:
    """Returns the words before and after the first number: "minus", or "to 40" of "50 to 40"; all words
    if there is no number.
    """
    text, found = _found(words)
    if not found:
        return words
    return " ".join([*text.words[: found[0].first], *text.words[found[0].last :]])


def _found(words: str) -> tuple[Text, list[NumberMention]]:
    text = read(words)
    lexicon, finder = _grammar()
    return text, finder.find(text, lexicon.tag(text))


@cache
def _grammar() -> tuple[Lexicon, NumberFinder]:
    """Returns the readers of the shipped vocabulary: no database row changes how a number is written."""
    return Lexicon.of(shipped()), NumberFinder.of(shipped())


def _numeral(text: Text, found: NumberMention) -> Numeral:
    around = ((found.first, found.core_first), (found.core_last, found.last))
    return Numeral(
        number=_span(text, found.core_first, found.core_last),
        qualifier_spans=tuple(_span(text, first, last) for first, last in around if first < last),
        value=found.value,
        upper=found.high if terms.QUALIFIERS[found.qualifier].two_ended else None,
        low=found.low,
        best=found.best,
        high=found.high,
        qualifier=found.qualifier,
    )


def _span(text: Text, first: int, last: int) -> Span:
    return text.starts[first], text.ends[last - 1]
