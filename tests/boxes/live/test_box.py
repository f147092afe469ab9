"""The view of a snapshot: rivals beside their leader, parties marked, dates exact."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from conflictdesk.boxes.live.box import Box, Limits, box
from conflictdesk.boxes.live.box_standings import Source
from tests.boxes.contents import TAKEN, content, event, figure, point, standing

LIMITS = Limits(figures=2, further=3, events=4)
ARMY = {"name": "Iraqi military", "role": "state_forces", "party": True}


def _box(shown: dict[str, Any], language: str = "en", taken: datetime = TAKEN) -> Box:
    """The box of a snapshot's content."""
    with translation.override(language):
        return box(shown, 7, taken, language, LIMITS)


def test_a_figure_says_number_source_day_and_period() -> None:
    told = figure(low=750_000, qualifier="at_least", period="cumulative", **{"from": "2016-10-17"})
    (shown,) = _box(content(standing(told))).leading
    (seen,) = shown.figures
    assert shown.label == "Displaced"
    assert str(seen.value) == "at least 750,000"
    assert seen.source == Source("UN", party=False)
    assert str(seen.as_of.text) == "as of 28 June"
    assert seen.as_of.iso == "2017-06-28"
    assert seen.period == "since 17 October 2016"
    assert (
        seen.url == "/mosul/last-streets/#block-b1:~:text=The%20UN%20says%20750%2C000%20people%20have%20fled."
    )


def test_sources_that_disagree_stand_side_by_side_the_leading_one_first() -> None:
    trapped = {"measure": "trapped", "population": "civilians"}
    leader = figure(best=50_000, source=ARMY, claim=1, **trapped)
    rival = figure(best=100_000, qualifier="about", claim=2, **trapped)
    seen = _box(content(standing(leader, rival, place="Old City")))
    (shown,) = seen.leading
    assert (shown.label, shown.scope, shown.has_rivals) == ("Civilians trapped", "Old City", True)
    assert [(str(one.value), one.source) for one in shown.figures] == [
        ("50,000", Source("Iraqi military", party=True)),
        ("about 100,000", Source("UN", party=False)),
    ]
    assert shown.said == "Civilians trapped: 50,000, Iraqi military; about 100,000, UN"
    assert (seen.names_party, seen.further_names_party) == (True, False)


def test_a_number_without_a_source_has_none() -> None:
    (shown,) = _box(content(standing(figure(best=5, source=None)))).leading
    assert shown.figures[0].source is None
    assert shown.said == "Displaced: 5"


def test_the_key_of_a_standing_stays_while_its_numbers_change() -> None:
    (before,) = _box(content(standing(figure(best=5)))).leading
    (after,) = _box(content(standing(figure(best=6, claim=2)))).leading
    (other,) = _box(content(standing(figure(best=6, claim=2), place="Mosul"))).leading
    assert before.key == after.key
    assert before.key != other.key


def test_earlier_values_are_told_newest_first_without_the_present_one() -> None:
    history = [point(f"2017-0{month}-01", 100 * month) for month in range(1, 7)]
    told = standing(figure(best=600, as_of="2017-06-01"), history=history)
    (shown,) = _box(content(told)).leading
    assert shown.earlier == (
        "500 as of 1 May",
        "400 as of 1 April",
        "300 as of 1 March",
        "200 as of 1 February",
        "100 as of 1 January",
    )


def test_more_than_the_limits_is_kept_apart_or_left_out() -> None:
    standings = [standing(figure(measure=one, best=1)) for one in ("killed", "wounded", "missing")]
    events = [event(claim=claim) for claim in range(5)]
    seen = _box(content(*standings, events=events))
    assert [one.label for one in seen.leading] == ["Killed", "Wounded"]
    assert [one.label for one in seen.further] == ["Missing"]
    assert [one.key for one in seen.events] == ["e0", "e1", "e2", "e3"]


def test_an_asterisk_is_explained_where_it_is_seen() -> None:
    known = [standing(figure(measure=one, best=1)) for one in ("killed", "wounded")]
    seen = _box(content(*known, standing(figure(measure="missing", best=1, source=ARMY))))
    assert (seen.names_party, seen.further_names_party) == (False, True)


def test_standings_of_one_name_are_told_apart_by_what_they_count() -> None:
    kinds = ("cumulative", "stock")
    seen = _box(content(*(standing(figure(best=1, period=kind), place="Mosul") for kind in kinds)))
    assert [(one.label, one.scope) for one in seen.leading] == [
        ("Displaced", "Mosul, in total"),
        ("Displaced", "Mosul, at that time"),
    ]


def test_a_year_is_told_once_where_it_is_not_the_year_of_the_box() -> None:
    days = [("2017-06-27",) * 2, ("2016-12-30", "2017-01-02"), ("2016-12-31",) * 2, ("2016-12-30",) * 2]
    events = [event(claim=at, **{"from": start, "to": end}) for at, (start, end) in enumerate(days)]
    seen = _box(content(events=events)).events
    assert [(str(one.date.text), one.year) for one in seen] == [
        ("27 Jun", ""),
        ("30 Dec 2016\u2009–\u20092 Jan 2017", ""),
        ("31 Dec", "2016"),
        ("30 Dec", ""),
    ]


@pytest.mark.parametrize(
    ("when", "words", "iso"),
    [
        ({"from": "2017-06-27", "to": "2017-06-28"}, "27–28 Jun", "2017-06-27"),
        ({"from": "2017-06-01", "to": "2017-06-30", "precision": "month"}, "Jun", "2017-06-01"),
        ({"from": "2014-01-01", "to": "2014-12-31", "precision": "year"}, "2014", "2014-01-01"),
        ({"from": None, "to": None, "precision": None}, "by 28 Jun", "2017-06-28"),
    ],
)
def test_the_day_of_an_event_is_as_exact_as_the_text(when: dict[str, Any], words: str, iso: str) -> None:
    (seen,) = _box(content(events=[event(**when)])).events
    assert (str(seen.date.text), seen.date.iso) == (words, iso)


def test_the_time_of_the_last_change_has_its_zone() -> None:
    seen = _box(content(), taken=datetime(2017, 6, 28, 14, 5, 59, tzinfo=UTC))
    assert str(seen.updated.text) == "updated 28 June 2017, 14:05 UTC"
    assert seen.updated.iso == "2017-06-28T14:05:59+00:00"


def test_a_situation_of_which_nothing_is_known() -> None:
    seen = _box(content(state="closed"))
    assert (seen.is_empty, seen.is_closed, seen.state_label, seen.names_party) == (
        True,
        True,
        "Closed",
        False,
    )


def test_arabic_reads_from_the_right() -> None:
    seen = _box(content(standing(figure(best=750_000))), "ar")
    assert seen.right_to_left
    assert str(seen.leading[0].figures[0].as_of.text).endswith("28 يونيو")
