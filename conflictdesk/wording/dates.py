"""Dates as readers need them: with the year, unless it is the year in which the box was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from conflictdesk.contract.stored import SinceReading
from conflictdesk.contract.terms import PERIODS
from conflictdesk.wording.contract_texts import text
from conflictdesk.wording.sentences import Phrase, fill


@dataclass(frozen=True, slots=True)
class Calendar:
    """Formats dates in a language, relative to `today`: the day on which the snapshot was taken.

    Not the day of reading, because the words of a snapshot must not change while the snapshot does not.
    """

    locale: Locale
    today: date

    def day(self, iso: str) -> str:
        """Returns "28 June", or "28 June 2017" in another year."""
        at = date.fromisoformat(iso[:10])
        if at.year == self.today.year:
            return format_skeleton("MMMMd", at, locale=self.locale)
        return format_date(at, "long", locale=self.locale)

    def span(self, start: str, end: str, precision: str | None) -> str:
        """Returns "28 June", "27–28 June", "June 2017" or "2017", as precise as the text is."""
        first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
        if precision == "year":
            return format_skeleton("y", first, locale=self.locale)
        if precision == "month":
            return format_skeleton("yMMMM", first, locale=self.locale)
        if first == last:
            return self.day(start)
        return format_interval(first, last, self._skeleton(first, last), locale=self.locale)

    def _skeleton(self, *days: date) -> str:
        return "MMMd" if all(day.year == self.today.year for day in days) else "yMMMd"

    def short(self, start: str, end: str, precision: str | None) -> str:
        """Returns the same as `span`, but short, and without the year if it is within one: for a narrow
        column.
        """
        first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
        if precision == "year":
            return format_skeleton("y", first, locale=self.locale)
        if precision == "month":
            return format_skeleton("MMM", first, locale=self.locale)
        if first == last:
            return format_skeleton("MMMd", first, locale=self.locale)
        skeleton = "MMMd" if first.year == last.year else "yMMMd"
        return format_interval(first, last, skeleton, locale=self.locale)


def counted(kind: str) -> str:
    """Returns how a number of this period counts; "" if the text leaves that open."""
    return text(PERIODS[kind], "counted") if kind in PERIODS else ""


def as_of(figure_as_of: str, calendar: Calendar) -> Phrase:
    """Returns "as of" and the day."""
    return fill(_("as of %(date)s"), date=calendar.day(figure_as_of))


def period(
    kind: str | None,
    start: str | None,
    end: str | None,
    precision: str | None,
    calendar: Calendar,
    since: SinceReading | None = None,
) -> str:
    """Returns the time span that a number counts: "since 17 October", "in one day", "on 27 June"; or "".
    A start that the article names otherwise than by the date is quoted: “since the truce began”.
    """
    stretch = PERIODS[kind].stretch if kind and kind in PERIODS else None
    if stretch == "total" and since and (since["date"] is None or since["date"] != start):
        return _("“%(words)s”") % {"words": since["text"][:1].lower() + since["text"][1:]}
    if stretch == "total":
        return _since(start, precision, calendar) if start else ""
    if stretch == "day":
        return _("in one day")
    if stretch == "event" and start:
        return calendar.span(start, end or start, precision)
    return ""


def _since(start: str, precision: str | None, calendar: Calendar) -> str:
    """Returns "since" and the date. Days and months have messages of their own, because some languages
    put an article or a case before a day but not before a month.
    """
    date = calendar.span(start, start, precision)
    if precision in ("month", "year"):
        return pgettext("a month or a year", "since %(date)s") % {"date": date}
    return pgettext("a day", "since %(date)s") % {"date": date}
