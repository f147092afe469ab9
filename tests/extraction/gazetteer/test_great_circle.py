"""Distances along the earth."""

from __future__ import annotations

from conflictdesk.extraction.gazetteer.great_circle import kilometres


def test_distance_is_that_along_the_earth() -> None:
    assert round(kilometres((36.335, 43.119), (33.325, 44.422))) == 355
    assert kilometres((0, 180), (0, -180)) < 0.001
