"""Resolves the parts of a date to its first and last day."""

from __future__ import annotations

import datetime as dt

from conflictdesk.extraction.dates import almanac
from conflictdesk.extraction.dates.date_mention import Atom, Offset, Period
from conflictdesk.extraction.dates.date_tense import direction
from conflictdesk.extraction.dates.line_dates import Lines

# In which years around the likely one a date is looked for that falls on its weekday.
WEEKDAY_YEARS = (0, -1, -2)


def resolve(lines: Lines, atom: Atom, last: Period | None = None, year: int | None = None) -> Period | None:
    """Returns the period of an atom; None when text and publication do not show it.

    `last` is the date named before, from which "a day earlier" counts; `year` the year of a full date
    just before, which a date without a year shares.
    """
    if atom.period is not None:
        return atom.period
    if atom.from_last is not None:
        return _from_last(lines, atom, atom.from_last, last)
    if atom.weekday is not None and atom.month is None:
        return _following(lines, atom, last) or weekday(lines, atom)
    if atom.month is None:
        return almanac.year_of(atom.year) if atom.year else None
    year = atom.year or year or _year(lines, atom)
    return None if year is None else _month_or_day(atom, year, atom.month)


def _from_last(lines: Lines, atom: Atom, offset: Offset, last: Period | None) -> Period | None:
    """Returns the day counted from the date before, or from publication; None without either.

    A negative unit means the whole week, month or year around that date ("the same week"). A date counted
    forward that would come after publication is none, unless its verb looks ahead.
    """
    if last is None and offset.count > 0:
        return None
    begin = last.begin if last is not None else lines.today
    if begin is None:
        return None
    if offset.unit < 0:
        period = almanac.period_of(almanac.shifted(begin, offset.count, -offset.unit), -offset.unit)
    else:
        day = almanac.shifted(begin, offset.count, offset.unit)
        period = almanac.period_of(day, last.unit) if last is not None else almanac.one_day(day)
    to_come = offset.count > 0 and lines.today is not None and period.begin > lines.today
    return None if to_come and direction(lines, atom.first, atom.last) != "ahead" else period


def _month_or_day(atom: Atom, year: int, month: int) -> Period | None:
    if atom.day is None:
        whole = almanac.month_of(year, month)
        return whole if atom.part is None else almanac.part_of(whole, atom.part)
    day = almanac.date(year, month, atom.day)
    until = almanac.date(year, month, atom.until_day) if atom.until_day else day
    return None if day is None or until is None else Period(day, until, almanac.DAY)


def _year(lines: Lines, atom: Atom) -> int | None:
    """Returns the year that a date without one means; None without a day of publication."""
    today, month = lines.today, atom.month or 1
    if today is None:
        return None
    if atom.step is not None:
        return _stepped_year(today, month, atom)
    if atom.day is None and month == today.month:
        return today.year
    if atom.day is not None and atom.weekday is not None:
        return _year_of_weekday(lines, today, month, atom.day, atom)
    return _likely_year(lines, today, month, atom)


def _likely_year(lines: Lines, today: dt.date, month: int, atom: Atom) -> int:
    """Returns the year that the verb of the clause and the nearness to publication show.

    A date that names something ("the Oct. 7 attack", "after May 3") is not the verb's. A day that has just
    passed is not the one in a year: "They will answer for the attack on April 1".
    """
    toward = direction(lines, atom.first, atom.last)
    ahead = toward == "ahead" and not _names(lines, atom) and not _just_over(today, month, atom.day)
    return almanac.likely_year(month, atom.day or 1, today, ahead, toward == "past")


def _just_over(today: dt.date, month: int, day: int | None) -> bool:
    """Whether the last such day is at most `almanac.FUTURE_DAYS` days ago."""
    this = almanac.date(today.year, month, day) if day is not None else None
    return this is not None and 0 < (today - this).days <= almanac.FUTURE_DAYS


def _names(lines: Lines, atom: Atom) -> bool:
    """Whether a day names something and a word such as "planned" does not stand before it."""
    if atom.day is None:
        return False
    before = lines.at(atom.first - 1)
    if before in lines.words.ahead or lines.at(atom.first - 2) in lines.words.ahead:
        return False
    opened = before in lines.lists.before_attribute or lines.lowers[atom.first] in lines.lists.the
    return before in lines.lists.naming or (opened and lines.at(atom.last).isalpha())


def _year_of_weekday(lines: Lines, today: dt.date, month: int, day: int, atom: Atom) -> int:
    """Returns the year nearest to the likely one in which the date falls on its weekday."""
    likely = _likely_year(lines, today, month, atom)
    for step in WEEKDAY_YEARS:
        found = almanac.date(likely + step, month, day)
        if found is not None and found.weekday() == atom.weekday:
            return likely + step
    return likely


def _stepped_year(today: dt.date, month: int, atom: Atom) -> int:
    """Returns the year of "last June", before this month, or of "next 5/12", after today."""
    step = atom.step or 0
    if step < 0:
        return today.year - (month >= today.month)
    if step > 0:
        return today.year + ((month, atom.day or 0) <= (today.month, today.day))
    return today.year


def _following(lines: Lines, atom: Atom, last: Period | None) -> Period | None:
    """Returns "the following Monday" behind the date named before; None without one, or after publication."""
    if not atom.that or last is None or atom.weekday is None:
        return None
    day = almanac.days(last.begin, (atom.weekday - last.begin.weekday() - 1) % 7 + 1)
    return almanac.one_day(day) if lines.today is None or day <= lines.today else None


def weekday(lines: Lines, atom: Atom) -> Period | None:
    """Returns the last such weekday up to publication; None without a day of publication.

    With "last", "this" or "next" it is the weekday of that week; after words that look ahead the next one.
    """
    today, wanted = lines.today, atom.weekday
    if today is None or wanted is None:
        return None
    if atom.day is not None:
        return _numbered(today, atom.day)
    if atom.step is None or atom.relation == "span":
        gap = (today.weekday() - wanted) % 7
        if gap and direction(lines, atom.first, atom.last) == "ahead":
            return almanac.one_day(almanac.days(today, 7 - gap))
        return almanac.one_day(almanac.days(today, -(gap or 7 * (atom.relation == "span"))))
    if lines.at(atom.first) in lines.lists.coming:
        return almanac.one_day(almanac.days(today, (wanted - today.weekday() - 1) % 7 + 1))
    return almanac.one_day(almanac.days(today, wanted - today.weekday() + 7 * atom.step))


def _numbered(today: dt.date, day: int) -> Period | None:
    """Returns "the eleventh" nearest to publication; None if no month around it has such a day."""
    starts = [almanac.months(today.replace(day=1), step) for step in (-1, 0, 1)]
    close = [almanac.date(start.year, start.month, day) for start in starts]
    found = min((near for near in close if near), key=lambda near: abs((near - today).days), default=None)
    return almanac.one_day(found) if found else None
