"""The types that the date finder returns, and its half-read dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from conflictdesk.contract.types import When

Relation = Literal["", "since", "until", "span", "written", "compared"]


@dataclass(frozen=True, slots=True)
class WhenMention:
    """A date at tokens `[first, last)`.

    `relation`: "since" a date, "compared" with all "since" one ("the first raid since May"), "until" one, a
    "span" that ends now ("past 24 hours"), "written" for the day of a dateline, else "". `to_come` says
    that it begins after publication.
    """

    first: int
    last: int
    when: When
    relation: Relation = ""
    to_come: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A first and a last day, both inside. `unit` is the precision: 1 day, 7 week, 30 month, 365 year."""

    begin: dt.date
    until: dt.date
    unit: int


@dataclass(frozen=True, slots=True)
class Offset:
    """The time between a date and another one: "two weeks" later, or with a negative count before it."""

    count: float
    unit: int


@dataclass(slots=True)
class Atom:
    """A date at tokens `[first, last)` before it is resolved: a `period`, or parts of one.

    `until_day` ends a range of days of one month, `part` is a third of the month. `step` is -1 for "last",
    1 for "next". `from_next` counts from the date that follows ("three days after Easter"), `from_last`
    from the date that the text named before ("a day earlier"), `nth` counts weeks of the period that
    follows ("the first week of June"). `that` says that a month or weekday counts from the date named
    before.
    """

    first: int
    last: int
    period: Period | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    until_day: int | None = None
    part: int | None = None
    weekday: int | None = None
    step: int | None = None
    relation: Relation = ""
    from_next: Offset | None = None
    from_last: Offset | None = None
    nth: tuple[int, int] | None = None
    that: bool = False
