"""The numbers of a text with their qualifiers and bounds.

Digits, words, fractions, percentages, money and ranges are read; what `masks` names is left out. Bounds
follow the contract's table of qualifiers. Time is linear in the text: numbers of absurd length are no
numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from conflictdesk.contract.terms import BELOW, EXACT, IN_WORDS, QUALIFIERS, TWO_ENDED, Qualifier
from conflictdesk.contract.types import Number
from conflictdesk.extraction.numbers import bare_numbers, masks, ranges
from conflictdesk.extraction.numbers.numerals import Core, Numerals
from conflictdesk.extraction.text.lexicon import Tags, of_kind
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.entries import (
    CountedEntry,
    EventEntry,
    MeasureEntry,
    QualifierEntry,
    UnitEntry,
)
from conflictdesk.vocabulary.loader import Vocabulary


class NumberMention(NamedTuple):
    """A number where it stands in a text.

    Tokens `[first, last)` hold qualifier and number, `[core_first, core_last)` the number alone. `value`
    is the number as written, `unit` is "percent", a currency's id or None, `word` says that it is
    written in words.
    """

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
        """The mention with its value and bounds times a factor; bounds that are None stay None."""

        def times(bound: float | None) -> float | None:
            return None if bound is None else plain(bound * factor)

        value = plain(self.value * factor)
        return self._replace(value=value, low=times(self.low), best=times(self.best), high=times(self.high))


def plain(value: float) -> float:
    """A whole number as an int, any other without the noise of binary fractions."""
    whole = round(value)
    return whole if abs(value - whole) < 1e-9 * max(1.0, abs(value)) else float(f"{value:.12g}")


def bounds(
    qualifier: Qualifier, value: float, upper: float | None = None
) -> tuple[float | None, float | None, float | None]:
    """low, best and high of a value, by the contract's table of qualifiers.

    Those that the qualifier leaves open are None. `upper` is the end of a range.
    """
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
    """Finds numbers by the number words, qualifiers and masks of one vocabulary."""

    numerals: Numerals
    masks: masks.Masks

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> NumberFinder:
        """The finder of a vocabulary."""
        return cls(Numerals.of(vocabulary), masks.Masks.of(vocabulary))

    def find(self, text: Text, tags: Tags) -> list[NumberMention]:
        """The numbers of a text that no mask hides, in text order; an empty list when there are none.

        `tags` are the text's tags. Raises what the text's checkpoint raises.
        """
        found: list[NumberMention] = []
        before = _ending(tags)
        free = 0
        for core in self._cores(text, tags):
            text.checkpoint()
            if core.first >= free and not self.masks.hides(text, tags, core):
                mention = _qualified(text, tags, before, core, free)
                if _is_age(text, tags, mention):
                    continue
                if found and _converted(text, tags, found[-1], mention):
                    mention = _as_exact_as(found[-1], mention)
                found.append(mention)
                free = mention.last
        return found

    def _cores(self, text: Text, tags: Tags) -> Sequence[Core]:
        """The bare numbers of a text, those of a range made one."""
        return ranges.joined(text, bare_numbers.find(text, tags, self.numerals))


def _is_age(text: Text, tags: Tags, mention: NumberMention) -> bool:
    """Whether a number behind people is their age: "women over 70", "children under five"."""
    at = mention.first
    people = (
        tags.of_ending(at, CountedEntry) if text.lowers[at] in text.language.numbers.behind_people else None
    )
    return people is not None and people.entry.unit == "person"


Endings = dict[int, tuple[int, Qualifier, bool]]


def _ending(tags: Tags) -> Endings:
    """The qualifiers that may stand before a number, by the token behind them.

    Each says at which token it begins, what it is and whether it is weak. Particles of verbs are none,
    as the "over" of "handed over four soldiers".
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
    """The mention of a bare number with its qualifiers and bounds.

    `free` is the first token that it may take.
    """
    first, qualifier = _before(text, before, core, free)
    last, after = _after(text, tags, core)
    if after and qualifier == EXACT:
        qualifier = after
    elif not after:
        last = core.last
    if core.below:
        qualifier = BELOW
    if core.vague:
        qualifier = IN_WORDS
    elif core.upper is not None:
        qualifier = TWO_ENDED
    low, best, high = bounds(qualifier, core.value, core.upper)
    return NumberMention(
        first, last, core.first, core.last, core.value, low, best, high, qualifier, core.unit, core.word
    )


def _converted(text: Text, tags: Tags, one: NumberMention, other: NumberMention) -> bool:
    """Whether a number says a measurement again in another unit.

    "(60 miles)" does in "more than 100 kilometres (60 miles)".
    """
    begin, end = other.first - 1, other.last + 1
    if other.qualifier != EXACT or text.lowers[begin] != "(" or not 0 < begin - one.last < 4:
        return False
    unit = tags.at(other.last, UnitEntry)
    end = unit.last if unit else end
    return (
        unit is not None and text.lowers[end : end + 1] == [")"] and tags.at(one.last, UnitEntry) is not None
    )


def _as_exact_as(one: NumberMention, other: NumberMention) -> NumberMention:
    """`other` with the qualifier of `one`; unchanged when that is a range or vague."""
    if one.qualifier in (TWO_ENDED, IN_WORDS):
        return other
    low, best, high = bounds(one.qualifier, other.value)
    return other._replace(low=low, best=best, high=high, qualifier=one.qualifier)


def _before(text: Text, before: Endings, core: Core, free: int) -> tuple[int, Qualifier]:
    """Where the qualifiers before a number begin, and the outermost one that is not weak.

    Without qualifiers the number begins them, and it is exact.
    """
    first: int = core.first
    qualifier: Qualifier = EXACT
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
    """Whether a token may stand between a qualifier and its number: an article, a mark, a currency."""
    if text.lowers[token] in text.language.numbers.before_number:
        return True
    return text.words[token].isupper() and text.ends[token] == text.starts[token + 1]


def _after(text: Text, tags: Tags, core: Core) -> tuple[int, Qualifier | None]:
    """Where the qualifier right behind a number ends, and what it is: "350 or more".

    Without one it is the number's end and None.
    """
    if core.last < len(text.starts) and text.starts[core.last] - text.ends[core.last - 1] <= 1:
        for tag in of_kind(tags.starting.get(core.last, ()), QualifierEntry):
            if tag.entry.position is not None:
                return tag.last, tag.entry.qualifier
    return core.last, None


def as_number(text: Text, mention: NumberMention) -> Number:
    """The mention as the contract's number, with offsets in characters."""
    start, end = text.starts[mention.first], text.ends[mention.last - 1]
    return Number(start, end, text.raw[start:end], mention.low, mention.best, mention.high, mention.qualifier)
