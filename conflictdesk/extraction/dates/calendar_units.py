"""Reads dates around a unit of time: "two weeks ago", "last week", "the past 24 hours"."""

from __future__ import annotations

import datetime as dt

from conflictdesk.extraction.dates import almanac
from conflictdesk.extraction.dates.almanac import DAY, MONTH, WEEK, YEAR
from conflictdesk.extraction.dates.date_mention import Atom, Offset, Period
from conflictdesk.extraction.dates.date_tense import direction
from conflictdesk.extraction.dates.date_words import year
from conflictdesk.extraction.dates.line_dates import Lines

EARLY, SATURDAY = 3, 5


def read(lines: Lines, token: int, word: str, behind: int) -> Atom | None:
    """Returns the date around a unit's word, not before the token `behind`; None when it is no date."""
    if word in lines.lists.weekend:
        return _weekend(lines, token)
    unit = lines.words.units[word]
    count, first = _count(lines, token, behind)
    if count is None:
        return _stepped(lines, token, unit, word)
    if word in lines.words.hours:
        count, unit = float(round(max(1.0, count / 24))), DAY
    return _counted(lines, token, first, count, unit)


def _count(lines: Lines, token: int, behind: int) -> tuple[float | None, int]:
    """Returns the number before the unit and where it begins: "two", "a couple of", "three past".

    Returns None and the unit's token when there is no number.
    """
    lists = lines.lists
    words, at = lines.words, token - 1
    two = lines.at(at) in words.forth | words.back and words.number(lines.at(at - 1)) is not None
    if two or (lines.at(at) in lists.of_ and lines.at(at - 1) in lists.couple):
        at -= 1
    word = lines.at(at)
    if at < behind or not word:
        return None, token
    article = at - 1 >= behind and lines.at(at - 1) in lists.a
    if word in words.vague:
        return 3, at - article
    return words.number(word), at - (article and word in lists.couple)


def _counted(lines: Lines, token: int, first: int, count: float, unit: int) -> Atom | None:
    """Reads a unit with a number: "two weeks ago", "in three days", "3 days before Easter"; else None."""
    lists = lines.lists
    words, following, last = lines.words, lines.at(token + 1), token + 2
    before = lines.at(first - 1)
    sides = {before, lines.at(token - 1)}
    if following in lists.of_ and before in lists.first and unit == WEEK:
        return Atom(first - 1, last, nth=(1, int(count)))
    if following in lists.ago or (following in lists.earlier and lines.today is None):
        return _away(lines, first, last, -count, unit)
    if following in lists.offset_words and lines.at(last) not in lists.present:
        offset = Offset(-count if following in lists.before else count, unit)
        return _starting(lines, token, first) or Atom(first, last, from_next=offset)
    if following in lists.from_:
        return _away(lines, first, last + 1, count, unit)
    if sides & words.back:
        return _span(lines, first - (before in words.back), token + 1, -count, unit)
    if sides & words.forth:
        return _span(lines, first - (before in words.forth), token + 1, count, unit)
    if following in lists.told_before:
        return Atom(first, last, from_last=Offset(count if following in lists.later else -count, unit))
    if following in lists.starting:
        return Atom(first, last, from_next=Offset(count, -unit))
    return (
        _ahead(lines, first, token, count, unit)
        if before in lists.in_ and following not in lists.of_
        else None
    )


def _starting(lines: Lines, token: int, first: int) -> Atom | None:
    """Returns a date without days when the text ends behind "a week after"; None when it goes on."""
    following = lines.at(token + 2)
    return None if following else Atom(first, token + 1)


def _ahead(lines: Lines, first: int, token: int, count: float, unit: int) -> Atom | None:
    """Returns the coming day of "will begin in two days"; None for "the first time in two years"."""
    sentence = lines.text.sentence_of(first)
    before = lines.lowers[sentence.first : first]
    ahead = lines.words.ahead | lines.words.modals
    promised = not ahead.isdisjoint(before) or lines.at(token + 1) in lines.lists.promised
    if not promised or not lines.words.records.isdisjoint(before) or lines.at(first) in lines.words.vague:
        return None
    return _away(lines, first, token + 1, count, unit)


def _away(lines: Lines, first: int, last: int, count: float, unit: int) -> Atom:
    """Returns a day counted from publication; for months and years ago the whole month or year."""
    if lines.today is None:
        return Atom(first, last)
    day = almanac.shifted(lines.today, count, unit)
    vague = count < 0 and unit >= MONTH
    return Atom(first, last, almanac.period_of(day, unit) if vague else almanac.one_day(day))


def _span(lines: Lines, first: int, last: int, count: float, unit: int) -> Atom:
    """Returns the days up to publication for a negative count, else those after it."""
    first -= lines.at(first - 1) in lines.lists.the
    if lines.today is None:
        return Atom(first, last, relation="span" if count < 0 else "")
    other = almanac.shifted(lines.today, count, unit)
    if unit == almanac.QUARTER and count < 0:
        this = almanac.period_of(lines.today, unit).begin
        return Atom(first, last, Period(almanac.shifted(this, count, unit), almanac.days(this, -1), MONTH))
    if unit == almanac.FORTNIGHT and count > 0:
        return Atom(first, last, Period(almanac.days(lines.today, 1), other, WEEK))
    if count < 0:
        return Atom(first, last, Period(other, lines.today, unit), relation="span")
    if direction(lines, first, last) == "past":
        return Atom(first, last)
    return Atom(first, last, Period(almanac.days(lines.today, 1), other, unit))


def _stepped(lines: Lines, token: int, unit: int, word: str) -> Atom | None:
    """Reads a unit without a number: "last week", "the past year", "the same day"; else None."""
    lists = lines.lists
    before, words = lines.at(token - 1), lines.words
    step = words.steps.get(before)
    if word in words.hours:
        return _span(lines, token - 1, token + 1, -1.0, DAY) if before in words.back else None
    if before in lists.recent and unit >= DAY and word.endswith("s"):
        return Atom(token - 1, token + 1, relation="span")
    if word.endswith("s"):
        return None
    if step is None:
        return _bare(lines, token, unit)
    if lines.at(token + 1) in lists.of_:
        return _nth(lines, token, -1) if step == -1 and unit == WEEK else None
    if unit == DAY and before not in lists.this:
        return _other_day(lines, token, before, step)
    if before in lists.pointers:
        return _the(lines, token, unit, before)
    if _goes_on(lines, token, before):
        return Atom(token - 1, token + 1, from_last=Offset(1, -unit))
    spans = before in lists.past or (before in lists.next_last and step < 0)
    if spans and lines.at(token - 2) in lists.the:
        return _span(lines, token - 1, token + 1, -1.0, unit)
    return _qualified(lines, Atom(token - 1, token + 1, _step_period(lines.today, unit, step)))


def _step_period(today: dt.date | None, unit: int, step: int) -> Period | None:
    """Returns the calendar period `step` units after the present one; None without publication."""
    if today is None:
        return None
    begin = almanac.period_of(today, unit).begin
    return almanac.period_of(almanac.shifted(begin, step, unit), unit)


def _goes_on(lines: Lines, token: int, before: str) -> bool:
    """Whether "the following week", or in the past "the next week", counts from the date named before."""
    if lines.at(token - 2) not in lines.lists.the:
        return False
    told = before in lines.lists.next and direction(lines, token - 1, token + 1) == "past"
    return told or before in lines.lists.following


def _other_day(lines: Lines, token: int, before: str, step: int) -> Atom | None:
    """Reads "the next day" and "that day", which count from the date named before; else None."""
    lists = lines.lists
    if before in lists.no_other_day:
        return None
    first = token - 1 - (lines.at(token - 2) in lists.the)
    return Atom(first, token + 1, from_last=Offset(step, DAY))


def _qualified(lines: Lines, atom: Atom) -> Atom:
    """Ends "earlier this month" the day before publication, and begins "later this week" on its day."""
    lists = lines.lists
    word, today, period = lines.at(atom.first - 1), lines.today, atom.period
    if word not in lists.told_before:
        return atom
    atom.first -= 1
    if period and today and period.begin <= today <= period.until:
        yesterday = max(period.begin, almanac.days(today, -1))
        begin, until = (period.begin, yesterday) if word in lists.earlier else (today, period.until)
        atom.period = Period(begin, until, period.unit)
    return atom


def _the(lines: Lines, token: int, unit: int, before: str) -> Atom | None:
    """Reads "earlier in the week", "the week after next", "of the year", "that week"; else None."""
    lists = lines.lists
    first = token - 1 - (before in lists.same and lines.at(token - 2) in lists.the)
    if before in lists.same_or_that:
        return Atom(first, token + 1, from_last=Offset(0, -unit))
    if lines.at(token + 1) in lists.to and lines.at(token + 2) in lists.date:
        return _to_date(lines, token, unit)
    if lines.at(token + 1) in lists.after_before and lines.at(token + 2) in lists.next_last:
        step = 2 if lines.at(token + 2) in lists.next else -2
        return Atom(first, token + 3, _step_period(lines.today, unit, step))
    if unit == WEEK and lines.at(token + 1).isdecimal():
        return _bare(lines, token, unit)
    if lines.at(token - 2) not in lists.openers and lines.at(token - 2) not in lines.words.parts:
        return None
    told = lines.at(token - 2) in lists.in_ and lines.at(token - 3) in lists.told_before
    if not (told or lines.at(token + 1) in lists.closers) or unit < WEEK:
        return None
    atom = Atom(token, token + 1, _step_period(lines.today, unit, 0))
    if told:
        atom.first = token - 2
        return _qualified(lines, atom)
    return atom


def _to_date(lines: Lines, token: int, unit: int) -> Atom:
    period = _step_period(lines.today, unit, 0)
    until = Period(period.begin, lines.today, unit) if period and lines.today else None
    return Atom(token, token + 3, until)


def _bare(lines: Lines, token: int, unit: int) -> Atom | None:
    """Reads "year 2014", "week 31", "the 3rd week of"; else None."""
    following = lines.at(token + 1)
    if unit == YEAR and year(following):
        return Atom(token, token + 2, year=year(following))
    if unit != WEEK:
        return None
    if following.isdecimal() and len(following) < 3 and 0 < int(following) < 54:
        return _numbered_week(lines, token, int(following))
    ordinal = lines.words.ordinal(lines.at(token - 1)) if lines.at(token - 1) else None
    return _nth(lines, token, ordinal) if ordinal and following in lines.lists.of_ else None


def _numbered_week(lines: Lines, token: int, number: int) -> Atom | None:
    at = token + 2 + (lines.at(token + 2) in lines.lists.of_comma)
    named = year(lines.at(at))
    if named is None and lines.today is None:
        return None
    monday = almanac.week(named or (lines.today or dt.date.min).year, number)
    return Atom(token, at + 1 if named else token + 2, Period(monday, almanac.days(monday, 6), WEEK))


def _nth(lines: Lines, token: int, number: int) -> Atom:
    """Reads "the last week of": the date that follows shows of what period."""
    return Atom(token - 1, token + 2, nth=(number, 1))


def _weekend(lines: Lines, token: int) -> Atom | None:
    """Reads "the weekend": early in a week the last one, unless the words before it look ahead."""
    step, today = lines.words.steps.get(lines.at(token - 1)), lines.today
    if step is None:
        return None
    if today is None:
        return Atom(token - 1, token + 1)
    if step == 0 and _is_over(lines, token, today):
        step = -1
    saturday = almanac.days(today, 5 - today.weekday() + 7 * step)
    return Atom(token - 1, token + 1, Period(saturday, almanac.days(saturday, 1), DAY))


def _is_over(lines: Lines, token: int, today: dt.date) -> bool:
    """Whether "the weekend" is the last one: its verb is past, or a week has begun and none looks ahead."""
    toward = direction(lines, token - 1, token + 1)
    return today.weekday() < (SATURDAY if toward == "past" else EARLY) and toward != "ahead"
