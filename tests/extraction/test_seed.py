"""The first acceptance text, where it is at hand: what must be found in it, and what must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from conflictdesk.contract.types import Document, Event, Figure, Result
from conflictdesk.extraction.engine import extract

FOLDER = Path(__file__).parents[3] / "shared" / "seed"
TEXTS = sorted(FOLDER.glob("*.txt")) if FOLDER.is_dir() else []

pytestmark = pytest.mark.skipif(not TEXTS, reason="the acceptance text is not at hand")


@pytest.fixture(scope="module")
def result() -> Result:
    return extract(Document(TEXTS[0].read_text(encoding="utf-8"), "2017-06-28"))


def the(result: Result, measure: str) -> Figure:
    (found,) = [figure for figure in result.figures if figure.measure == measure]
    return found


def events(result: Result, kind: str) -> list[Event]:
    return [event for event in result.events if event.type == kind]


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
    figure = the(result, measure)
    assert (figure.low, figure.best, figure.high) == bounds
    assert figure.attribution is not None
    assert figure.attribution.actor is not None
    assert figure.attribution.actor.id == source


def test_numbers_that_are_no_figures(result: Result) -> None:
    quotes = " ".join(figure.quote for figure in result.figures)
    assert not any(number in quotes for number in ("16", "2014", "27"))
    assert all(figure.realis != "actual" for figure in result.figures if "half" in figure.quote)


def test_a_district_is_captured_by_the_division(result: Result) -> None:
    (captured,) = [event for event in events(result, "territory_captured") if "liberated" in event.quote]
    assert captured.place is not None
    assert captured.place.text == "al-Mashahda district"
    assert ["16th infantry division" in actor.text for actor in captured.actors] == [True]


def test_clashes_on_a_day(result: Result) -> None:
    days = {event.when.begin for event in events(result, "clash") if event.when is not None}
    assert "2017-06-27" in days


@pytest.mark.parametrize("kind", ["aid_access", "suicide_attack", "bombing", "attack"])
def test_kinds_of_events(result: Result, kind: str) -> None:
    assert [event for event in events(result, kind) if event.realis == "actual"] != []


def test_human_shields(result: Result) -> None:
    quotes = [event.quote for event in events(result, "violence_against_civilians")]
    assert any("human shields" in quote for quote in quotes)


def test_a_hope_is_no_capture(result: Result) -> None:
    hoped = [event for event in result.events if "take" in event.quote.split()]
    assert all(event.realis != "actual" for event in hoped)
