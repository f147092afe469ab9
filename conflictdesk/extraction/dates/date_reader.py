"""Reads the atoms of dates around their core words: a month, a weekday, a unit of time, a year.

Promise: one pass over the tokens; each rule reads a few tokens on either side of its core and nothing
backtracks, so time grows in proportion to the text's length.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from conflictdesk.extraction.dates import almanac, calendar_units, days, months, numeric
from conflictdesk.extraction.dates.date_mention import Atom, Period
from conflictdesk.extraction.dates.date_words import year
from conflictdesk.extraction.dates.line_dates import Lines

DASHES = frozenset({"-", "–"})
YEAR_LINKS = frozenset({"-", "–", "/"})
BRACKETS = frozenset({")", "-", "–"})


def atoms(lines: Lines) -> Iterator[Atom]:
    """Yields the atoms of one text, in order and without overlaps."""
    cores, behind = lines.words.cores, 0
    for token, word in lines.tokens():
        if word not in cores and not word[0].isdigit() and "-" not in word:
            continue
        if token < behind:
            continue
        atom = _word(lines, token, word, behind) if word in cores else _figure(lines, token, word)
        if atom is not None and atom.first >= behind:
            behind = atom.last
            yield atom


def _word(lines: Lines, token: int, word: str, behind: int) -> Atom | None:
    lists = lines.lists
    words = lines.words
    if word in words.months:
        return months.read(lines, token, behind)
    if word in words.weekdays:
        return days.weekday(lines, token, behind)
    if word in words.days:
        return days.near(lines, token)
    if word in words.times_of_day and (found := days.time_of_day(lines, token)) is not None:
        return found
    if word in words.units or word in lists.weekend:
        return calendar_units.read(lines, token, word, behind)
    if word in words.seasons:
        return days.season(lines, token)
    if word in lists.quarters:
        return _quarter(lines, token)
    if word in lists.spelt_year_cores:
        return _spelt_year(lines, token)
    return days.holiday(lines, token)


def _figure(lines: Lines, token: int, word: str) -> Atom | None:
    if len(word) == 4 and year(word):
        return numeric.read(lines, token) or _year(lines, token)
    return numeric.read(lines, token) or _compound(lines, token, word)


def _year(lines: Lines, token: int) -> Atom | None:
    """Returns a year that a certain word or a bracket precedes; else None: "2014 people" is a number."""
    lists = lines.lists
    before, following = lines.at(token - 1), lines.at(token + 1)
    words, found = lines.words, year(lines.lowers[token]) or 0
    heads = following == ":" and token == lines.text.sentence_of(token).first
    if not heads and before not in words.before_year:
        return None
    if following in words.behind_count or following in lists.of_:
        return None
    if before in DASHES and not year(lines.at(token - 2)):
        return None
    if before == "(" and following not in BRACKETS:
        return None
    if before in lists.the and (following.endswith("s") or not following.isalpha()):
        return None
    if found < 1900 and before not in lists.before_old_year:
        return None
    return _years(lines, token, found) or Atom(token, token + 1, year=found)


def _years(lines: Lines, token: int, begin: int) -> Atom | None:
    """Returns the years of "2013-15" and "2013/14"; None when no two later digits are glued to the year."""
    text, until = lines.text, lines.at(token + 2)
    glued = lines.at(token + 1) in YEAR_LINKS and text.ends[token] == text.starts[token + 1]
    if not glued or not until.isdecimal() or len(until) != 2 or int(until) <= begin % 100:
        return None
    last = almanac.year_of(begin - begin % 100 + int(until))
    return Atom(token, token + 3, Period(almanac.year_of(begin).begin, last.until, almanac.YEAR))


def _spelt_year(lines: Lines, token: int) -> Atom | None:
    first = token - (lines.lowers[token] in lines.lists.thousand)
    found = lines.words.spelt_year(lines.lowers, first) if first >= 0 else None
    if found is None or lines.at(first - 1) not in lines.words.before_year:
        return None
    return Atom(first, found[1], year=found[0])


def _quarter(lines: Lines, token: int) -> Atom | None:
    """Reads "Q3 2019"; None without the year."""
    named = year(lines.at(token + 1))
    if named is None:
        return None
    begin = dt.date(named, 3 * int(lines.lists.quarters[lines.lowers[token]]) - 2, 1)
    return Atom(token, token + 2, almanac.period_of(begin, almanac.QUARTER))


def _compound(lines: Lines, token: int, word: str) -> Atom | None:
    """Reads "mid-June", "late-2014", "Nov-Feb" and "1980s"; else None."""
    if (
        word[4:] in lines.lists.decade_ends
        and year(word[:4])
        and lines.at(token - 1) in lines.lists.before_decade
    ):
        return Atom(token, token + 1, almanac.period_of(dt.date(int(word[:4]), 1, 1), almanac.DECADE))
    left, _, right = word.partition("-")
    words = lines.words
    if left in words.parts and right in words.months:
        return months.with_year(
            lines, Atom(token, token + 1, month=words.months[right], part=words.parts[left])
        )
    if left in words.parts and year(right):
        return Atom(token, token + 1, almanac.part_of(almanac.year_of(int(right)), words.parts[left]))
    if left in words.months and words.day(right) is not None:
        return months.glued(lines, token, words.months[left], words.day(right) or 1)
    if left in words.months and right in words.months:
        return months.span(lines, token, words.months[left], words.months[right])
    return None
