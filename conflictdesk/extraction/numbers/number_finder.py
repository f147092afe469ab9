"""Every number of a text with its bounds.

Promises: digits with separators, words, fractions, percentages, money and ranges, with the contract's whole
qualifier table; masked are ordinals, unit and road names, ages, dates, years, times and calibres (see
`masks`). A mention's tokens `[first, last)` hold qualifier and number; `[core_first, core_last)` the number.
Linear time: numbers of absurd length are no numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from conflictdesk.contract.terms import QUALIFIERS, Qualifier
from conflictdesk.contract.types import Number
from conflictdesk.extraction.numbers import bare_numbers, masks, ranges
from conflictdesk.extraction.numbers.numerals import Core, Numerals
from conflictdesk.extraction.text.lexicon import Tags, of_kind
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.entries import EventEntry, MeasureEntry, QualifierEntry, UnitEntry
from conflictdesk.vocabulary.loader import Vocabulary


class NumberMention(NamedTuple):
    """`value` is the number as written, `unit` "percent", a currency or None."""

    first: int
    last: int
    core_first: int
    core_last: int
    value: float
    low: float | None
    best: float | None
    high: float | None
    qualifier: Qualifier
    unit: str | None = None
    word: bool = False

    def scaled(self, factor: float) -> NumberMention:
        def times(bound: float | None) -> float | None:
            return None if bound is None else plain(bound * factor)

        value = plain(self.value * factor)
        return self._replace(value=value, low=times(self.low), best=times(self.best), high=times(self.high))


def plain(value: float) -> float:
    """Whole numbers as int, others without the noise of binary fractions."""
    whole = round(value)
    return whole if abs(value - whole) < 1e-9 * max(1.0, abs(value)) else float(f"{value:.12g}")


def bounds(
    qualifier: Qualifier, value: float, upper: float | None = None
) -> tuple[float | None, float | None, float | None]:
    """low, best and high of the contract's qualifier table."""
    entry = QUALIFIERS[qualifier]
    gives = entry.gives
    if entry.two_ended:
        return value, None, upper
    return (
        value if "low" in gives else None,
        value if "best" in gives else None,
        value if "high" in gives else None,
    )


@dataclass(frozen=True, slots=True)
class NumberFinder:
    """Knows the number words, the qualifiers and the masks of one vocabulary."""

    numerals: Numerals
    masks: masks.Masks

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> NumberFinder:
        return cls(Numerals.of(vocabulary), masks.Masks.of(vocabulary))

    def find(self, text: Text, tags: Tags) -> list[NumberMention]:
        found: list[NumberMention] = []
        before = _ending(tags)
        free = 0
        for core in self._cores(text, tags):
            text.checkpoint()
            if core.first >= free and not self.masks.hides(text, tags, core):
                mention = _qualified(text, tags, before, core, free)
                if found and _converted(text, tags, found[-1], mention):
                    mention = _as_exact_as(found[-1], mention)
                found.append(mention)
                free = mention.last
        return found

    def _cores(self, text: Text, tags: Tags) -> Sequence[Core]:
        return ranges.joined(text, bare_numbers.find(text, tags, self.numerals))


Endings = dict[int, tuple[int, Qualifier, bool]]


def _ending(tags: Tags) -> Endings:
    """Qualifiers by the token at which they end: where they begin, what they are, whether weak.

    The "over" of "handed over four soldiers" belongs to its verb.
    """
    particles = {
        tag.last - 1
        for tag in tags.all
        if tag.last - tag.first == 2 and isinstance(tag.entry, MeasureEntry | EventEntry)
    }
    return {
        tag.last: (tag.first, tag.entry.qualifier, tag.entry.weak)
        for tag in tags.of_kind(QualifierEntry)
        if tag.entry.position != "after" and tag.first not in particles
    }


def _qualified(text: Text, tags: Tags, before: Endings, core: Core, free: int) -> NumberMention:
    first, qualifier = _before(text, before, core, free)
    last, after = _after(text, tags, core)
    if after and qualifier == "exact":
        qualifier = after
    elif not after:
        last = core.last
    if core.below:
        qualifier = "fewer_than"
    if core.vague:
        qualifier = "vague"
    elif core.upper is not None:
        qualifier = "between"
    low, best, high = bounds(qualifier, core.value, core.upper)
    return NumberMention(
        first, last, core.first, core.last, core.value, low, best, high, qualifier, core.unit, core.word
    )


def _converted(text: Text, tags: Tags, one: NumberMention, other: NumberMention) -> bool:
    """The "(60 miles)" of "more than 100 kilometres (60 miles)" is the same measurement again."""
    begin, end = other.first - 1, other.last + 1
    if other.qualifier != "exact" or text.lowers[begin] != "(" or not 0 < begin - one.last < 4:
        return False
    unit = tags.at(other.last, UnitEntry)
    end = unit.last if unit else end
    return (
        unit is not None and text.lowers[end : end + 1] == [")"] and tags.at(one.last, UnitEntry) is not None
    )


def _as_exact_as(one: NumberMention, other: NumberMention) -> NumberMention:
    if one.qualifier in ("between", "vague"):
        return other
    low, best, high = bounds(one.qualifier, other.value)
    return other._replace(low=low, best=best, high=high, qualifier=one.qualifier)


def _before(text: Text, before: Endings, core: Core, free: int) -> tuple[int, Qualifier]:
    """Where the qualifiers before a number begin, and the outermost one that says something."""
    first: int = core.first
    qualifier: Qualifier = "exact"
    while True:
        at = first
        if at not in before and at - 1 in before and _light(text, at - 1):
            at -= 1
        if at not in before or before[at][0] < free:
            return first, qualifier
        begin, name, weak = before[at]
        first = begin
        if not weak:
            qualifier = name


def _light(text: Text, token: int) -> bool:
    """What may stand between a qualifier and its number: an article, a mark, a currency glued on."""
    if text.lowers[token] in text.language.numbers.before_number:
        return True
    return text.words[token].isupper() and text.ends[token] == text.starts[token + 1]


def _after(text: Text, tags: Tags, core: Core) -> tuple[int, Qualifier | None]:
    """A qualifier right behind the number: "350 or more"."""
    if core.last < len(text.starts) and text.starts[core.last] - text.ends[core.last - 1] <= 1:
        for tag in of_kind(tags.starting.get(core.last, ()), QualifierEntry):
            if tag.entry.position is not None:
                return tag.last, tag.entry.qualifier
    return core.last, None


def as_number(text: Text, mention: NumberMention) -> Number:
    start, end = text.starts[mention.first], text.ends[mention.last - 1]
    return Number(start, end, text.raw[start:end], mention.low, mention.best, mention.high, mention.qualifier)
