"""Same event: which claims of other articles may tell the same event or figure. People decide. Pure.

Two claims are candidates when nothing that both of them say disagrees (type, place, time, actors, numbers)
and at least two of these agree. What a claim does not say, it does not deny.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from conflictdesk.contract.terms import EVENT_TYPES, is_rough
from conflictdesk.extraction.gazetteer.great_circle import Point, kilometres

NEAR_KM = 10.0
# An event that one article dates by itself and the other by its own day: news is told within days.
TOLD_WITHIN = timedelta(days=3)
SLACK = timedelta(days=1)
ENOUGH = 2

Range = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim as the comparison needs it; empty means that it does not say. `numbers` holds, by what is
    counted, the least and the most: of a figure its own, of an event those in its sentence.
    """

    id: int
    article: int
    kind: str
    topic: str
    as_of: date
    place: str = ""
    point: Point | None = None
    start: date | None = None
    end: date | None = None
    actors: frozenset[str] = frozenset()
    about: tuple[str, ...] = ()
    numbers: tuple[tuple[str, Range], ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """`reasons` name what agrees, in the order type, place, time, actors, numbers."""

    first: int
    second: int
    reasons: tuple[str, ...]


def likenesses(one: Telling, others: Iterable[Telling]) -> tuple[Likeness, ...]:
    """The others that may tell the same as one, those with the most in common first."""
    found = [like for other in others if (like := same_event(one, other))]
    return tuple(sorted(found, key=lambda like: (-len(like.reasons), like.first, like.second)))


def same_event(one: Telling, other: Telling) -> Likeness | None:
    """What the two have in common when they may tell the same; None when they do not."""
    if one.id == other.id or one.article == other.article or not _alike(one, other):
        return None
    compared = {
        "place": _place(one, other),
        "time": _time(one, other),
        "actors": _actors(one, other),
        "numbers": _numbers(one, other),
    }
    agreeing = tuple(name for name, agrees in compared.items() if agrees)
    if False in compared.values() or len(agreeing) < ENOUGH or not _enough(one, agreeing):
        return None
    first, second = sorted((one.id, other.id))
    return Likeness(first, second, ("type", *agreeing))


def _alike(one: Telling, other: Telling) -> bool:
    """The same kind of thing: a figure's measure, unit, population, side and period must be equal, an event's
    types the same or of kin: articles use them for one another.
    """
    if one.kind != other.kind or one.about != other.about:
        return False
    return one.topic == other.topic or (
        one.topic in EVENT_TYPES and other.topic in EVENT_TYPES[one.topic].kin
    )


def _enough(one: Telling, agreeing: tuple[str, ...]) -> bool:
    """A figure is the same only by its number; an event only by when, and where or who."""
    if one.kind == "figure":
        return "numbers" in agreeing
    return "time" in agreeing and bool({"place", "actors"} & set(agreeing))


def _place(one: Telling, other: Telling) -> bool | None:
    if not one.place or not other.place:
        return None
    if one.place.casefold() == other.place.casefold():
        return True
    if one.point and other.point:
        return kilometres(one.point, other.point) <= NEAR_KM
    return False


def _time(one: Telling, other: Telling) -> bool | None:
    """Where both are dated, by their days; else by how far apart they were told."""
    if one.start and other.start:
        first, second = (each.end or each.start for each in (one, other))
        assert first is not None
        assert second is not None
        return one.start <= second + SLACK and other.start <= first + SLACK
    said, told = one.start or one.as_of, other.start or other.as_of
    return abs(said - told) <= TOLD_WITHIN


def _actors(one: Telling, other: Telling) -> bool | None:
    if not one.actors or not other.actors:
        return None
    return bool(one.actors & other.actors)


def _numbers(one: Telling, other: Telling) -> bool | None:
    """Ranges that meet, for all that both count; an open end meets everything on its side."""
    known = dict(other.numbers)
    met = [_meet(ends, known[counted]) for counted, ends in one.numbers if counted in known]
    return all(met) if met else None


def _meet(one: Range, other: Range) -> bool:
    (low, high), (least, most) = one, other
    return (low is None or most is None or low <= most) and (high is None or least is None or least <= high)


def telling_numbers(reading: dict[str, Any]) -> Range:
    """The least and the most that a figure's reading says; "about" and "nearly" leave a tenth of room."""
    low, best, high = (reading[name] for name in ("low", "best", "high"))
    if is_rough(reading["qualifier"]) and best is not None:
        return best * 0.9, best * 1.1
    return low, high
