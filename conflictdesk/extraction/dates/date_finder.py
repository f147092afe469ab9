"""Turns a text into dates: reads the atoms, joins them, resolves them by dateline or publication."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from conflictdesk.contract.types import When, WhenPrecision
from conflictdesk.extraction.dates import almanac
from conflictdesk.extraction.dates.anchors import Anchors
from conflictdesk.extraction.dates.date_joins import joined
from conflictdesk.extraction.dates.date_mention import Atom, Period, Relation, WhenMention
from conflictdesk.extraction.dates.date_reader import atoms
from conflictdesk.extraction.dates.date_resolution import resolve
from conflictdesk.extraction.dates.date_words import Words
from conflictdesk.extraction.dates.datelines import day_of_writing, is_dateline
from conflictdesk.extraction.dates.line_dates import Lines
from conflictdesk.extraction.dates.numeric import is_month_first
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.loader import Vocabulary

LONG_AGO, NEAR, FAR, HALF_A_YEAR = 2, 2, 12, 6
FIRST_YEAR, LAST_YEAR = 1600, 9000
# The last sentence that may hold a text's stamp.
HEAD = 3


@dataclass(frozen=True, slots=True)
class DateFinder:
    """Finds dates. Build it once for a vocabulary; threads may share it."""

    words: Words

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> DateFinder:
        return cls(Words.of(vocabulary))

    def find(self, text: Text, published: str | None = None) -> list[WhenMention]:
        """Returns every date of the text, in order and without overlaps; an empty list if there is none.

        `published` is an ISO date or date-time. Dates that need it have no days without it.
        """
        lines = Lines(text, self.words, day_of(published))
        lines.month_first = is_month_first(lines)
        named = list(joined(lines, atoms(lines)))
        written = day_of_writing(lines, named)
        if written != lines.today:
            lines.today = written
            lines.published = lines.published or written
            named = list(joined(lines, atoms(lines)))
        found: list[WhenMention] = []
        anchors = Anchors()
        full: Atom | None = None
        for atom in named:
            text.checkpoint()
            year = anchors.year_of(lines, atom) or _shared_year(lines, full, atom)
            period = resolve(lines, atom, anchors.of(lines, atom), year)
            found.append(_mention(lines, atom, period))
            anchors.add(lines, atom, period)
            full = atom if atom.year is not None and atom.month is not None else full
        return found


def day_of(published: str | None) -> dt.date | None:
    """Returns the day of an ISO date or date-time; None without one, or outside of 1600 to 9000."""
    try:
        day = dt.date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
    return day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _shared_year(lines: Lines, full: Atom | None, atom: Atom) -> int | None:
    """Returns the year of a full date shortly before, for a date without a year; else None.

    Only in a story of long ago, or where the day of publication is unknown. A month much earlier than the
    full date's is in the next year.
    """
    if full is None or full.year is None or atom.step is not None:
        return None
    if lines.today is not None and lines.today.year - full.year < LONG_AGO:
        return None
    apart = lines.text.sentence_of(atom.first).index - lines.text.sentence_of(full.first).index
    if apart > (NEAR if lines.today is not None else FAR):
        return None
    return full.year + ((full.month or 0) - (atom.month or 0) > HALF_A_YEAR)


def _mention(lines: Lines, atom: Atom, period: Period | None) -> WhenMention:
    text = lines.text
    start, end = text.starts[atom.first], text.ends[atom.last - 1]
    written = is_dateline(lines, atom) or _is_stamp(lines, atom, period)
    relation: Relation = "written" if written else atom.relation
    if period is None:
        return WhenMention(atom.first, atom.last, When(text.raw[start:end], start, end), relation)
    until, precision = period.until, _precision(period)
    if atom.relation == "since" and lines.today is not None:
        until = max(until, lines.today)
    when = When(text.raw[start:end], start, end, period.begin.isoformat(), until.isoformat(), precision)
    to_come = lines.published is not None and period.begin > lines.published
    return WhenMention(atom.first, atom.last, when, relation, to_come)


def _is_stamp(lines: Lines, atom: Atom, period: Period | None) -> bool:
    """Whether it is the day of publication in full beside no words of a sentence: "Date of publication 3
    May 2016", "Posted 2016-05-03". News does not tell its own day with the year.
    """
    if period is None or period.unit != almanac.DAY or period.begin != lines.published:
        return False
    full = atom.year is not None or (
        atom.month is None and atom.weekday is None and lines.at(atom.first)[:1].isdigit()
    )
    before = lines.at(atom.first - 1)
    return full and before not in lines.lists.on and lines.text.sentence_of(atom.first).index <= HEAD


def _precision(period: Period) -> WhenPrecision:
    if period.begin == period.until or period.unit == almanac.DAY:
        return "day"
    if period.unit <= almanac.FORTNIGHT:
        return "week"
    return "month" if period.unit <= almanac.QUARTER else "year"
