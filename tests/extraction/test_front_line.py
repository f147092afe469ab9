"""One whole article about a front line: what must be proposed to an editor, and what must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from conflictdesk.contract.types import Document, Figure, Result
from conflictdesk.extraction.engine import extract, find_places
from tests.extraction.event_lines import event_line

TEXT = (Path(__file__).parents[1] / "cases" / "front_line.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def result() -> Result:
    """What the extractor finds in the article."""
    return extract(Document(TEXT, "2017-06-28"))


def _event_lines(result: Result) -> list[str]:
    """The events, one line each."""
    return [event_line(event) for event in result.events]


@pytest.mark.parametrize(
    ("measure", "bounds", "source"),
    [
        ("displaced", (750_000, 750_000, None), "un"),
        ("trapped", (50_000, 50_000, 50_000), "iraqi_military"),
        ("fighters", (None, None, 350), "iraqi_military"),
        ("area", (None, 1, None), "iraqi_state_media"),
    ],
)
def test_figures(
    result: Result, measure: str, bounds: tuple[float | None, float | None, float | None], source: str
) -> None:
    (figure,) = [one for one in result.figures if one.measure == measure]
    assert ((figure.low, figure.best, figure.high), _source(figure)) == (bounds, source)


def _source(figure: Figure) -> str | None:
    """The id of the figure's source, or None."""
    said = figure.attribution
    return said.actor.id if said and said.actor else None


def test_numbers_that_are_no_figures(result: Result) -> None:
    """The division's number and the years; half of a caliphate is what might be, not what is."""
    quotes = {figure.quote: figure.realis for figure in result.figures}
    assert [
        quote for quote in quotes if any(number in quote for number in ("16", "2014", "2017", "27"))
    ] == []
    assert {realis for quote, realis in quotes.items() if "half" in quote} == {"hypothetical"}


@pytest.mark.parametrize(
    "line",
    [
        "aid_access: safe corridors by Iraqi army at Mosul's old city",
        "territory_captured: has liberated by 16th infantry division against al-Mashahda district"
        " at al-Mashahda district",
        "clash: Clashes at Old City of Mosul",
        "bombing: booby traps by militants at Old City of Mosul with booby traps",
        "attack: sniper fire by militants at Old City of Mosul with sniper fire",
        "violence_against_civilians: human shields by militants against civilians at Old City of Mosul",
        "violence_against_civilians: human shields by extremist group at Old City of Mosul",
    ],
)
def test_events(result: Result, line: str) -> None:
    assert _event_lines(result).count(line) == 1


def test_suicide_bombers_are_used_by_the_militants(result: Result) -> None:
    (event,) = [one for one in result.events if one.type == "suicide_attack"]
    assert ([actor.text for actor in event.actors], event.weapon) == (["militants"], "suicide bombers")


def test_clashes_have_the_day_of_the_picture(result: Result) -> None:
    days = [event.when.begin for event in result.events if event.type == "clash" and event.when]
    assert days == ["2017-06-27"]


def test_a_hope_is_no_capture(result: Result) -> None:
    hoped = [line for line in _event_lines(result) if line.startswith("territory_captured: take ")]
    assert hoped == ["territory_captured: take by Iraqi government against Mosul at Mosul, planned"]


def test_places() -> None:
    found = {(one.text, one.precision, one.within) for one in find_places(Document(TEXT, "2017-06-28"))}
    assert found >= {
        ("al-Mashahda district", "near", "Mosul"),
        ("Old City of Mosul", "district", "Mosul"),
        ("Old City", "district", "Mosul"),
        ("Erbil", "city", None),
    }
