"""Arithmetic on days, weeks, months and years."""

from __future__ import annotations

import datetime as dt

import pytest

from conflictdesk.extraction.dates import almanac
from conflictdesk.extraction.dates.almanac import MONTH, WEEK, YEAR


def day(text: str) -> dt.date:
    """The day of an ISO date."""
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("begin", "count", "end"),
    [
        ("2017-01-31", 1, "2017-02-28"),
        ("2016-01-31", 1, "2016-02-29"),
        ("2017-01-15", -1, "2016-12-15"),
        ("2017-12-15", 1, "2018-01-15"),
        ("0001-01-15", -1, "0001-12-15"),
    ],
)
def test_months(begin: str, count: int, end: str) -> None:
    assert almanac.months(day(begin), count) == day(end)


@pytest.mark.parametrize(
    ("unit", "begin", "until"),
    [
        (WEEK, "2017-06-26", "2017-07-02"),
        (MONTH, "2017-06-01", "2017-06-30"),
        (almanac.QUARTER, "2017-04-01", "2017-06-30"),
        (YEAR, "2017-01-01", "2017-12-31"),
        (almanac.DECADE, "2010-01-01", "2019-12-31"),
    ],
)
def test_period_of(unit: int, begin: str, until: str) -> None:
    period = almanac.period_of(day("2017-06-28"), unit)
    assert (period.begin, period.until) == (day(begin), day(until))


@pytest.mark.parametrize(
    ("month", "date", "today", "ahead", "year"),
    [
        (6, 27, "2017-06-28", False, 2017),
        (10, 17, "2017-06-28", False, 2016),
        (7, 5, "2017-06-28", False, 2017),
        (12, 28, "2017-01-03", False, 2016),
        (1, 4, "2016-12-28", False, 2017),
        (1, 4, "2016-12-28", True, 2017),
        (6, 1, "2017-06-28", True, 2018),
        (2, 29, "2017-03-01", False, 2017),
    ],
)
def test_likely_year(month: int, date: int, today: str, ahead: bool, year: int) -> None:
    assert almanac.likely_year(month, date, day(today), ahead) == year


@pytest.mark.parametrize(
    ("year", "sunday"), [(2016, "2016-03-27"), (2017, "2017-04-16"), (2019, "2019-04-21")]
)
def test_easter(year: int, sunday: str) -> None:
    assert almanac.easter(year) == day(sunday)


@pytest.mark.parametrize(
    ("number", "count", "begin", "until"),
    [
        (1, 1, "2021-01-04", "2021-01-10"),
        (1, 2, "2021-01-04", "2021-01-17"),
        (-1, 1, "2021-12-27", "2022-01-02"),
    ],
)
def test_weeks_of_a_year(number: int, count: int, begin: str, until: str) -> None:
    weeks = almanac.weeks_of(almanac.year_of(2021), number, count)
    assert (weeks.begin, weeks.until) == (day(begin), day(until))


@pytest.mark.parametrize(
    ("month", "date", "today", "year"),
    [
        (6, 27, "2017-06-28", 2017),
        (7, 5, "2017-06-28", 2016),
        (6, 29, "2017-06-28", 2017),
        (1, 4, "2016-12-28", 2016),
        (1, 1, "2016-12-31", 2017),
    ],
)
def test_likely_year_in_the_past(month: int, date: int, today: str, year: int) -> None:
    assert almanac.likely_year(month, date, day(today), past=True) == year


@pytest.mark.parametrize(
    ("unit", "half", "begin", "until"),
    [
        (MONTH, 0, "2017-06-01", "2017-06-15"),
        (MONTH, 1, "2017-06-16", "2017-06-30"),
        (YEAR, 0, "2017-01-01", "2017-06-30"),
        (YEAR, 1, "2017-07-01", "2017-12-31"),
        (almanac.DECADE, 0, "2010-01-01", "2014-12-31"),
    ],
)
def test_half_of(unit: int, half: int, begin: str, until: str) -> None:
    period = almanac.half_of(almanac.period_of(day("2017-06-28"), unit), half)
    assert (period.begin, period.until) == (day(begin), day(until))
