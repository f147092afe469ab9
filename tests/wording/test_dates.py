"""Dates: exact, and with the year wherever a reader could take another."""

from __future__ import annotations

from datetime import date

import pytest

from conflictdesk.wording import dates, languages

NOW = dates.Calendar(languages.locale("en"), date(2017, 7, 1))


@pytest.mark.parametrize(
    ("iso", "language", "today", "words"),
    [
        ("2017-06-28", "en", date(2017, 7, 1), "28 June"),
        ("2017-06-28", "en", date(2026, 7, 1), "28 June 2017"),
        ("2017-06-28", "en-us", date(2017, 7, 1), "June 28"),
        ("2017-06-28", "fr", date(2026, 7, 1), "28 juin 2017"),
        ("2017-06-28", "ar", date(2017, 7, 1), "28 يونيو"),
        ("2017-06-28T10:00:00+00:00", "en", date(2017, 7, 1), "28 June"),
    ],
)
def test_a_day(iso: str, language: str, today: date, words: str) -> None:
    assert dates.Calendar(languages.locale(language), today).day(iso) == words


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2017-06-27", "2017-06-27", "day", "27 Jun"),
        ("2017-06-27", "2017-06-28", "day", "27–28 Jun"),
        ("2016-12-31", "2017-01-02", "day", "31 Dec 2016 – 2 Jan 2017"),
        ("2017-06-01", "2017-06-30", "month", "Jun"),
        ("2014-01-01", "2014-12-31", "year", "2014"),
    ],
)
def test_a_day_in_a_narrow_column(start: str, end: str, precision: str, words: str) -> None:
    assert NOW.short(start, end, precision).replace("\u2009", " ") == words


@pytest.mark.parametrize(
    ("kind", "start", "end", "precision", "words"),
    [
        ("cumulative", "2017-02-19", "2017-06-28", "day", "since 19 February"),
        ("cumulative", "2016-10-17", "2017-06-28", "day", "since 17 October 2016"),
        ("cumulative", "2016-10-01", "2016-10-31", "month", "since October 2016"),
        ("cumulative", "2014-01-01", "2014-12-31", "year", "since 2014"),
        ("cumulative", None, None, None, ""),
        ("daily", None, None, None, "in one day"),
        ("incident", "2017-06-27", "2017-06-27", "day", "27 June"),
        ("incident", "2017-06-27", "2017-06-28", "day", "27–28 Jun"),
        ("incident", "2016-12-31", "2017-01-02", "day", "31 Dec 2016 – 2 Jan 2017"),
        ("stock", "2017-06-28", "2017-06-28", "day", ""),
        ("", None, None, None, ""),
    ],
)
def test_the_time_a_number_counts(
    kind: str, start: str | None, end: str | None, precision: str | None, words: str
) -> None:
    said = dates.period(kind, start, end, precision, NOW)
    assert said.replace("\u2009", " ").replace("\u202f", " ") == words
