"""Events as readers see them: a day, a line in careful words, and the link to its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from conflictdesk.boxes.live import box_standings
from conflictdesk.boxes.live.box_standings import Evidence
from conflictdesk.boxes.page import text_links
from conflictdesk.contract.stored import EventContent
from conflictdesk.wording import dates, event_lines
from conflictdesk.wording.sentences import Phrase, fill
from conflictdesk.wording.times import Moment


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the latest events. `year` is told once, where it is not the box's own."""

    key: str
    date: Moment
    year: str
    text: Phrase
    party: bool
    url: str
    article: str
    evidence: Evidence


def told(events: Sequence[EventContent], calendar: dates.Calendar) -> tuple[Event, ...]:
    """A snapshot's events, in order."""
    lines, said = [], str(calendar.today.year)
    for event in events:
        last = last_day(event)[:4]
        lines.append(_event(event, calendar, last if last != said else ""))
        said = last
    return tuple(lines)


def last_day(event: EventContent) -> str:
    """The ISO day that an event is filed under: its last one, else that of the article."""
    return event["to"] or event["from"] or event["as_of"]


def _event(event: EventContent, calendar: dates.Calendar, year: str) -> Event:
    return Event(
        key=f"e{event['claim']}",
        date=_date(event, calendar),
        year="" if _says_year(event) else year,
        text=event_lines.line(event, calendar.locale),
        party=bool(event["source"] and event["source"]["party"]),
        url=text_links.to_sentence(event),
        article=event["article"]["title"],
        evidence=box_standings.evidence(event, calendar),
    )


def _says_year(event: EventContent) -> bool:
    """Whether the date in words has the year in it: a year, or days from one year into another."""
    start, end = event["from"], event["to"]
    return event["precision"] == "year" or bool(start and end and start[:4] != end[:4])


def _date(event: EventContent, calendar: dates.Calendar) -> Moment:
    """When it happened; where the text does not say, the day by which it had."""
    start, end = event["from"], event["to"]
    if not start:
        words = calendar.short(event["as_of"], event["as_of"], "day")
        return Moment(fill(_("by %(date)s"), date=words), event["as_of"])
    return Moment(fill("%(date)s", date=calendar.short(start, end or start, event["precision"])), start)
