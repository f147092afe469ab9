"""The figures of texts, by table."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import extract
from conflictdesk.extraction.figures.figure_frames import WEIGHT
from conflictdesk.extraction.figures.frame_ways import Way
from tests.cases import cases
from tests.extraction.figure_lines import figure_line, figures

TABLES = (
    "figures",
    "figures_wire",
    "figures_prose",
    "figures_reports",
    "figures_doubts",
    "figures_measures",
    "figures_kinds",
    "figures_plain",
)
FIGURES = [case for table in TABLES for case in cases(table)]


@pytest.mark.parametrize("case", FIGURES)
def test_figures_of_a_text(case: dict[str, Any]) -> None:
    assert [figure_line(figure) for figure in figures(case["name"])] == case["found"]


@pytest.mark.parametrize("case", FIGURES)
def test_quotes_are_the_text_at_their_offsets(case: dict[str, Any]) -> None:
    text = case["name"]
    for figure in figures(text):
        assert text[figure.start : figure.end] == figure.quote
        assert figure.sentence.start <= figure.start < figure.end <= figure.sentence.end
        for part in (figure.attribution, figure.place, figure.when, figure.side):
            assert part is None or text[part.start : part.end] == part.text


@pytest.mark.parametrize("case", cases("whereabouts"))
def test_place_and_period(case: dict[str, Any]) -> None:
    found = figures(case["name"])
    lines = [f"{figure.place.text if figure.place else 'null'} {figure.period}" for figure in found]
    assert lines == case["found"]


def test_the_day_of_a_dateline_is_the_day_of_no_figure_and_no_event() -> None:
    text = "BASRA, 28 June — At least 70 people fled, the mayor said on Tuesday. A mortar killed nine people."
    result = extract(Document(text, "2017-06-28"))
    days = [one.when and one.when.begin for one in (*result.figures, *result.events)]
    assert days == ["2017-06-27", None, "2017-06-27", "2017-06-27"]


def test_a_figure_told_again_points_to_its_first_mention() -> None:
    text = "Bomb kills 17 in market\n\nA bomb killed 17 people on Monday. It was the second in a week."
    first, second = figures(text)
    assert (first.same_as, second.same_as) == (None, 0)


def test_the_side_is_the_force_that_the_counted_belong_to() -> None:
    (figure,) = figures("Five Turkish soldiers were killed in an ambush.")
    assert figure.side is not None
    assert (figure.side.id, figure.side.text) == ("turkish_military", "Turkish soldiers")


def test_aliases_are_one_actor() -> None:
    names = ("IS", "ISIS", "ISIL", "Daesh", "Islamic State")
    ids = {
        figure.side.id
        for name in names
        for figure in figures(f"Troops killed 12 {name} fighters.")
        if figure.side is not None
    }
    assert ids == {"islamic_state"}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("A bomb killed 12 people.", "incident"),
        ("In the past 24 hours, 30 people were killed.", "daily"),
        ("Some 40,000 people have fled since October.", "cumulative"),
        ("At least 750,000 people have fled Mosul, the UN said.", "cumulative"),
        ("At least 7,000 people fled Mosul on Monday.", "incident"),
        ("Three people have been killed in a bombing.", "incident"),
        ("About 20,000 people are trapped in the town.", "stock"),
        ("About 35 people are killed a day.", "daily"),
        ("Gunmen killed nine soldiers a day earlier.", "incident"),
        ("Two reporters of the capital's daily El Tiempo were killed.", "incident"),
    ],
)
def test_period(text: str, period: str) -> None:
    assert [figure.period for figure in figures(text)] == [period]


def test_a_language_that_is_not_read_yields_nothing() -> None:
    text = "At least 12 people were killed."
    assert extract(Document(text, language="de")).figures == ()
    assert len(extract(Document(text, language="en-GB")).figures) == 1


def test_each_way_to_a_number_has_a_weight() -> None:
    assert WEIGHT.keys() == set(get_args(Way))
