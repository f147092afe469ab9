"""Reads single days and seasons by name: weekdays, "yesterday", "Easter", "last summer"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from conflictdesk.extraction.dates import almanac
from conflictdesk.extraction.dates.date_mention import Atom, Offset, Period
from conflictdesk.extraction.dates.date_words import year
from conflictdesk.extraction.dates.line_dates import Lines

SHORT = 6
# What the vocabulary's reckoned holidays name.
RECKONED: dict[str, Callable[[int], dt.date]] = {
    "western_easter": almanac.easter,
    "fourth_thursday": almanac.thanksgiving,
    "day_after_fourth_thursday": lambda year: almanac.days(almanac.thanksgiving(year), 1),
}


def weekday(lines: Lines, token: int, behind: int) -> Atom | None:
    """Returns a weekday, with "last", "this" or "next" before it and "the eleventh" behind; else None."""
    lists = lines.lists
    word, words = lines.lowers[token], lines.words
    if not _is_weekday(lines, token):
        return None
    atom = Atom(token, token + 1, weekday=words.weekdays[word])
    step = lines.step(token - 1)
    if lines.at(token - 1) in lists.that:
        step = 0
    if lines.at(token - 1) in lists.following:
        atom.that = lines.at(token - 2) in lists.the
        step = step if atom.that else None
    if step is not None and token - 1 >= behind:
        atom.first, atom.step = token - 1, step
        atom.relation = "span" if lines.at(token - 1) in lists.past else ""
    day = words.day(lines.at(token + 2)) if lines.at(token + 1) in lists.the else None
    if day is not None:
        atom.day, atom.last = day, token + 3
    return atom


def _is_weekday(lines: Lines, token: int) -> bool:
    """Whether the word is a weekday here. A short form must be beside a date.

    A full one needs a capital, or a word such as "last" or "on" before it.
    """
    word = lines.lowers[token]
    if word not in lines.words.other_words and len(word) >= SHORT:
        return (
            lines.is_capital(token)
            or lines.step(token - 1) is not None
            or lines.at(token - 1) in lines.lists.on
        )
    if not lines.is_capital(token):
        return False
    following = lines.at(token + 1 + (lines.at(token + 1) == ","))
    return following in lines.words.months or lines.words.day(following) is not None


def near(lines: Lines, token: int) -> Atom:
    """Returns "yesterday" or "the day before yesterday"; without publication it has no period."""
    lists = lines.lists
    offset, first = lines.words.days[lines.lowers[token]], token
    if lines.at(token - 1) in lists.after_before and lines.at(token - 2) in lists.day:
        offset += -1 if lines.at(token - 1) in lists.before else 1
        first = token - 2 - (lines.at(token - 3) in lists.the)
    period = almanac.one_day(almanac.days(lines.today, offset)) if lines.today else None
    return Atom(first, token + 1, period)


def time_of_day(lines: Lines, token: int) -> Atom | None:
    """Returns the day of "this morning", "last night" or "the previous evening"; None for "night" alone."""
    lists, before = lines.lists, lines.at(token - 1)
    if before in lists.this:
        return Atom(token - 1, token + 1, almanac.one_day(lines.today) if lines.today else None)
    if before not in lines.words.back or before in lists.past:
        return None
    if lines.at(token - 2) in lists.the:
        return Atom(token - 2, token + 1, from_last=Offset(-1, almanac.DAY))
    yesterday = almanac.one_day(almanac.days(lines.today, -1)) if lines.today else None
    return Atom(token - 1, token + 1, yesterday)


def season(lines: Lines, token: int) -> Atom | None:
    """Returns the season of "last summer", "the summer of 2014", "in spring 2015"; else None."""
    month = lines.words.seasons[lines.lowers[token]]
    at = token + 1 + (lines.at(token + 1) in lines.lists.of_comma)
    named = year(lines.at(at))
    if named is not None:
        return Atom(token, at + 1, _season_of(named, month))
    step = lines.step(token - 1)
    return None if step is None else Atom(token - 1, token + 1, _stepped_season(lines.today, month, step))


def _stepped_season(today: dt.date | None, month: int, step: int) -> Period | None:
    if today is None:
        return None
    period = _season_of(today.year + (step > 0), month)
    while step < 0 and period.until >= today:
        period = _season_of(period.begin.year - 1, month)
    return period


def _season_of(year: int, month: int) -> Period:
    begin = dt.date(year, month, 1)
    return Period(begin, almanac.days(almanac.months(begin, 3), -1), almanac.MONTH)


def holiday(lines: Lines, token: int) -> Atom | None:
    """Returns the holiday whose name of one to three words begins at the token; else None."""
    for length in range(min(3, lines.count - token), 0, -1):
        name = " ".join(lines.lowers[token : token + length]).replace(" 's", "'s")
        sure = lines.is_capital(token) or lines.step(token - 1) is not None or length > 1
        if sure and _has_day(lines, name):
            return _holiday(lines, token, token + length, name)
    return None


def _has_day(lines: Lines, name: str) -> bool:
    """The vocabulary says the holiday's day, or how it is reckoned."""
    return bool(lines.words.holidays.get(name)) or lines.lists.reckoned.get(name, "") in RECKONED


def _holiday(lines: Lines, first: int, last: int, name: str) -> Atom:
    """Returns a holiday in the year behind it, or in the one that "last", "next" or publication shows."""
    named = year(lines.at(last))
    if named is not None:
        return Atom(first, last + 1, almanac.one_day(holiday_of(lines, name, named)))
    step = lines.step(first - 1)
    atom = Atom(first - (step is not None), last)
    if lines.today is not None:
        atom.period = almanac.one_day(_nearest(lines, name, lines.today, step))
    return atom


def holiday_of(lines: Lines, name: str, year: int) -> dt.date:
    """Returns the day of a holiday in a year: calculated, or the vocabulary's month and day."""
    reckoned = RECKONED.get(lines.lists.reckoned.get(name, ""))
    if reckoned is not None:
        return reckoned(year)
    return dt.date(year, *divmod(lines.words.holidays[name], 100))


def _nearest(lines: Lines, name: str, today: dt.date, step: int | None) -> dt.date:
    """Returns the last or next such day for "last" and "next", else as for any date without a year."""
    close = [holiday_of(lines, name, year) for year in (today.year - 1, today.year, today.year + 1)]
    if step == -1:
        return max(day for day in close if day < today)
    if step == 1:
        return min(day for day in close if day > today)
    this = holiday_of(lines, name, today.year)
    return holiday_of(lines, name, almanac.likely_year(this.month, this.day, today))
