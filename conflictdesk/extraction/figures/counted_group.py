"""A counted group: a number with the noun it counts."""

from __future__ import annotations

from typing import NamedTuple

from conflictdesk.contract.entries import Population
from conflictdesk.contract.terms import Unit
from conflictdesk.extraction.numbers.number_finder import NumberMention, bounds, plain
from conflictdesk.extraction.text.lexicon import AnyTag, Tag
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.entries import MeasureEntry

IDLE = frozenset({"other", "time", "ratio", "animal", "share", "money", "distance"})


class Counted(NamedTuple):
    """Tokens `[first, last)` from the qualifier to the noun; `head` is the noun's token or -1."""

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
        return self.cls in ("person", "bare", "noun", "household")


def nominal(tag: AnyTag) -> bool:
    """A noun or a phrase, not an adjective that happens to be a measure."""
    return bool(tag.form) or tag.last - tag.first > 1


def likened(groups: list[Counted], text: Text) -> list[Counted]:
    """ "3,000 homes were destroyed and 7,000 damaged": a bare number counts what the one before it did.

    "The 40 dead" are not.
    """
    lowers = text.lowers
    found: list[Counted] = []
    for group in groups:
        before = found[-1] if found else None
        bare = group.cls == "bare" and group.kind == "number" and not group.inner
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


def _victims(before: Counted, group: Counted, text: Text) -> bool:
    """ "A bomber blew himself up, killing nine": those nine are not what he was."""
    lists = text.language.figures
    lowers = text.lowers
    harmed = lowers[group.first - 1] in lists.harming
    return harmed and (before.first == 0 or lowers[before.first - 1] not in lists.harming)


def mention_of(first: int, last: int, value: float) -> NumberMention:
    low, best, high = bounds("exact", value)
    return NumberMention(first, last, first, last, value, low, best, high, "exact", None, True)


def percent(mention: NumberMention) -> NumberMention:
    """A third is 33.33 per cent."""
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
    return unit if unit in ("usd", "eur", "gbp") else None  # type: ignore[return-value]
