"""The charts: to scale, from zero, and none where nothing moved."""

from __future__ import annotations

from typing import Any

import pytest

from conflictdesk.drawing.charts import (
    FULL_WIDTH,
    HEIGHT,
    MARGIN,
    WIDTH,
    Mark,
    full_chart,
    rounded_up,
    step_chart,
)
from tests.boxes.contents import point

BASE = HEIGHT - MARGIN
END = WIDTH - MARGIN


def test_steps_are_to_scale_in_time_and_number() -> None:
    chart = step_chart([point("2017-06-01", 0), point("2017-06-21", 50), point("2017-07-11", 100)])
    assert chart is not None
    across, up = (END - MARGIN) // 2, (BASE - MARGIN) / 2
    assert chart.path == f"M{MARGIN} {BASE}h{across}v-{up:g}h{across}v-{up:g}V{BASE}H{MARGIN}Z"
    assert chart.length == f"{2 * (across + up):g}"
    assert (chart.x, chart.y) == (str(END), str(MARGIN))


def test_a_step_shorter_than_a_unit_is_drawn_and_one_of_no_height_is_not() -> None:
    days = ("2017-06-01", "2017-06-21", "2017-07-01", "2017-07-11")
    chart = step_chart([point(day, value) for day, value in zip(days, (98, 100, 100, 98), strict=True)])
    assert chart is not None
    assert chart.path == f"M{MARGIN} 3.4h45v-.4h22.5h22.5v.4V{BASE}H{MARGIN}Z"
    assert chart.length == "90.8"


def test_a_bound_stands_for_a_value_that_is_unknown() -> None:
    bound = {"as_of": "2017-06-21", "low": 50, "best": None, "high": None, "qualifier": "more_than"}
    assert step_chart([point("2017-06-01", 100), bound]) == step_chart(
        [point("2017-06-01", 100), point("2017-06-21", 50)]
    )


@pytest.mark.parametrize(
    "history",
    [
        [],
        [point("2017-06-01", 5)],
        [point("2017-06-01", 5), point("2017-06-01", 7)],
        [point("2017-06-01", 0), point("2017-06-02", 0)],
        [point("2017-06-01", None), point("2017-06-02", 3)],
    ],
)
def test_nothing_to_draw(history: list[dict[str, Any]]) -> None:
    assert step_chart(history) is None
    assert full_chart(history) is None


def test_thousands_of_values_draw_no_more_steps_than_there_is_room_for() -> None:
    day = "2017-{:02}-{:02}".format
    many = [point(day(1 + n // 28 % 12, 1 + n % 28), n) for n in range(10_000)]
    chart = step_chart(sorted(many, key=lambda one: one["as_of"]))
    assert chart is not None
    assert chart.path.count("h") <= WIDTH


@pytest.mark.parametrize(
    ("value", "top"),
    [(1, 1), (3, 4), (5, 6), (7, 8), (9, 10), (10, 10), (750_000, 800_000), (0.4, 0.4), (12, 20)],
)
def test_an_axis_ends_at_a_number_that_can_be_said(value: float, top: float) -> None:
    assert rounded_up(value) == pytest.approx(top)


def test_a_full_chart_marks_each_report_and_whose_it_is() -> None:
    between = {**point("2017-06-21", None), "low": 25, "high": 75, "qualifier": "between"}
    chart = full_chart([{**point("2017-06-01", 100), "source": "UN"}, {**between, "source": "army"}], "UN")
    assert chart is not None
    assert chart.marks == (Mark("6", "6", "6", "6", True), Mark("540", "130.5", "130.5", "47.5", False))
    assert chart.rules == (("6", 100), ("89", 50))
    assert (chart.first, chart.last, chart.steps.width) == ("2017-06-01", "2017-06-21", FULL_WIDTH)
