"""Remembers the dates that a text named, from which "a day earlier" and "that September" count."""

from __future__ import annotations

from dataclasses import dataclass

from conflictdesk.extraction.dates import almanac
from conflictdesk.extraction.dates.date_mention import Atom, Period
from conflictdesk.extraction.dates.line_dates import Lines

# Sentences from a date to one that counts from it.
NEAR = 3
# Days from a date that only names something to publication, so that nothing counts from it.
OLD = 31


@dataclass(slots=True)
class Anchors:
    """The last day and the last date of any length, with the sentences they are in."""

    day: Period | None = None
    day_sentence: int = 0
    any: Period | None = None

    def of(self, lines: Lines, atom: Atom) -> Period | None:
        """Returns the date from which an atom counts; None without one near it.

        Months and years count from the last date of any length, days and weeks from the last day.
        """
        offset = atom.from_last
        if offset is None and not (atom.that and atom.weekday is not None):
            return None
        if (
            offset is not None
            and abs(offset.unit) >= almanac.MONTH
            and self.any is not None
            and self.any.unit > almanac.DAY
        ):
            return self.any
        near = lines.text.sentence_of(atom.first).index - self.day_sentence <= NEAR
        return self.day if near else None

    def year_of(self, lines: Lines, atom: Atom) -> int | None:
        """Returns the year of "that September": the last date's; None for other dates and for one to come."""
        if not atom.that or self.any is None:
            return None
        year, today = self.any.begin.year, lines.today
        return year if today is None or (year, atom.month or 0) <= (today.year, today.month) else None

    def add(self, lines: Lines, atom: Atom, period: Period | None) -> None:
        """Remembers a date of the text."""
        if period is None:
            return
        self.any = period
        if period.unit == almanac.DAY and not _is_background(lines, atom, period):
            self.day, self.day_sentence = period, lines.text.sentence_of(atom.first).index


def _is_background(lines: Lines, atom: Atom, period: Period) -> bool:
    """Whether a day of long before only names something: "the Oct. 7 attack"."""
    if lines.today is None or (lines.today - period.begin).days <= OLD:
        return False
    before, behind = lines.at(atom.first - 1), lines.at(atom.last)
    return before in lines.lists.before_attribute and behind.isalpha() and not lines.is_capital(atom.last)
