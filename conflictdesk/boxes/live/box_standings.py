"""Standings as readers see them: a number, who says so, from which words, and earlier values."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from conflictdesk.boxes.page import text_links
from conflictdesk.contract.stored import (
    BOUNDS,
    EventContent,
    FigureContent,
    HistoryPoint,
    ShownStanding,
    SourceContent,
)
from conflictdesk.drawing import charts
from conflictdesk.wording import dates, measures, quantities, times
from conflictdesk.wording.sentences import Phrase, fill
from conflictdesk.wording.times import Moment

# How many earlier values a box lists: enough to show how the number moved.
EARLIER_VALUES = 6


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so, and whether they are a party to the conflict."""

    name: str
    party: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that a number was read from, split around the quote, and when an editor approved it."""

    before: str
    quote: str
    after: str
    approved: Moment


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, who says so, as of when, and the link to its sentence."""

    claim: int
    value: Phrase
    source: Source | None
    hedged: bool
    as_of: Moment
    period: str
    url: str
    article: str
    evidence: Evidence

    @property
    def said(self) -> str:
        """The number and its source in one line."""
        return f"{self.value}, {self.source.name}" if self.source else str(self.value)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one measure: sources that disagree are side by side, the leading one first."""

    key: str
    label: str
    scope: str
    period: str
    figures: tuple[Figure, ...]
    chart: charts.StepChart | None
    earlier: tuple[str, ...]

    @property
    def has_rivals(self) -> bool:
        return len(self.figures) > 1

    @property
    def names_party(self) -> bool:
        return any(figure.source and figure.source.party for figure in self.figures)

    @property
    def title(self) -> str:
        return f"{self.label} ({self.scope})" if self.scope else self.label

    @property
    def said(self) -> str:
        """The standing in one line, for the status line: "Civilians trapped: 50,000, Iraqi military;
        100,000, UN".
        """
        return f"{self.label}: {'; '.join(figure.said for figure in self.figures)}"


def describe(standings: Iterable[ShownStanding], calendar: dates.Calendar) -> tuple[Standing, ...]:
    """Returns a snapshot's standings as readers see them, in order; equal names are distinguished."""
    return _distinguished([_standing(standing, calendar) for standing in standings])


def describe_separately(standings: Iterable[ShownStanding], calendar: dates.Calendar) -> tuple[Standing, ...]:
    """Returns standings in order, for lists in which equal names need not be distinguished."""
    return tuple(_standing(standing, calendar) for standing in standings)


def leading_source(standing: ShownStanding) -> str:
    """Returns the name of the source whose figure leads; "" if the article gives no source."""
    return standing["leader"]["source"]["name"] if standing["leader"]["source"] else ""


def source(named: SourceContent | None) -> Source | None:
    """Returns the source as readers see it; None without one."""
    return Source(named["name"], named["party"]) if named else None


def _standing(standing: ShownStanding, calendar: dates.Calendar) -> Standing:
    figures = (standing["leader"], *standing["rivals"])
    return Standing(
        key=_key(standing),
        label=measures.label(standing["measure"], standing["population"], standing["side"]),
        scope=", ".join(filter(None, (standing["side"], standing["place"]))),
        period=standing["period"] or "",
        figures=tuple(_figure(figure, calendar) for figure in figures),
        chart=charts.step_chart(standing["history"]),
        earlier=tuple(map(str, _earlier(standing, calendar))),
    )


def _distinguished(standings: list[Standing]) -> tuple[Standing, ...]:
    """Adds to standings with the same name how they count: all who ever fled, or those away at the time."""
    names = Counter((one.label, one.scope) for one in standings)
    return tuple(
        replace(one, scope=", ".join(filter(None, (one.scope, dates.counted(one.period)))))
        if names[one.label, one.scope] > 1
        else one
        for one in standings
    )


def _key(standing: ShownStanding) -> str:
    """Returns an id that is the same for the same standing in every snapshot, so that an open page finds
    what changed.
    """
    about = (standing["measure"], standing["unit"], standing["population"], standing["side"])
    parts = [part or "" for part in (*about, standing["period"], standing["place"])]
    return "s" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def _figure(figure: FigureContent, calendar: dates.Calendar) -> Figure:
    days = (figure["from"], figure["to"], figure["precision"])
    return Figure(
        claim=figure["claim"],
        value=quantities.quantity(figure, calendar.locale),
        source=source(figure["source"]),
        hedged=figure["hedged"],
        as_of=Moment(dates.as_of(figure["as_of"], calendar), figure["as_of"]),
        period=dates.period(figure["period"], *days, calendar, figure.get("since")),
        url=text_links.to_sentence(figure),
        article=figure["article"]["title"],
        evidence=evidence(figure, calendar),
    )


def evidence(fact: FigureContent | EventContent, calendar: dates.Calendar) -> Evidence:
    """Returns the fact's quote within its sentence; the quote alone if the sentence does not contain it."""
    sentence, quote = fact["sentence"] or "", fact["quote"] or ""
    before, found, after = sentence.partition(quote) if quote else ("", "", "")
    parts = (before, found, after) if found else ("", quote or sentence, "")
    amended = "amended" in fact and fact["amended"]
    at = times.approved(fact["approved_at"], calendar.locale, amended=amended)
    return Evidence(*parts, at)


def _earlier(standing: ShownStanding, calendar: dates.Calendar) -> list[Phrase]:
    """Returns the chart in words: the values before the present one, newest first."""
    shown = [_point(figure) for figure in (standing["leader"], *standing["rivals"])]
    day = standing["leader"]["as_of"]
    before = [one for one in standing["history"] if one["as_of"] != day and _point(one) not in shown]
    return [point(one, standing["unit"], calendar) for one in before[: -EARLIER_VALUES - 1 : -1]]


def point(one: HistoryPoint, unit: str, calendar: dates.Calendar) -> Phrase:
    """Returns a value of the history in words."""
    value = quantities.in_unit(one, unit, calendar.locale)
    date = calendar.day(one["as_of"])
    if said_by := one.get("source"):
        return fill(_("%(value)s as of %(date)s, %(source)s"), value=value, date=date, source=said_by)
    return fill(_("%(value)s as of %(date)s"), value=value, date=date)


def _point(figure: FigureContent | HistoryPoint) -> tuple[str | float | None, ...]:
    """Returns what has to be equal for a reader to see two values as the same."""
    return (figure["as_of"], *(figure[bound] for bound in BOUNDS), figure["qualifier"])
