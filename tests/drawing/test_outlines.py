"""The outlines of countries: packed small, read exactly, and cut to what a map shows."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from conflictdesk.drawing import outlines
from conflictdesk.drawing.topology import TopologyError, outlines_file

# Two squares side by side, their common side one arc; a grid of one degree.
TOPOLOGY: dict[str, Any] = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [
        [[10, 10], [0, 10]],
        [[10, 20], [-10, 0], [0, -10], [10, 0]],
        [[10, 20], [10, 0], [0, -10], [-10, 0]],
        [[50, 50], [1, 1]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "id": "368", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "760", "arcs": [[[-3, -1]]]},
                {"type": "Polygon", "arcs": [[0, 1]]},
                {"type": "Polygon", "id": "010", "arcs": [[3]]},
            ]
        }
    },
}


def test_a_topology_becomes_countries_with_closed_rings() -> None:
    west, east, nobody = outlines.unpack(outlines_file(TOPOLOGY))
    assert (west.number, east.number, nobody.number) == ("368", "760", "000")
    (ring,) = west.rings
    assert [tuple(round(one, 2) for one in point) for point in ring] == [
        (10, 10), (10, 20), (0, 20), (0, 10), (10, 10),
    ]  # fmt: skip
    assert [tuple(round(one, 2) for one in point) for point in east.rings[0]] == [
        (10, 10), (20, 10), (20, 20), (10, 20), (10, 10),
    ]  # fmt: skip
    assert tuple(round(one, 2) for one in west.bounds[0]) == (0, 10, 10, 20)


@pytest.mark.parametrize("wrong", [{}, {"objects": {"countries": 1}}, {**TOPOLOGY, "transform": {}}])
def test_any_other_file_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(TopologyError):
        outlines_file(wrong)


def test_the_command_names_a_file_that_it_cannot_read(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="missing"):
        call_command("build_outlines", str(tmp_path / "missing.json"))


def test_the_shipped_outlines_are_small_credited_and_know_iraq() -> None:
    iraq = next(one for one in outlines.countries() if one.number == "368")
    assert [round(one, 1) for one in iraq.bounds[0]] == [38.8, 29.1, 48.5, 37.4]
    assert outlines.SHIPPED.stat().st_size < 200_000
    assert "naturalearthdata.com" in outlines.SHIPPED.with_name("NOTICE").read_text()


def test_no_outline_leaps_at_the_date_line() -> None:
    steps = [
        abs(longitude - before)
        for country in outlines.countries()
        for ring in country.rings
        for (before, _), (longitude, _) in pairwise((*ring, ring[0]))
    ]
    assert max(steps) < 30
