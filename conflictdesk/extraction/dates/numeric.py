"""Reads dates in figures: 2017-06-27, 27/06/2017, 6/27/2017, 22/Jan/2019, 20170302."""

from __future__ import annotations

import datetime as dt

from conflictdesk.extraction.dates import almanac
from conflictdesk.extraction.dates.date_mention import Atom
from conflictdesk.extraction.dates.date_words import year
from conflictdesk.extraction.dates.line_dates import Lines

SEPARATORS = frozenset({"/", "-", "."})


def read(lines: Lines, token: int) -> Atom | None:
    """Returns the date in figures that begins or ends at the token; else None."""

    word = lines.lowers[token]
    if len(word) == 10 and word[4] == "-" and word[7] == "-":
        return _day(token, token + 1, word[:4], word[5:7], word[8:])
    if len(word) == 8 and word.isdecimal() and word[:2] in ("19", "20"):
        return _day(token, token + 1, word[:4], word[4:6], word[6:])
    if not word[0].isdecimal() or len(word) > 14:
        return None
    if word.count(".") == 2:
        return _found(token, token + 1, _dotted(word))
    if "-" in word:
        return _dashed(lines, token)
    if lines.at(token + 1) in SEPARATORS and _adjacent(lines, token):
        return _separated(lines, token)
    return None


def _adjacent(lines: Lines, token: int) -> bool:
    text = lines.text
    return (
        token + 2 < lines.count and text.ends[token] == text.starts[token + 1] == text.starts[token + 2] - 1
    )


def _day(first: int, last: int, a: str, b: str, c: str) -> Atom | None:
    day = almanac.date(int(a), int(b), int(c)) if (a + b + c).isdecimal() else None
    return Atom(first, last, almanac.one_day(day)) if day else None


def _dashed(lines: Lines, token: int) -> Atom | None:
    """Reads "2019-aug-01", which has three tokens: "2019-aug", "-", "01"; else None."""
    left, _, right = lines.lowers[token].partition("-")
    month = lines.words.months.get(right)
    if month is None or not left.isdecimal():
        return None
    behind = lines.at(token + 2) if lines.at(token + 1) == "-" else ""
    if year(left) and behind.isdecimal():
        return _found(token, token + 3, almanac.date(int(left), month, int(behind[:2])))
    if year(left) and lines.at(token - 1) == "-" and lines.at(token - 2).isdecimal():
        return _found(token - 2, token + 1, almanac.date(int(left), month, int(lines.at(token - 2)[:2])))
    if year(behind) and len(left) < 3:
        return _found(token, token + 3, almanac.date(int(behind), month, int(left)))
    return None


def _found(first: int, last: int, day: dt.date | None) -> Atom | None:
    return Atom(first, last, almanac.one_day(day)) if day else None


def _separated(lines: Lines, token: int) -> Atom | None:
    """Reads two or three parts with the same separator; else None."""
    parts, last = [lines.lowers[token]], token + 1
    separator = lines.at(token + 1)
    while len(parts) < 3 and lines.at(last) == separator and _adjacent(lines, last - 1):
        parts.append(lines.lowers[last + 1])
        last += 2
    if len(parts) == 3:
        whole = _three(lines, parts)
        return Atom(token, last) if whole is None and _is_either(parts) else _found(token, last, whole)
    if separator != "/" or lines.at(token - 1) not in lines.words.pair_before:
        return None
    if (named := lines.lists.named_days.get(separator.join(parts))) is not None:
        return Atom(token, last, almanac.one_day(dt.date.fromisoformat(named)))
    first, second = (int(part) if part.isdecimal() and len(part) < 3 else 0 for part in parts)
    if not 0 < first < 32 or not 0 < second < 32 or min(first, second) > 12:
        return None
    day_first = first > 12 or (second <= 12 and lines.month_first is False)
    month, day = (second, first) if day_first else (first, second)
    step = lines.step(token - 1)
    return Atom(token - (step is not None), last, month=month, day=day, step=step)


def _three(lines: Lines, parts: list[str]) -> dt.date | None:
    """Returns the date of three parts; None if there is none."""
    month = next((lines.words.months[part] for part in parts if part in lines.words.months), None)
    figures = [part for part in parts if part.isdecimal() and len(part) in (1, 2, 4)]
    if month is not None and len(figures) == 2:
        day, year = (figures[1], figures[0]) if len(figures[0]) == 4 else (figures[0], figures[1])
        return almanac.date(_full(year), month, int(day))
    if len(figures) < 3:
        return None
    a, b, c = map(int, figures)
    if len(figures[0]) == 4:
        return almanac.date(a, b, c)
    return _ordered(lines, a, b, _full(figures[2]))


def _ordered(lines: Lines, a: int, b: int, year: int) -> dt.date | None:
    """Returns the date of "07/05/2026", in the order that the text's other dates show if they show one.

    Else the reading that is not after publication and nearest to it; None without publication.
    """
    month_first, day_first = almanac.date(year, a, b), almanac.date(year, b, a)
    if month_first is None or day_first is None or month_first == day_first:
        return month_first or day_first
    if lines.month_first is not None:
        return month_first if lines.month_first else day_first
    named = {month_first, day_first} & {dt.date.fromisoformat(day) for day in lines.lists.named_days.values()}
    if named or lines.today is None:
        return min(named, default=None)
    today = lines.today
    return min(month_first, day_first, key=lambda day: (day > today, abs((day - today).days)))


def _is_either(parts: list[str]) -> bool:
    """Whether the first two of three parts can each be the month, and a year follows."""
    a, b, year = parts
    digits = all(part.isdecimal() for part in parts) and len(a) < 3 and len(b) < 3 and len(year) == 4
    return digits and 0 < int(a) <= 12 and 0 < int(b) <= 12


def is_month_first(lines: Lines) -> bool | None:
    """Whether the text's dates in figures have the month first: the first with a part above 12 shows it.

    Returns None when none shows it.
    """
    for token in range(lines.count - 4):
        separator = lines.lowers[token + 1]
        if separator not in SEPARATORS or lines.lowers[token + 3] != separator:
            continue
        parts = [lines.lowers[at] for at in (token, token + 2, token + 4)]
        if not all(part.isdecimal() and len(part) in (1, 2, 4) for part in parts) or len(parts[0]) == 4:
            continue
        a, b = int(parts[0]), int(parts[1])
        if max(a, b) < 32 and min(a, b) <= 12 < max(a, b):
            return b > 12
    return None


def _dotted(word: str) -> dt.date | None:
    """Returns the date of "27.06.2017", in which the day comes first; else None."""
    day, month, year = word.split(".")
    if len(year) not in (2, 4) or len(day) > 2 or len(month) > 2 or not word.replace(".", "").isdecimal():
        return None
    return almanac.date(_full(year), int(month), int(day))


def _full(digits: str) -> int:
    """Returns the full year: "36" to "99" are of the 1900s, "00" to "35" of the 2000s."""

    number = int(digits)
    return number if len(digits) > 2 else number + (1900 if number > 35 else 2000)
