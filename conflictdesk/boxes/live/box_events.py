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
    """One line of the latest events. `year` is set where it changes from one line to the next, or from
    the box's own.
    """

    key: str
    date: Moment
    year: str
    text: Phrase
    party: bool
    url: str
    article: str
    evidence: Evidence


def describe(events: Sequence[EventContent], calendar: dates.Calendar) -> tuple[Event, ...]:
    """Returns a snapshot's events as readers see them, in order."""
    lines, last_year = [], str(calendar.today.year)
    for event in events:
        last = last_day(event)[:4]
        lines.append(_event(event, calendar, last if last != last_year else ""))
        last_year = last
    return tuple(lines)


def last_day(event: EventContent) -> str:
    """Returns the ISO day that an event is listed under: its last one, else that of the article."""
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
    """Whether the date in words contains the year: it is a year, or a span from one year into another."""
    start, end = event["from"], event["to"]
    return event["precision"] == "year" or bool(start and end and start[:4] != end[:4])


def _date(event: EventContent, calendar: dates.Calendar) -> Moment:
    """Returns when it happened; if the text does not say, "by" the article's day."""
    start, end = event["from"], event["to"]
    if not start:
        words = calendar.short(event["as_of"], event["as_of"], "day")
        return Moment(fill(_("by %(date)s"), date=words), event["as_of"])
    return Moment(fill("%(date)s", date=calendar.short(start, end or start, event["precision"])), start)
