"""Standing: what readers see of each total: a leading figure, its rivals, its range, its history. Pure.

A key separates what must not be mixed: measure, unit, population, side, period class and place. Figures
of one incident belong to their event and do not compete; parts add to nothing. A named policy of the
situation chooses the figure that leads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from conflictdesk.contract.terms import IN_TOTAL, MEASURES, competes, is_rough

# A rival may be at most this much older than the newest: readers would take an older one for today's.
RIVAL_DAYS = 31
# The period class of a measure that only a later version knows.
UNKNOWN = IN_TOTAL
Policy = Literal["newest", "most_cautious", "source_rank", "editors_pick"]
Bound = float | None


class Figure(NamedTuple):
    """A public fact with what the decision needs. `source` names who says so; "" if the text does not.
    Figures with the same `twins` number, other than 0, report the same fact.
    """

    id: int
    measure: str
    unit: str
    population: str
    side: str
    period: str
    place: str
    low: Bound
    best: Bound
    high: Bound
    qualifier: str
    source: str
    as_of: date
    is_part: bool = False
    order: int = 0
    twins: int = 0

    @property
    def bounds(self) -> tuple[Bound, Bound, Bound]:
        """The lower bound, the best value and the upper bound."""
        return self.low, self.best, self.high


# Sorts older figures first; on the same day those recorded earlier.
_age = attrgetter("as_of", "order")
_twins = attrgetter("twins")


class Key(NamedTuple):
    """What has to be equal for two figures to be about the same thing."""

    measure: str
    unit: str
    population: str
    side: str
    period: str
    place: str


@dataclass(frozen=True, slots=True)
class Preference:
    """Which figure leads. `ranks` are by source name, 1 comes first. `picks` are ids, the latest first."""

    policy: Policy = "newest"
    ranks: Mapping[str, int] = field(default_factory=dict)
    picks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """One total. `history` has each report once, oldest first. `low` and `high` are the range of leader
    and rivals; None if one of them leaves that end open.
    """

    key: Key
    leader: Figure
    rivals: tuple[Figure, ...]
    history: tuple[Figure, ...]
    low: Bound
    high: Bound


NEWEST = Preference()


def standings(
    figures: Iterable[Figure], whole: frozenset[str] = frozenset(), preference: Preference = NEWEST
) -> tuple[Standing, ...]:
    """Returns one standing for each key, in the contract's order of measures, the whole before its
    parts.
    """
    alike: dict[tuple[Any, ...], list[Figure]] = {}
    for figure in figures:
        # Groups by all that a key is made from, because many figures share it.
        alike.setdefault((*figure[1:7], figure.is_part), []).append(figure)
    grouped: dict[Key, list[Figure]] = {}
    for same in alike.values():
        key = key_of(same[0], whole)
        if key is not None:
            grouped.setdefault(key, []).extend(same)
    return tuple(_standing(key, grouped[key], preference) for key in sorted(grouped, key=_rank))


def key_of(figure: Figure, whole: frozenset[str] = frozenset()) -> Key | None:
    """Returns the key under which a figure competes; None if it does not. `whole` are the names of the
    situation's own places: a figure for one of these is about the whole situation.
    """
    period = period_class(figure)
    if not competes(period) or (figure.is_part and not figure.population):
        return None
    place = "" if figure.place in whole else figure.place
    return Key(figure.measure, figure.unit, figure.population, figure.side, period, place)


def period_class(figure: Figure) -> str:
    """Returns the figure's period, else that of its measure."""
    if figure.period:
        return figure.period
    return MEASURES[figure.measure].period_class if figure.measure in MEASURES else UNKNOWN


def _rank(key: Key) -> tuple[int, Key]:
    return next((at for at, one in enumerate(MEASURES) if one == key.measure), len(MEASURES)), key


def _standing(key: Key, group: Sequence[Figure], preference: Preference) -> Standing:
    newest = sorted(_without_repeats(group), key=_age, reverse=True)
    current = _current(newest)
    leader = _LEADERS[preference.policy](newest, current, preference)
    rivals = tuple(one for one in current if one.source != leader.source and one.bounds != leader.bounds)
    return Standing(key, leader, rivals, tuple(reversed(newest)), *_range((leader, *rivals)))


def _without_repeats(group: Sequence[Figure]) -> list[Figure]:
    """Returns the figures with only the first of each group of twins: repeating a figure does not make
    it newer.
    """
    if not any(map(_twins, group)):
        return list(group)
    first: dict[int, Figure] = {}
    for figure in sorted(group, key=_age):
        # A figure without twins is its own group: ids are positive, the numbers of groups are made negative.
        first.setdefault(-figure.twins or figure.id, figure)
    return list(first.values())


def _current(newest: Sequence[Figure]) -> list[Figure]:
    """Returns the latest figure of each source, newest first, without those too old to compare with the
    newest.
    """
    oldest = newest[0].as_of - timedelta(days=RIVAL_DAYS)
    latest: dict[str, Figure] = {}
    for figure in newest:
        latest.setdefault(figure.source, figure)
    return [one for one in latest.values() if one.as_of >= oldest]


Leader = Callable[[Sequence[Figure], Sequence[Figure], Preference], Figure]


def _newest(newest: Sequence[Figure], current: Sequence[Figure], preference: Preference) -> Figure:
    return newest[0]


def _most_cautious(newest: Sequence[Figure], current: Sequence[Figure], preference: Preference) -> Figure:
    """Returns the figure with the smallest certain number; the newest of equal ones."""
    return min(current, key=_certain)


def _source_rank(newest: Sequence[Figure], current: Sequence[Figure], preference: Preference) -> Figure:
    """Returns the figure of the highest-ranking source; the newest if no source has a rank."""
    return min(current, key=lambda one: preference.ranks.get(one.source, len(current) + 65_536))


def _editors_pick(newest: Sequence[Figure], current: Sequence[Figure], preference: Preference) -> Figure:
    """Returns the latest pick in this standing, however old its figure; the newest figure without one."""
    picked = {figure.id: figure for figure in newest}
    return next((picked[one] for one in preference.picks if one in picked), newest[0])


_LEADERS: dict[str, Leader] = {
    "newest": _newest,
    "most_cautious": _most_cautious,
    "source_rank": _source_rank,
    "editors_pick": _editors_pick,
}


def _certain(figure: Figure) -> float:
    """Returns the number that the figure claims at least; 0 for "up to 350"."""
    return figure.low if figure.low is not None else figure.best or 0


def _range(figures: Sequence[Figure]) -> tuple[Bound, Bound]:
    """Returns the lowest and the highest bound; None for an end that one of the figures leaves open."""
    lows, highs = zip(*map(_ends, figures), strict=True)
    return (
        None if None in lows else min(lows),
        None if None in highs else max(highs),
    )


def _ends(figure: Figure) -> tuple[Bound, Bound]:
    """Returns the figure's lower and upper bound. "About 350" has no bounds but itself."""
    if is_rough(figure.qualifier):
        return figure.best, figure.best
    return figure.low, figure.high
