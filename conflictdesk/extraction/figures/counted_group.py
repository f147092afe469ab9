"""A counted group: a number with the noun it counts."""

from __future__ import annotations

from typing import NamedTuple

from conflictdesk.contract.entries import Population
from conflictdesk.contract.terms import ABOVE, EXACT, Unit
from conflictdesk.extraction.numbers.number_finder import NumberMention, bounds, plain
from conflictdesk.extraction.text.lexicon import AnyTag, Tag
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.entries import MeasureEntry

IDLE = frozenset({"other", "time", "ratio", "animal", "share", "money", "distance"})


class Counted(NamedTuple):
    """A number with the noun that it counts: the tokens `[first, last)`, qualifier included.

    `head` is the noun's token, -1 without one. `cls` is what kind of thing is counted, `group` a finer
    class of it, `like` the class of an earlier group that a bare number stands for. `kind` is "number",
    "article" or "zero", `inner` the measures' words between number and noun. `factor` converts to
    `unit`.
    """

    first: int
    last: int
    head: int
    mention: NumberMention
    cls: str
    unit: Unit | None = None
    population: Population | None = None
    kind: str = "number"
    inner: tuple[Tag[MeasureEntry], ...] = ()
    factor: float = 1.0
    group: str | None = None
    like: str | None = None
    own: bool = False

    @property
    def people(self) -> bool:
        """Whether people may be counted."""
        return self.cls in ("person", "bare", "noun", "household")


def nominal(tag: AnyTag) -> bool:
    """Whether a measure's tag is a noun or a phrase, not an adjective."""
    return bool(tag.form) or tag.last - tag.first > 1


def likened(groups: list[Counted], text: Text) -> list[Counted]:
    """The groups of a sentence, bare numbers with the class and the population of the group before.

    In "3,000 homes were destroyed and 7,000 damaged" the second number counts homes. One behind "the"
    stays bare: "the 40 dead".
    """
    lowers = text.lowers
    found: list[Counted] = []
    whole = groups[0] if groups and _opens_as_whole(groups[0], text) else None
    for group in groups:
        before = next((one for one in reversed(found) if one.cls != "one_place"), None)
        bare = group.cls == "bare" and group.kind == "number" and not group.inner
        if bare and whole is not None and lowers[group.first - 1] not in text.language.figures.harming:
            found.append(group._replace(cls=whole.cls, unit=whole.unit, group=whole.group))
            continue
        if (
            bare
            and before is not None
            and before.cls not in IDLE
            and lowers[group.first - 1] not in text.language.figures.the
        ):
            population = group.population if group.own or _victims(before, group, text) else before.population
            like = before.like or before.cls
            group = group._replace(like=like, population=population, unit=before.unit)
        found.append(group)
    return found


def _opens_as_whole(group: Counted, text: Text) -> bool:
    """Whether things open a sentence as the whole of the numbers behind them: "Of the 30 drones, two"."""
    led = text.lowers[max(0, group.first - 2) : group.first] in text.language.figures.of_those
    return led and text.words[group.first - 2][:1].isupper() and not group.people


def _victims(before: Counted, group: Counted, text: Text) -> bool:
    """Whether a bare number counts other people than the group before.

    The nine of "A bomber blew himself up, killing nine" are no bombers.
    """
    lists = text.language.figures
    lowers = text.lowers
    harmed = lowers[group.first - 1] in lists.harming
    return harmed and (before.first == 0 or lowers[before.first - 1] not in lists.harming)


def mention_of(first: int, last: int, value: float) -> NumberMention:
    """The mention of an exact number that is not written as one: "a", "no"."""
    low, best, high = bounds(EXACT, value)
    return NumberMention(first, last, first, last, value, low, best, high, EXACT, None, True)


def exceeded(mention: NumberMention) -> NumberMention:
    """The mention as a bound that has been passed: "the toll has crossed 5,000"."""
    low, best, high = bounds(ABOVE, mention.value)
    return mention._replace(low=low, best=best, high=high, qualifier=ABOVE)


def percent(mention: NumberMention) -> NumberMention:
    """A fraction as a percentage, rounded to two digits: a third is 33.33."""
    scaled = mention.scaled(100)

    def rounded(bound: float | None) -> float | None:
        return None if bound is None else plain(round(bound, 2))

    return scaled._replace(
        value=plain(round(scaled.value, 2)),
        low=rounded(scaled.low),
        best=rounded(scaled.best),
        high=rounded(scaled.high),
    )


def money(unit: str) -> Unit | None:
    """The unit if it is a currency of the contract, else None."""
    return unit if unit in ("usd", "eur", "gbp") else None  # type: ignore[return-value]
