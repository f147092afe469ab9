"""A reading in plain words, as one editor would say it to another: "At least 750,000 people displaced — UN".

Numbers, events and dates are put as the boxes put them, so that what is approved is what will be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from babel import Locale
from babel.dates import format_time
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext, pgettext

from conflictdesk.wording import dates, event_lines, languages, quantities
from conflictdesk.wording.labels import REALIS, label

Reading = Mapping[str, Any]
Form = Callable[[int], str]

# Units that a number does not bring along by itself.
_UNITS: dict[str, Form] = {
    "person": lambda n: ngettext("%(n)s person", "%(n)s people", n),
    "building": lambda n: ngettext("%(n)s building", "%(n)s buildings", n),
    "item": lambda n: ngettext("%(n)s item", "%(n)s items", n),
    "strike": lambda n: ngettext("%(n)s strike", "%(n)s strikes", n),
    "place": lambda n: ngettext("%(n)s place", "%(n)s places", n),
}

_POPULATIONS: dict[str, Form] = {
    "civilians": lambda n: ngettext("%(n)s civilian", "%(n)s civilians", n),
    "children": lambda n: ngettext("%(n)s child", "%(n)s children", n),
    "women": lambda n: ngettext("%(n)s woman", "%(n)s women", n),
    "men": lambda n: ngettext("%(n)s man", "%(n)s men", n),
    "fighters": lambda n: ngettext("%(n)s fighter", "%(n)s fighters", n),
    "soldiers": lambda n: ngettext("%(n)s soldier", "%(n)s soldiers", n),
    "police": lambda n: ngettext("%(n)s police officer", "%(n)s police officers", n),
    "officials": lambda n: ngettext("%(n)s official", "%(n)s officials", n),
    "aid_workers": lambda n: ngettext("%(n)s aid worker", "%(n)s aid workers", n),
    "medics": lambda n: ngettext("%(n)s medic", "%(n)s medics", n),
    "journalists": lambda n: ngettext("%(n)s journalist", "%(n)s journalists", n),
    "prisoners": lambda n: ngettext("%(n)s prisoner", "%(n)s prisoners", n),
}

# What the counted do or undergo; a measure that is missing here is said by its count alone.
_MEASURED: dict[str, Any] = {
    "killed": gettext_lazy("%(what)s killed"),
    "wounded": gettext_lazy("%(what)s wounded"),
    "missing": gettext_lazy("%(what)s missing"),
    "detained": gettext_lazy("%(what)s detained"),
    "abducted": gettext_lazy("%(what)s abducted"),
    "freed": gettext_lazy("%(what)s freed"),
    "surrendered": gettext_lazy("%(what)s surrendered"),
    "displaced": gettext_lazy("%(what)s displaced"),
    "evacuated": gettext_lazy("%(what)s evacuated"),
    "returned": gettext_lazy("%(what)s returned home"),
    "crossed_border": gettext_lazy("%(what)s crossed a border"),
    "trapped": gettext_lazy("%(what)s trapped"),
    "in_need": gettext_lazy("%(what)s in need of aid"),
    "aided": gettext_lazy("%(what)s reached by aid"),
    "deployed": gettext_lazy("%(what)s deployed"),
    "area": gettext_lazy("area of %(what)s"),
    "territory_share": gettext_lazy("%(what)s of the territory"),
    "places_captured": gettext_lazy("%(what)s captured"),
    "buildings_destroyed": gettext_lazy("%(what)s destroyed"),
    "buildings_damaged": gettext_lazy("%(what)s damaged"),
    "equipment_destroyed": gettext_lazy("%(what)s of equipment destroyed"),
    "equipment_seized": gettext_lazy("%(what)s of equipment seized"),
    "aid_amount": gettext_lazy("%(what)s of aid"),
    "distance": gettext_lazy("distance of %(what)s"),
}


def headline(reading: Reading, trigger: str = "") -> str:
    """The whole reading in one line. `trigger` is an event's word in the text."""
    if "type" in reading:
        return capfirst(_event(reading, trigger))
    said = _figure(reading)
    if reading["realis"] != "actual":
        said = f"{label(REALIS, reading['realis'])}: {said}"
    return capfirst(_with_source(said, reading))


def number(reading: Reading) -> str:
    """The number with its qualifier, and its unit where the unit is part of it; empty without any bound."""
    return str(quantities.quantity(reading, locale()))


def counted(reading: Reading) -> str:
    """Number and what is counted: "at least 750,000 people"."""
    forms = _UNITS
    who = reading["unit"]
    if who == "person" and (population := reading["population"] or _implied(reading["measure"])):
        forms, who = _POPULATIONS, population
    form = forms.get(who)
    return form(_plural(reading)) % {"n": _counting(reading)} if form else number(reading)


def _counting(reading: Reading) -> str:
    """The number as it stands before what is counted: "dozens of" people."""
    in_words = reading["qualifier"] == "vague" and reading["low"] in quantities.VAGUE
    if not in_words:
        return number(reading)
    return pgettext("before what is counted", "%(dozens)s of") % {"dozens": number(reading)}


def span(reading: Reading) -> str:
    """From and to as one expression at their own precision; empty where the text gives no date."""
    if not reading["from"]:
        return ""
    return _calendar().span(reading["from"], reading["to"] or reading["from"], reading["precision"])


def day(iso: str) -> str:
    return _calendar().day(iso)


def moment(at: datetime) -> str:
    """Day and time on the editor's own clock: "28 June 2017, 14:05"."""
    local = timezone.localtime(at)
    said = {
        "date": day(local.date().isoformat()),
        "time": format_time(local.time(), "HH:mm", locale=locale()),
    }
    return pgettext("a moment", "%(date)s, %(time)s") % said


def names(actors: Sequence[Reading]) -> str:
    return ", ".join(str(actor["name"]) for actor in actors)


def place_name(place: Reading | None) -> str:
    """The place as written when nobody has resolved it."""
    return str(place["name"] or place.get("text") or "") if place else ""


def locale() -> Locale:
    """The reader of these words is the editor: their language, whatever the site publishes in."""
    return languages.locale(get_language() or "en")


def _calendar() -> dates.Calendar:
    """Always with the year: a queue holds articles of many."""
    return dates.Calendar(locale(), date.min)


def _with_source(said: str, reading: Reading) -> str:
    if not reading["source"]:
        return said
    words = gettext("%(said)s — claimed by %(source)s") if reading["hedged"] else "%(said)s — %(source)s"
    return words % {"said": said, "source": reading["source"]["name"]}


def _figure(reading: Reading) -> str:
    parts = [str(_MEASURED.get(reading["measure"], "%(what)s")) % {"what": counted(reading)}]
    if reading["side"]:
        parts.append(f"({reading['side']['name']})")
    if place := place_name(reading["place"]):
        parts.append(gettext("in %(place)s") % {"place": place})
    return " ".join([*parts, *_when(reading)])


def _when(reading: Reading) -> list[str]:
    said = dates.period(
        reading["period"], reading["from"], reading["to"], reading["precision"], _calendar()
    ) or span(reading)
    return [said if reading["period"] in ("cumulative", "daily") else f"({said})"] if said else []


def _implied(measure: str) -> str:
    return "fighters" if measure == "fighters" else ""


def _plural(reading: Reading) -> int:
    """The number that decides singular or plural; broken ones are many."""
    bound = next((reading[name] for name in ("best", "high", "low") if reading[name] is not None), 2)
    return int(bound) if bound == int(bound) else 2


def _event(reading: Reading, trigger: str) -> str:
    told = {
        **{name: reading[name] for name in ("type", "weapon", "realis", "hedged", "source")},
        "actors": [one["name"] for one in reading["actors"]],
        "targets": [one["name"] for one in reading["targets"]],
        "place": place_name(reading["place"]),
        "trigger": trigger,
    }
    line = str(event_lines.line(told, locale()))
    when = span(reading)
    return f"{line} ({when})" if when else line
