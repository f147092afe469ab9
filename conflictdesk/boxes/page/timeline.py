"""The timeline of a situation: all its public events, filtered, counted and split into pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_skeleton

from conflictdesk.boxes.live import box_events
from conflictdesk.boxes.live.box_events import Event
from conflictdesk.contract.stored import EventContent
from conflictdesk.ledger import queries
from conflictdesk.ledger.models import Situation
from conflictdesk.wording import dates, event_lines

ON_A_PAGE = 40
FIELDS = ("type", "place", "side")


@dataclass(frozen=True, slots=True)
class Line:
    """An event, as filters, map and order of the timeline need it."""

    claim: int
    day: date
    type: str
    place: str
    point: tuple[float, float] | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]

    @property
    def sides(self) -> tuple[str, ...]:
        """Actors and targets, each once."""
        return tuple(dict.fromkeys([*self.actors, *self.targets]))


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader filters by; "" does not filter."""

    type: str = ""
    place: str = ""
    side: str = ""

    @property
    def is_any(self) -> bool:
        """Whether any filter is set."""
        return bool(self.type or self.place or self.side)

    def matches(self, line: Line) -> bool:
        """Whether the line passes all filters."""
        return (
            self.type in ("", line.type)
            and self.place in ("", line.place)
            and (not self.side or self.side in line.sides)
        )

    def query(self, **other: Any) -> str:
        """Returns the query string of these filters and `other` parameters; "" if all are empty."""
        asked = {name: getattr(self, name) for name in FIELDS} | other
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"?{query}" if query else ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, its label, and how many events have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Month:
    """The events of one month."""

    heading: str
    iso: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of the matching events. `choices` are those of all events, by field."""

    filters: Filters
    choices: Mapping[str, tuple[Choice, ...]]
    claims: tuple[int, ...]
    count: int
    total: int
    number: int
    pages: int

    @property
    def newer(self) -> int | None:
        """The number of the page before this one; None on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def older(self) -> int | None:
        """The number of the page after this one; None on the last."""
        return self.number + 1 if self.number < self.pages else None


def lines(situation: Situation, claims: Sequence[int]) -> list[Line]:
    """Returns these public events of a situation, in their order. Makes one query."""
    order = {claim: at for at, claim in enumerate(claims)}
    fields = ("claim_id", "date_to", "date_from", "as_of", "type", "place__name", "place_text")
    rows = queries.approved_events(situation).values_list(
        *fields, "actors", "targets", "place__latitude", "place__longitude"
    )
    found = (_line(row) for row in rows if row[0] in order)
    return sorted(found, key=lambda line: order[line.claim])


def _line(row: tuple[Any, ...]) -> Line:
    claim, until, since, as_of, kind, place, as_written, actors, targets, latitude, longitude = row
    return Line(
        claim=claim,
        day=until or since or as_of,
        type=kind,
        place=place or as_written,
        point=None if latitude is None or longitude is None else (latitude, longitude),
        actors=tuple(actors),
        targets=tuple(targets),
    )


def line_of(event: EventContent) -> Line:
    """Returns the line of a snapshot's event."""
    point = event.get("point")
    return Line(
        claim=event["claim"],
        day=date.fromisoformat(box_events.last_day(event)),
        type=event["type"],
        place=event["place"] or "",
        point=(point["latitude"], point["longitude"]) if point else None,
        actors=tuple(event["actors"]),
        targets=tuple(event["targets"]),
    )


def choices(found: Sequence[Line]) -> dict[str, tuple[Choice, ...]]:
    """Returns the choices for each field: types by name, places and sides by frequency. A side is an
    actor of some event: a mosque that was only a target is not one.
    """
    acting = {actor for line in found for actor in line.actors}
    types = Counter(line.type for line in found)
    places = Counter(line.place for line in found if line.place)
    sides = Counter(side for line in found for side in line.sides if side in acting)
    named = [Choice(one, event_lines.type_label(one), count) for one, count in types.items()]
    return {
        "type": tuple(sorted(named, key=lambda choice: choice.label.casefold())),
        "place": tuple(Choice(one, one, count) for one, count in places.most_common()),
        "side": tuple(Choice(one, one, count) for one, count in sides.most_common()),
    }


def page_of(found: Sequence[Line], number: int) -> tuple[Sequence[Line], int, int]:
    """Returns the lines of a page, its number, and how many pages there are; the nearest page if that
    one does not exist.
    """
    pages = max(-(-len(found) // ON_A_PAGE), 1)
    number = min(max(number, 1), pages)
    return found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE], number, pages


def timeline(found: Sequence[Line], filters: Filters, number: int) -> Timeline:
    """Returns page `number` of the lines that match the filters."""
    matching = [line for line in found if filters.matches(line)]
    shown, number, pages = page_of(matching, number)
    return Timeline(
        filters=filters,
        choices=choices(found),
        claims=tuple(line.claim for line in shown),
        count=len(matching),
        total=len(found),
        number=number,
        pages=pages,
    )


def months(events: Iterable[EventContent], calendar: dates.Calendar) -> tuple[Month, ...]:
    """Returns events by the month of their last day; within a month, dates omit the year."""
    return tuple(
        _month(month, list(group), calendar)
        for month, group in groupby(events, key=lambda event: box_events.last_day(event)[:7])
    )


def _month(month: str, group: list[EventContent], calendar: dates.Calendar) -> Month:
    first = date.fromisoformat(f"{month}-01")
    heading = format_skeleton("yMMMM", first, locale=calendar.locale)
    return Month(heading, month, box_events.describe(group, replace(calendar, today=first)))
