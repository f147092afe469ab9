"""Reads a month with its day and year on either side: "27 June 2017", "June 27-29", "the 3rd of May"."""

from __future__ import annotations

from conflictdesk.extraction.dates import almanac
from conflictdesk.extraction.dates.date_mention import Atom, Period
from conflictdesk.extraction.dates.date_words import year
from conflictdesk.extraction.dates.line_dates import Lines

DASHES = frozenset({"-", "–", "—"})
ENDS = frozenset({",", ".", "", ")", ";", ":"})


def read(lines: Lines, token: int, behind: int) -> Atom | None:
    """Returns the date around a month's word, not before the token `behind`; None when it is no month."""
    atom = Atom(token, token + 1, month=lines.words.months[lines.lowers[token]])
    _day_before(lines, atom, behind)
    if atom.day is None:
        _day_behind(lines, atom)
    with_year(lines, atom)
    if atom.day is not None or atom.year is not None:
        return atom
    step = lines.step(atom.first - 1)
    if step is not None:
        atom.first, atom.step = atom.first - 1, step
    elif (
        lines.is_capital(token)
        and lines.at(atom.first - 1) in lines.lists.that
        and _is_determiner(lines, atom.first - 1)
    ):
        atom.first, atom.that = atom.first - 1, True
        return atom
    return atom if _is_month(lines, token) else None


def _is_determiner(lines: Lines, at: int) -> bool:
    """Whether "that" points to a date: "in that September" does, "said that September" does not."""
    before = lines.at(at - 1)
    opens = at == lines.text.sentence_of(at).first
    return opens or before in (",", "(") or before in lines.words.before_month | lines.lists.told_before


def _is_month(lines: Lines, token: int) -> bool:
    """Whether a month without day and year is one: "May" needs a word before it that months follow."""
    if not lines.is_capital(token) and lines.lowers[token] in lines.words.other_words:
        return False
    if lines.lowers[token] in lines.words.other_words or lines.text.sentence_of(token).caps:
        return lines.at(token - 1) in lines.words.before_month
    return True


def _day_before(lines: Lines, atom: Atom, behind: int) -> None:
    lists = lines.lists
    at = atom.first - 1
    if lines.at(at) in lists.before_month_of:
        at -= 1
    day = lines.words.day(lines.at(at)) if at >= behind else None
    if day is None or (at == atom.first - 1 and _is_behind(lines, atom.last)):
        return
    atom.first, atom.day = at, day
    begin = (
        lines.words.day(lines.at(at - 2))
        if at - 2 >= behind and lines.at(at - 1) in lists.range_words
        else None
    )
    if begin is not None and begin < day:
        atom.first, atom.day, atom.until_day = at - 2, begin, day
    if atom.first > behind and lines.at(atom.first - 1) in lists.the:
        atom.first -= 1


def _is_behind(lines: Lines, at: int) -> bool:
    """Whether a day and a year follow: in "16 June 27, 2017" the 16 is not the day."""
    return (
        lines.words.day(lines.at(at)) is not None
        and lines.at(at + 1) == ","
        and year(lines.at(at + 2)) is not None
    )


def _day_behind(lines: Lines, atom: Atom) -> None:
    lists = lines.lists
    at = atom.last + (lines.at(atom.last) in lists.behind_month)
    day, last = lines.words.day(lines.at(at)), at + 1
    if lines.at(at) in lists.twenty and (ones := lines.words.number(lines.at(at + 1))) and 0 < ones < 10:
        day, last = 20 + int(ones), at + 2
    if day is None or _is_count(lines, atom, last):
        return
    atom.day, atom.last = day, last
    until, end = _last_day(lines, last, day)
    between = lines.at(atom.first - 1) in lists.between
    if until > day and (
        between or lines.at(end) in ENDS or lines.at(end) in lists.after_days or _dashed(lines, last)
    ):
        atom.until_day, atom.last = until, end


def _is_count(lines: Lines, atom: Atom, last: int) -> bool:
    """Whether the number behind the month counts: "In May 12 people died" has no day, "On May 12" has one."""
    lists = lines.lists
    before = lines.at(atom.first - 1)
    return (before in lists.in_ or before in lists.of_) and lines.at(last) in lines.words.behind_count


def _dashed(lines: Lines, at: int) -> bool:
    return lines.at(at) in DASHES


def _last_day(lines: Lines, at: int, day: int) -> tuple[int, int]:
    """Returns the last day of "3 and 9", "3-9" or "3, 4 and 9" and the token behind it.

    The token `at` follows the first day; `day` stays the last one when no more follow.
    """
    found, end = day, at
    while (following := lines.words.day(lines.at(end + 1))) is not None and following > found:
        if lines.at(end) in lines.lists.range_words:
            return following, end + 2
        if lines.at(end) != ",":
            break
        found, end = following, end + 2
    return day, at


def with_year(lines: Lines, atom: Atom) -> Atom:
    """Adds the year behind the atom to it, if there is one, and returns the atom."""
    at = atom.last
    if lines.at(at) in lines.lists.before_year_of and (year(lines.at(at + 1)) or _spelt(lines, at + 1)):
        at += 1
    found, last = year(lines.at(at)), at + 1
    if found is None and (spelt := _spelt(lines, at)):
        found, last = spelt
    if found is None and atom.day is not None:
        found = _short_year(lines, at)
    if found is None and lines.today and lines.at(at + 1) in lines.lists.year:
        step = lines.step(at)
        found, last = (lines.today.year + step, at + 2) if step is not None else (None, last)
    if found is not None:
        atom.year, atom.last = found, last
    return atom


def _spelt(lines: Lines, at: int) -> tuple[int, int] | None:
    if lines.at(at) in lines.lists.spelt_year_openers:
        return lines.words.spelt_year(lines.lowers, at)
    return None


def _short_year(lines: Lines, at: int) -> int | None:
    """Returns the year of "25 AUG 88"; None for the number of "on 5 May 12 people died"."""
    word, following = lines.at(at), lines.at(at + 1)
    if len(word) != 2 or not word.isdecimal() or lines.at(at - 1) not in lines.words.months:
        return None
    if following.isalpha() and not lines.is_capital(at + 1):
        return None
    return 1900 + int(word) if int(word) > 30 else 2000 + int(word)


def span(lines: Lines, token: int, begin: int, until: int) -> Atom | None:
    """Returns the months of "Nov-Feb 2017"; None without the year."""
    atom = with_year(lines, Atom(token, token + 1, month=until))
    if atom.year is None:
        return None
    first = almanac.month_of(atom.year - (begin > until), begin)
    last = almanac.month_of(atom.year, until)
    return Atom(token, atom.last, Period(first.begin, last.until, almanac.MONTH))


def glued(lines: Lines, token: int, month: int, until: int) -> Atom | None:
    """Returns the days of "24 February-01 March 2026", in which a dash glues the second token; else None."""
    day, other = lines.words.day(lines.at(token - 1)), lines.words.months.get(lines.at(token + 1))
    if day is None or other is None:
        return None
    last = with_year(lines, Atom(token + 1, token + 2, month=other, day=until))
    year = last.year or (lines.today and almanac.likely_year(other, until, lines.today))
    begin = almanac.date(year - (month > other), month, day) if year else None
    end = almanac.date(year, other, until) if year else None
    if year and (begin is None or end is None):
        return None
    return Atom(token - 1, last.last, Period(begin, end, almanac.DAY) if begin and end else None)
