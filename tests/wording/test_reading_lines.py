"""Readings in plain words, as an editor reads them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone, translation

from conflictdesk.wording import reading_lines

UN = {"id": "un", "name": "UN", "role": "un"}
MOSUL = {"name": "Mosul", "text": "Mosul", "precision": "city", "country": "IQ", "within": None}
FIGURE: dict[str, Any] = {
    "measure": "killed", "low": 12, "best": 12, "high": 12, "qualifier": "exact", "unit": "person",
    "population": None, "side": None, "period": None, "since": None, "cause": "conflict", "is_part": False,
    "source": None, "hedged": False,
    "place": None, "from": None, "to": None, "precision": None, "realis": "actual",
}  # fmt: skip
EVENT: dict[str, Any] = {
    "type": "clash", "actors": [], "targets": [], "weapon": None, "source": None, "hedged": False,
    "place": None, "from": None, "to": None, "precision": None, "realis": "actual",
}  # fmt: skip
OCTOBER = {"from": "2016-10-17", "to": "2016-10-17", "precision": "day"}


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        ({}, "12 people killed"),
        ({"low": 1, "best": 1, "high": 1}, "1 person killed"),
        ({"population": "children", "low": 1, "best": 1, "high": 1}, "1 child killed"),
        ({"measure": "displaced", "qualifier": "at_least", "low": 750_000, "best": 750_000, "high": None,
          "source": UN, "period": "cumulative", **OCTOBER},
         "At least 750,000 people displaced since 17 October 2016 — UN"),
        ({"source": UN, "hedged": True, "place": MOSUL}, "12 people killed in Mosul — claimed by UN"),
        ({"measure": "fighters", "qualifier": "up_to", "low": None, "best": None, "high": 350,
          "side": {"id": None, "name": "IS", "role": None}}, "Up to 350 fighters (IS)"),
        ({"measure": "area", "unit": "km2", "qualifier": "about", "low": None, "best": 1, "high": None},
         "Area of about 1 km²"),
        ({"measure": "killed", "qualifier": "vague", "low": 24, "best": None, "high": None},
         "Dozens of people killed"),
        ({"measure": "strikes", "unit": "strike"}, "12 strikes"),
        ({"realis": "denied"}, "Denied: 12 people killed"),
        ({"period": "incident", **OCTOBER}, "12 people killed (17 October 2016)"),
        ({"period": "daily", **OCTOBER}, "12 people killed in one day"),
        ({"period": "cumulative", "since": {"text": "Since the truce began", "date": None}},
         "12 people killed “since the truce began”"),
        ({"period": "cumulative", "since": {"text": "since the truce began", "date": None}, **OCTOBER},
         "12 people killed “since the truce began”"),
        ({"period": "cumulative", "since": {"text": "since October 17", "date": "2016-10-17"}, **OCTOBER},
         "12 people killed since 17 October 2016"),
        ({"measure": "bodies_returned", "population": "soldiers"}, "Bodies of 12 soldiers returned"),
        ({"measure": "losses", "population": "soldiers"}, "12 soldiers lost, killed or wounded"),
        ({"measure": "rescued"}, "12 people rescued"),
        ({"measure": "cut_off"}, "12 people cut off from power, water or network"),
        ({"measure": "conscripted", "population": "men"}, "12 men conscripted"),
        ({"measure": "a_later_one", "unit": "a_later_one"}, "12"),
    ],
)  # fmt: skip
def test_figures(reading: dict[str, Any], words: str) -> None:
    assert reading_lines.headline(FIGURE | reading) == words


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        ({}, "Clashes"),
        ({"place": MOSUL, **OCTOBER}, "Clashes in Mosul (17 October 2016)"),
        ({"type": "territory_captured", "actors": [{"id": None, "name": "16th Division", "role": None}],
          "place": MOSUL, "source": UN}, "16th Division captured Mosul, UN said"),
        ({"type": "agreement"}, "Agreement (“the word”)"),
        ({"realis": "planned"}, "Planned: clashes"),
    ],
)  # fmt: skip
def test_events_are_put_as_readers_will_read_them(reading: dict[str, Any], words: str) -> None:
    assert reading_lines.headline(EVENT | reading, "the word") == words


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({}, ""),
        (OCTOBER, "17 October 2016"),
        ({**OCTOBER, "to": None}, "17 October 2016"),
        ({"from": "2017-06-01", "to": "2017-06-30", "precision": "month"}, "June 2017"),
        ({"from": "2017-01-01", "to": "2017-12-31", "precision": "year"}, "2017"),
        ({"from": "2017-06-26", "to": "2017-06-28", "precision": "day"}, "26–28 Jun 2017"),
    ],
)
def test_dates_always_have_their_year(dates: dict[str, Any], words: str) -> None:
    assert reading_lines.span(FIGURE | dates) == words


def test_numbers_are_written_in_the_editors_language() -> None:
    with translation.override("de"):
        assert reading_lines.number(FIGURE | {"best": 1_500_000, "low": None, "high": None}) == "1.500.000"


def test_a_moment_is_told_on_the_editors_clock() -> None:
    with timezone.override("Asia/Baghdad"):
        assert reading_lines.moment(datetime(2017, 6, 28, 21, 5, tzinfo=UTC)) == "29 June 2017, 00:05"
