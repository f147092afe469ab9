"""The situation page as readers see it: standings with charts, and a map of places. Pure, but for
gettext.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from babel import Locale

from conflictdesk.boxes.live import box_standings
from conflictdesk.boxes.live.box_standings import Standing
from conflictdesk.boxes.page.timeline import Line
from conflictdesk.contract.stored import BoxContent, HistoryPoint, StandingContent
from conflictdesk.drawing import charts, maps
from conflictdesk.wording import dates, quantities
from conflictdesk.wording.sentences import Phrase

# How many of the latest values of a history are listed; older ones are in the API.
ROWS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a history, as a row of the table beside the chart."""

    date: str
    iso: str
    value: Phrase
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line to compare with, and the number at it."""

    y: str
    value: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A full chart with the words at its axes."""

    chart: charts.FullChart
    rules: tuple[Rule, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Story:
    """A standing with its whole history."""

    standing: Standing
    drawing: Drawing | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the situation: on the map if it has a point, in the list in any case."""

    name: str
    events: int
    on_map: bool


@dataclass(frozen=True, slots=True)
class Atlas:
    """The map of a situation, if any place has a point, and the list of its places."""

    map: maps.Map | None
    sites: tuple[Site, ...]


def stories(content: BoxContent, calendar: dates.Calendar) -> tuple[Story, ...]:
    """Returns every standing of a snapshot's content with its chart and its table."""
    standings = content["standings"]
    return tuple(
        _story(one, raw, calendar)
        for one, raw in zip(box_standings.describe(standings, calendar), standings, strict=True)
    )


def _story(standing: Standing, raw: StandingContent, calendar: dates.Calendar) -> Story:
    chart = charts.full_chart(raw["history"], box_standings.leading_source(raw))
    rows = tuple(_row(point, raw["unit"], calendar) for point in raw["history"][: -ROWS - 1 : -1])
    return Story(standing, _drawing(chart, raw, calendar) if chart else None, rows)


def _drawing(chart: charts.FullChart, raw: StandingContent, calendar: dates.Calendar) -> Drawing:
    rules = tuple(Rule(y, _number(value, raw["unit"], calendar.locale)) for y, value in chart.rules)
    return Drawing(
        chart=chart,
        rules=rules,
        first=calendar.day(chart.first),
        last=calendar.day(chart.last),
    )


def _number(value: float, unit: str, locale: Locale) -> str:
    return quantities.number(value, unit, locale)


def _row(point: HistoryPoint, unit: str, calendar: dates.Calendar) -> Row:
    value = quantities.in_unit(point, unit, calendar.locale)
    return Row(calendar.day(point["as_of"]), point["as_of"], value, point.get("source") or "")


def atlas(lines: Iterable[Line]) -> Atlas:
    """Returns the places of these events, those with the most events first."""
    counts: Counter[str] = Counter()
    points: dict[str, tuple[float, float]] = {}
    for line in lines:
        if line.place:
            counts[line.place] += 1
            if line.point:
                points.setdefault(line.place, line.point)
    sites = tuple(Site(name, count, name in points) for name, count in counts.most_common())
    return Atlas(maps.draw(_spots(sites, points)), sites)


def _spots(sites: Sequence[Site], points: Mapping[str, tuple[float, float]]) -> list[maps.Spot]:
    return [maps.Spot(site.name, *points[site.name], site.events) for site in sites if site.on_map]
