"""Finds claims of other articles that may report the same event or figure. People decide. Pure.

Two claims match if nothing that both of them state disagrees (type, place, time, actors, numbers) and at
least two of these agree. What a claim does not state disagrees with nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from conflictdesk.contract.stored import Number
from conflictdesk.contract.terms import EVENT_TYPES, is_rough
from conflictdesk.extraction.gazetteer.great_circle import Point, kilometres

NEAR_KM = 10.0
# For an event that one article dates and the other does not: news is reported within days.
REPORTED_WITHIN = timedelta(days=3)
SLACK = timedelta(days=1)
ENOUGH = 2

Range = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class ComparedClaim:
    """A claim with what the comparison needs; empty means not stated. `numbers` maps what is counted to
    its lower and upper bound: a figure's own, or for an event those in its sentence.
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
    """A match. `reasons` name what agrees, in the order type, place, time, actors, numbers."""

    first: int
    second: int
    reasons: tuple[str, ...]


def ranked_matches(one: ComparedClaim, others: Iterable[ComparedClaim]) -> tuple[Likeness, ...]:
    """Returns the claims that may report the same as the first, those with the most in common first."""
    found = [like for other in others if (like := same_event(one, other))]
    return tuple(sorted(found, key=lambda like: (-len(like.reasons), like.first, like.second)))


def same_event(one: ComparedClaim, other: ComparedClaim) -> Likeness | None:
    """Returns what the two have in common if they may report the same; None if not."""
    if one.id == other.id or one.article == other.article or not _same_kind(one, other):
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


def _same_kind(one: ComparedClaim, other: ComparedClaim) -> bool:
    """Whether the claims are about the same kind of thing: a figure's measure, unit, population, side
    and period must be equal; an event's types equal or kin, because articles use these for one another.
    """
    if one.kind != other.kind or one.about != other.about:
        return False
    return one.topic == other.topic or (
        one.topic in EVENT_TYPES and other.topic in EVENT_TYPES[one.topic].kin
    )


def _enough(one: ComparedClaim, agreeing: tuple[str, ...]) -> bool:
    """Whether the agreement is enough: a figure needs equal numbers; an event the time, and place or
    actors.
    """
    if one.kind == "figure":
        return "numbers" in agreeing
    return "time" in agreeing and bool({"place", "actors"} & set(agreeing))


def _place(one: ComparedClaim, other: ComparedClaim) -> bool | None:
    """Whether the places agree: the same name, or points at most `NEAR_KM` apart; None if one is not
    stated.
    """
    if not one.place or not other.place:
        return None
    if one.place.casefold() == other.place.casefold():
        return True
    if one.point and other.point:
        return kilometres(one.point, other.point) <= NEAR_KM
    return False


def _time(one: ComparedClaim, other: ComparedClaim) -> bool | None:
    """Whether the days overlap, with `SLACK`, if both are dated; else whether they were reported close
    together.
    """
    if one.start and other.start:
        first, second = (each.end or each.start for each in (one, other))
        assert first is not None
        assert second is not None
        return one.start <= second + SLACK and other.start <= first + SLACK
    first_day, second_day = one.start or one.as_of, other.start or other.as_of
    return abs(first_day - second_day) <= REPORTED_WITHIN


def _actors(one: ComparedClaim, other: ComparedClaim) -> bool | None:
    """Whether they have an actor in common; None if one states none."""
    if not one.actors or not other.actors:
        return None
    return bool(one.actors & other.actors)


def _numbers(one: ComparedClaim, other: ComparedClaim) -> bool | None:
    """Whether the ranges of all that both count overlap; None if they count nothing in common."""
    known = dict(other.numbers)
    met = [_meet(ends, known[counted]) for counted, ends in one.numbers if counted in known]
    return all(met) if met else None


def _meet(one: Range, other: Range) -> bool:
    """Whether the ranges overlap; a missing bound is open."""
    (low, high), (least, most) = one, other
    return (low is None or most is None or low <= most) and (high is None or least is None or least <= high)


def number_range(reading: Number) -> Range:
    """Returns the lower and upper bound of a figure's reading; "about" and "nearly" allow ten percent
    either way.
    """
    low, best, high = reading["low"], reading["best"], reading["high"]
    if is_rough(reading["qualifier"]) and best is not None:
        return best * 0.9, best * 1.1
    return low, high
