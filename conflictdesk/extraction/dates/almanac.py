"""Calculates with days, weeks, months and years. Weeks begin on Monday; units are lengths in days."""

from __future__ import annotations

import calendar
import datetime as dt

from conflictdesk.extraction.dates.date_mention import Period

DAY, WEEK, FORTNIGHT, MONTH, QUARTER, YEAR, DECADE = 1, 7, 14, 30, 90, 365, 3650
FUTURE_DAYS, PAST_DAYS = 60, 300
# Days by which an article may be dated before what it reports.
SLACK = 3


def days(day: dt.date, count: float) -> dt.date:
    """Returns the day `count` days later, at most the calendar's last day and at least its first."""
    try:
        return day + dt.timedelta(days=count)
    except OverflowError:
        return dt.date.max if count > 0 else dt.date.min


def months(day: dt.date, count: int) -> dt.date:
    """Returns the same day `count` months later, or that month's last day when it is shorter."""
    number = day.year * 12 + day.month - 1 + count
    year = min(max(number // 12, 1), 9999)
    month = number % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def shifted(day: dt.date, count: float, unit: int) -> dt.date:
    """Returns the day `count` units later. Months and years count by the calendar if `count` is whole."""
    if unit in (MONTH, QUARTER, YEAR, DECADE) and count == int(count):
        return months(day, int(count) * {MONTH: 1, QUARTER: 3, YEAR: 12, DECADE: 120}[unit])
    return days(day, count * unit)


def date(year: int, month: int, day: int) -> dt.date | None:
    """Returns the date, or None when there is no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def one_day(day: dt.date) -> Period:
    """Returns the period of a single day."""
    return Period(day, day, DAY)


def month_of(year: int, month: int) -> Period:
    """Returns a whole month. Raises ValueError when there is no such month."""
    return Period(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]), MONTH)


def year_of(year: int) -> Period:
    """Returns a whole year. Raises ValueError when the calendar does not have it."""
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), YEAR)


def period_of(day: dt.date, unit: int) -> Period:
    """Returns the week, month, quarter, year or decade that a day is in; the day for any other unit."""
    if unit == WEEK:
        monday = days(day, -day.weekday())
        return Period(monday, days(monday, 6), WEEK)
    if unit == FORTNIGHT:
        monday = days(day, -day.weekday())
        return Period(monday, days(monday, 13), WEEK)
    if unit == MONTH:
        return month_of(day.year, day.month)
    if unit == QUARTER:
        begin = dt.date(day.year, day.month - (day.month - 1) % 3, 1)
        return Period(begin, days(months(begin, 3), -1), MONTH)
    if unit == YEAR:
        return year_of(day.year)
    if unit == DECADE:
        begin = dt.date(day.year - day.year % 10 or 1, 1, 1)
        return Period(begin, dt.date(begin.year + 9, 12, 31), YEAR)
    return one_day(day)


def part_of(period: Period, part: int) -> Period:
    """Returns a third of a period: the early one for 0, the middle for 1, the late for 2."""
    if period.unit == YEAR and period.until.year == period.begin.year:
        begin = dt.date(period.begin.year, 4 * part + 1, 1)
        return Period(begin, days(months(begin, 4), -1), MONTH)
    if period.unit == MONTH and period.begin.month == period.until.month:
        begin = period.begin.replace(day=10 * part + 1)
        return Period(begin, period.until if part == 2 else days(begin, 9), WEEK)
    third = ((period.until - period.begin).days + 1) / 3
    begin = days(period.begin, round(part * third))
    until = period.until if part == 2 else days(period.begin, round((part + 1) * third) - 1)
    return Period(begin, until, MONTH if period.unit > MONTH else WEEK)


def half_of(period: Period, half: int) -> Period:
    """Returns the first half of a period for 0, else the second; a month's ends on the 15th."""
    if period.unit == MONTH and period.begin.month == period.until.month:
        middle = period.begin.replace(day=15)
    elif period.unit == YEAR and period.begin.year == period.until.year:
        middle = dt.date(period.begin.year, 6, 30)
    else:
        middle = days(period.begin, (period.until - period.begin).days // 2)
    unit = MONTH if period.unit > MONTH else WEEK
    return Period(days(middle, 1), period.until, unit) if half else Period(period.begin, middle, unit)


def likely_year(month: int, day: int, today: dt.date, ahead: bool = False, past: bool = False) -> int:
    """Returns the year that a date without one means: the last such day's, or the next one's if `ahead`.

    A day up to `FUTURE_DAYS` after `today` also means the next one, if the last is at least `PAST_DAYS`
    ago; of a date that is `past` only one up to `SLACK` days after it.
    """
    future = SLACK if past else FUTURE_DAYS
    this = date(today.year, month, day) or date(today.year, month, 28) or today
    gap = (this - today).days
    if ahead:
        return today.year + (gap < 0)
    if gap <= 0:
        following = 365 + gap
        return today.year + (following <= future and -gap >= PAST_DAYS)
    return today.year - (not (gap <= future and 365 - gap >= PAST_DAYS))


def week(year: int, number: int) -> dt.date:
    """Returns the Monday of an ISO week. Week 54 is the week after week 53, and so on."""
    fourth = dt.date(year, 1, 4)
    return days(fourth, 7 * (number - 1) - fourth.weekday())


def weeks_of(period: Period, number: int, count: int) -> Period:
    """Returns `count` weeks of a period from its `number`th on; for -1 those from its last week on.

    A week belongs to the period that its Thursday is in.
    """
    if number > 0:
        begin = days(period.begin, (3 - period.begin.weekday()) % 7 - 3 + 7 * (number - 1))
    else:
        begin = days(period.until, -((period.until.weekday() - 3) % 7) - 3)
    return Period(begin, days(begin, 7 * count - 1), WEEK)


def easter(year: int) -> dt.date:
    """Returns Western Easter Sunday, by the anonymous Gregorian algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)


def thanksgiving(year: int) -> dt.date:
    """Returns the fourth Thursday of November."""
    first = dt.date(year, 11, 1)
    return days(first, (3 - first.weekday()) % 7 + 21)
