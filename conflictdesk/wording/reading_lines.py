"""A reading in plain words, as one editor would say it to another: "At least 750,000 people displaced —
UN".

Numbers, events and dates are worded as in the boxes, so that editors approve what readers will read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from babel import Locale
from babel.dates import format_time
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext, pgettext

from conflictdesk.contract import terms
from conflictdesk.contract.entries import Population, UnitTerm
from conflictdesk.contract.stored import (
    ActorReading,
    ClaimReading,
    Dates,
    EventReading,
    EventWords,
    FigureReading,
    PlaceReading,
    Quantity,
    Reading,
)
from conflictdesk.wording import dates, event_lines, languages, quantities
from conflictdesk.wording.contract_texts import text
from conflictdesk.wording.labels import REALIS, label


def headline(reading: Reading, trigger: str = "") -> str:
    """Returns the whole reading in one line. `trigger` is an event's word in the text."""
    if "measure" not in reading:
        return capfirst(_event(reading, trigger))
    statement = _figure(reading)
    if not terms.happened(reading["realis"]):
        statement = f"{label(REALIS, reading['realis'])}: {statement}"
    return capfirst(_with_source(statement, reading))


def number(reading: Quantity) -> str:
    """Returns the number with its qualifier, and with its unit if that belongs to it; "" without any
    bound.
    """
    return str(quantities.quantity(reading, locale()))


def counted(reading: FigureReading) -> str:
    """Returns the number and what is counted: "at least 750,000 people"."""
    unit, measure = terms.UNITS.get(reading["unit"]), terms.MEASURES.get(reading["measure"])
    who: UnitTerm | Population | None = unit
    if unit and unit.of_people and (population := reading["population"] or (measure and measure.population)):
        who = terms.POPULATIONS.get(population)
    if who is None or not who.one:
        return number(reading)
    return ngettext(who.one, who.many, _plural(reading)) % {"n": _counting(reading)}


def _counting(reading: FigureReading) -> str:
    """Returns the number in its form before what is counted: "dozens of" people."""
    in_words = reading["qualifier"] == terms.IN_WORDS and reading["low"] in quantities.VAGUE
    if not in_words:
        return number(reading)
    return pgettext("before what is counted", "%(dozens)s of") % {"dozens": number(reading)}


def span(reading: Dates) -> str:
    """Returns the dates as one expression with their own precision; "" if the text gives no date."""
    if not reading["from"]:
        return ""
    return _calendar().span(reading["from"], reading["to"] or reading["from"], reading["precision"])


def day(iso: str) -> str:
    """Returns the day in words, with its year."""
    return _calendar().day(iso)


def moment(at: datetime) -> str:
    """Returns day and time in the editor's time zone: "28 June 2017, 14:05"."""
    local = timezone.localtime(at)
    parts = {
        "date": day(local.date().isoformat()),
        "time": format_time(local.time(), "HH:mm", locale=locale()),
    }
    return pgettext("a moment", "%(date)s, %(time)s") % parts


def names(actors: Sequence[ActorReading]) -> str:
    """Returns the actors' names, separated by commas."""
    return ", ".join(str(actor["name"]) for actor in actors)


def place_name(place: PlaceReading | None) -> str:
    """Returns the place's name, or its words in the text if nobody has resolved it; "" without a place."""
    return str(place["name"] or place.get("text") or "") if place else ""


def locale() -> Locale:
    """Returns the editor's locale, because editors read these words, whatever language the site
    publishes in.
    """
    return languages.locale(get_language() or "en")


def _calendar() -> dates.Calendar:
    """Returns a calendar that always shows the year, because a queue holds articles of many years."""
    return dates.Calendar(locale(), date.min)


def _with_source(statement: str, reading: ClaimReading) -> str:
    if not reading["source"]:
        return statement
    words = gettext("%(said)s — claimed by %(source)s") if reading["hedged"] else "%(said)s — %(source)s"
    return words % {"said": statement, "source": reading["source"]["name"]}


def _figure(reading: FigureReading) -> str:
    measure = terms.MEASURES.get(reading["measure"])
    parts = [(text(measure, "counted") if measure else "%(what)s") % {"what": counted(reading)}]
    if reading["side"]:
        parts.append(f"({reading['side']['name']})")
    if place := place_name(reading["place"]):
        parts.append(gettext("in %(place)s") % {"place": place})
    return " ".join([*parts, *_when(reading)])


def _when(reading: FigureReading) -> list[str]:
    days = (reading["from"], reading["to"], reading["precision"])
    words = dates.period(reading["period"], *days, _calendar(), reading["since"]) or span(reading)
    period = terms.PERIODS.get(reading["period"] or "")
    return [words if period and period.in_line else f"({words})"] if words else []


def _plural(reading: FigureReading) -> int:
    """Returns the number that selects singular or plural; 2 for fractions."""
    bounds = (reading["best"], reading["high"], reading["low"])
    bound = next((one for one in bounds if one is not None), 2)
    return int(bound) if bound == int(bound) else 2


def _event(reading: EventReading, trigger: str) -> str:
    source = reading["source"]
    words: EventWords = {
        "type": reading["type"],
        "weapon": reading["weapon"],
        "realis": reading["realis"],
        "hedged": reading["hedged"],
        "source": {"name": source["name"]} if source else None,
        "actors": [one["name"] for one in reading["actors"]],
        "targets": [one["name"] for one in reading["targets"]],
        "place": place_name(reading["place"]),
        "trigger": trigger,
    }
    line = str(event_lines.line(words, locale()))
    when = span(reading)
    return f"{line} ({when})" if when else line
