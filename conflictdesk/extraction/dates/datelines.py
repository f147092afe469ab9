"""Reads the date of a dateline, "MOSUL, 12 July (Reuters) —": the day of writing, not of an event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from conflictdesk.extraction.dates import almanac
from conflictdesk.extraction.dates.date_mention import Atom
from conflictdesk.extraction.dates.date_resolution import resolve
from conflictdesk.extraction.dates.line_dates import Lines
from conflictdesk.extraction.numbers.numerals import DASHES

# Tokens before a dateline's date, and from it to the dash.
BEFORE, BEHIND = 8, 8
# Days from writing to publication.
LATEST = 7


def is_dateline(lines: Lines, atom: Atom) -> bool:
    """Whether the date is a dateline's: names and commas before it, an agency or none and a dash behind."""
    text, first = lines.text, lines.text.sentence_of(atom.first).first
    if not 1 < atom.first - first <= BEFORE or lines.at(atom.first - 1) not in (",", "("):
        return False
    if lines.at(first) in lines.lists.no_place:
        return False
    if not all(lines.is_capital(at) or lines.at(at) in (",", "(") for at in range(first, atom.first)):
        return False
    for at in range(atom.last, min(atom.last + BEHIND, lines.count)):
        if lines.at(at) in DASHES and text.starts[at] > text.ends[at - 1]:
            return True
        if not (lines.is_capital(at) or lines.at(at) in ("(", ")", ",", "/")):
            return False
    return False


def day_of_writing(lines: Lines, atoms: Iterable[Atom]) -> dt.date | None:
    """Returns the day of the first dateline if it is at most `LATEST` days before publication.

    Else it returns the day of publication, which may be None.
    """
    for atom in atoms:
        if atom.day is None or atom.month is None or not is_dateline(lines, atom):
            continue
        written = resolve(lines, atom)
        if written is None or written.unit != almanac.DAY:
            return lines.today
        near = lines.today is None or 0 <= (lines.today - written.begin).days <= LATEST
        return written.begin if near else lines.today
    return lines.today
