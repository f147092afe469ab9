"""Resolves the parts of a date to its first and last day."""

from __future__ import annotations

import datetime as dt

from conflictdesk.extraction.dates import almanac
from conflictdesk.extraction.dates.date_mention import Atom, Offset, Period
from conflictdesk.extraction.dates.line_dates import Lines

AHEAD_REACH = 12


def resolve(lines: Lines, atom: Atom, last: Period | None = None, year: int | None = None) -> Period | None:
    """Returns the period of an atom; None when text and publication do not show it.

    `last` is the date named before, from which "a day earlier" counts; `year` the year of a full date
    just before, which a date without a year shares.
    """
    if atom.period is not None:
        return atom.period
    if atom.from_last is not None:
        return _from_last(lines, atom.from_last, last)
    if atom.weekday is not None and atom.month is None:
        return weekday(lines, atom)
    if atom.month is None:
        return almanac.year_of(atom.year) if atom.year else None
    year = atom.year or year or _year(lines, atom)
    return None if year is None else _month_or_day(atom, year, atom.month)


def _from_last(lines: Lines, offset: Offset, last: Period | None) -> Period | None:
    """Returns the day counted from the date before, or from publication; None without either.

    A negative unit means the whole week, month or year around that date ("the same week").
    """
    if last is None and offset.count > 0:
        return None
    begin = last.begin if last is not None else lines.today
    if begin is None:
        return None
    if offset.unit < 0:
        return almanac.period_of(begin, -offset.unit)
    return almanac.one_day(almanac.shifted(begin, offset.count, offset.unit))


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
    return almanac.likely_year(month, atom.day or 1, today, _looks_ahead(lines, atom))


def _stepped_year(today: dt.date, month: int, atom: Atom) -> int:
    """Returns the year of "last June", before this month, or of "next 5/12", after today."""
    step = atom.step or 0
    if step < 0:
        return today.year - (month >= today.month)
    if step > 0:
        return today.year + ((month, atom.day or 0) <= (today.month, today.day))
    return today.year


def _looks_ahead(lines: Lines, atom: Atom) -> bool:
    """Whether the words before it in its clause show that the date is still to come."""
    if lines.at(atom.first - 1) in lines.lists.since:
        return False
    sentence = lines.text.sentence_of(atom.first)
    before = lines.lowers[max(sentence.first, atom.first - AHEAD_REACH) : atom.first]
    clause = before[len(before) - before[::-1].index(";") :] if ";" in before else before
    return not lines.words.ahead.isdisjoint(clause)


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
        if gap and _looks_ahead(lines, atom):
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
