"""Joins atoms that are one date: weekday and date, ranges, "end of June", "two weeks before Easter"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conflictdesk.extraction.dates import almanac
from conflictdesk.extraction.dates.date_mention import Atom, Period
from conflictdesk.extraction.dates.date_resolution import resolve
from conflictdesk.extraction.dates.line_dates import Lines

QUARTERS = 4
# How many tokens before "since 2009" a word such as "worst" is looked for.
COMPARED = 14
# Behind a weekday that stands behind its date.
CLOSING = frozenset({",", ".", ":", ";", ")", "-", "–", "—"})


def joined(lines: Lines, atoms: Iterable[Atom]) -> Iterator[Atom]:
    """Yields the atoms of a text, with those joined that are one date."""
    parted = (_with_part(lines, atom) for atom in _merged(lines, atoms, _pair))
    for atom in _merged(lines, parted, _range):
        if atom.from_next is None and atom.nth is None:
            yield _related(lines, atom)


def _merged(lines: Lines, atoms: Iterable[Atom], merge: object) -> Iterator[Atom]:
    """Yields the atoms from left to right, and for neighbours what `merge` returns unless it is None."""
    assert callable(merge)
    held: Atom | None = None
    for atom in atoms:
        both = merge(lines, held, atom) if held is not None else None
        if both is None and held is not None:
            yield held
        held = both or atom
    if held is not None:
        yield held


def _pair(lines: Lines, a: Atom, b: Atom) -> Atom | None:
    """Returns a length of time, a week's number or a weekday with the date behind it; else None."""
    lists = lines.lists
    between = list(lines.lowers[a.last : b.first])
    if len(between) > 2:
        return None
    if a.nth is not None and between in lists.maybe_the:
        return _nth(lines, a, b)
    if a.from_next is not None and between in lists.maybe_the:
        return _offset(lines, a, b)
    if a.month is not None and a.day is not None and not a.until_day and b.weekday is not None:
        return _weekday_behind(lines, a, b, between)
    if (night := _overnight(lines, a, b, between)) is not None:
        return night
    if a.weekday is None or a.month is not None:
        return None
    return _weekday(lines, a, b, between)


def _overnight(lines: Lines, a: Atom, b: Atom, between: list[str]) -> Atom | None:
    """Returns the weekday of "Saturday overnight" and "overnight into Sunday"; else None."""
    lists = lines.lists
    if a.weekday is not None and a.month is None and not between and lines.at(b.first) in lists.overnight:
        a.last = b.last
        return a
    if b.weekday is None or b.month is not None or lines.at(a.first) not in lists.overnight:
        return None
    if between not in lists.before_night:
        return None
    b.first = a.first
    return b


def _weekday(lines: Lines, a: Atom, b: Atom, between: list[str]) -> Atom | None:
    """Returns one date for "Tuesday, June 27", "Tuesday of last week", "Thursday, two weeks from now"."""
    lists = lines.lists
    if b.month is not None and b.day and between in lists.maybe_comma_the:
        b.first, b.weekday = a.first, a.weekday
        b.step = a.step if a.step is not None and b.step is None else b.step
        return b
    if between in lists.weekday_links:
        if b.period and b.period.unit == almanac.WEEK and between not in ([], [","]):
            return Atom(a.first, b.last, _day_in(b.period, a))
        if b.period and lines.at(b.last - 1) in lists.now_ago and between in ([], [","]):
            week = almanac.period_of(b.period.begin, almanac.WEEK)
            return Atom(a.first, b.last, _day_in(week, a))
    return None


def _weekday_behind(lines: Lines, a: Atom, b: Atom, between: list[str]) -> Atom | None:
    """Returns one date for "April 24, Friday" and "24 April (Friday)"; None for "On April 24 Friday prayers".

    The weekday belongs to the date when a mark or the end follows, or when the date falls on it.
    """
    if between not in ([], [","], ["("]) or b.month is not None or b.step is not None or b.day is not None:
        return None
    bracket = between == ["("]
    day = resolve(lines, a)
    falls = day is not None and day.begin.weekday() == b.weekday
    sentence = lines.text.sentence_of(a.first)
    if bracket and lines.at(b.last) != ")":
        return None
    if not (falls or b.last >= sentence.last or lines.at(b.last) in CLOSING):
        return None
    a.weekday, a.last = b.weekday, b.last + bracket
    return a


def _day_in(week: Period, a: Atom) -> Period:
    return almanac.one_day(almanac.days(week.begin, a.weekday or 0))


def _nth(lines: Lines, a: Atom, b: Atom) -> Atom | None:
    period = resolve(lines, b)
    if period is None or a.nth is None:
        return None
    return Atom(a.first, b.last, almanac.weeks_of(period, *a.nth))


def _offset(lines: Lines, a: Atom, b: Atom) -> Atom:
    """Returns the date of "three days after Tuesday", or "a week starting tomorrow" (a negative unit)."""
    period = resolve(lines, b)
    if period is None or a.from_next is None:
        return Atom(a.first, b.last)
    count, unit = a.from_next.count, a.from_next.unit
    day = almanac.shifted(period.begin, count, abs(unit))
    if unit < 0:
        return Atom(a.first, b.last, Period(period.begin, almanac.days(day, -1), -unit))
    return Atom(a.first, b.last, almanac.one_day(day))


def _range(lines: Lines, a: Atom, b: Atom) -> Atom | None:
    """Returns one range for "from May to October", "between 10/1 and 11/7", "Nov 18 2014-Dec 19 2015"."""
    lists = lines.lists
    if b.first - a.last != 1 or a.from_next or b.from_next:
        return None
    link, before = lines.at(a.last), lines.at(a.first - 1)
    if not (link in lists.range_links or (link in lists.and_ and before in lists.between)):
        return None
    if a.year is None and a.month is not None and a.step is None and a.period is None:
        _share_year(lines, a, b)
    begin, until = resolve(lines, a), resolve(lines, b)
    if begin is None or until is None or until.until < begin.begin:
        return None
    first = a.first - (before in lists.range_openers)
    return Atom(first, b.last, Period(begin.begin, until.until, max(begin.unit, until.unit)))


def _share_year(lines: Lines, a: Atom, b: Atom) -> None:
    """Gives an end of a range without a year the year of the other end, or the one before or after."""
    if b.month is None or a.month is None:
        return
    earlier = (a.month, a.day or 0) <= (b.month, b.day or 31)
    if b.year is not None:
        a.year = b.year - (not earlier)
    elif b.step is None and (until := resolve(lines, b)) is not None:
        b.year = until.begin.year
        a.year = b.year - (not earlier)


def _with_part(lines: Lines, atom: Atom) -> Atom:
    """Narrows the date to a third of its period: "late June", "the end of 2014", "early this year"."""
    lists = lines.lists
    at = atom.first - 1
    at -= lines.at(at) in lists.the and lines.at(at - 1) in lists.of_
    of = lines.at(at) in lists.of_
    if of and lines.at(at - 1) in lists.half:
        return _with_half(lines, atom, at - 2)
    if of and lines.at(at - 1) in lists.quarter:
        return _with_quarter(lines, atom, at - 2)
    part = lines.words.parts.get(lines.at(at - of))
    if part is None or atom.from_next or atom.from_last or atom.nth:
        return atom
    if not of and lines.at(at) in lists.bare_parts and lines.at(at - 1) not in lists.before_part:
        return atom
    period = resolve(lines, atom)
    if period is not None and period.unit > almanac.DAY:
        atom.period = almanac.part_of(period, part)
        atom.first = at - of
    return atom


def _with_half(lines: Lines, atom: Atom, at: int) -> Atom:
    """Narrows the date to the half that the word at a token names: "the first half of April"."""
    half, period = lines.words.halves.get(lines.at(at)), resolve(lines, atom)
    if half is not None and period is not None and period.unit > almanac.WEEK:
        atom.period, atom.first = almanac.half_of(period, half), at
    return atom


def _with_quarter(lines: Lines, atom: Atom, at: int) -> Atom:
    """Narrows a year to the quarter whose number is at a token: "the first quarter of 2025"."""
    number, period = lines.words.ordinals.get(lines.at(at)), resolve(lines, atom)
    if number is not None and number <= QUARTERS and period is not None and period.unit == almanac.YEAR:
        begin = period.begin.replace(month=3 * number - 2)
        atom.period, atom.first = almanac.period_of(begin, almanac.QUARTER), at
    return atom


def _is_compared(lines: Lines, first: int) -> bool:
    """Whether something is compared with all since a date: "the worst attack since 2009"."""
    low = max(lines.text.sentence_of(first).first, first - COMPARED)
    return not lines.words.records.isdisjoint(lines.lowers[low:first])


def _related(lines: Lines, atom: Atom) -> Atom:
    """Sets the relation of a date behind "since" or "until"."""
    lists = lines.lists
    before = lines.at(atom.first - 1)
    before = lines.at(atom.first - 2) if before in lists.the else before
    if not atom.relation and before in lists.since:
        atom.relation = "compared" if _is_compared(lines, atom.first) else "since"
    elif not atom.relation and before in lists.until_words:
        atom.relation = "until"
    elif atom.relation == "span" and _is_compared(lines, atom.first):
        atom.relation = "compared"
    return atom
