"""Finds the middle of a region of which only the towns are known."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

Point = tuple[float, float]


def middle(points: Iterable[Point]) -> Point:
    """Returns the centre of area of the points' convex hull, without far outliers.

    Where the hull has no area, it returns the mean of the points.
    """
    kept = _near(list(points))
    corners = _hull(kept)
    area = sum(_cross(a, b) for a, b in _edges(corners))
    if len(corners) < 3 or abs(area) < 1e-9:
        return (sum(x for x, _ in kept) / len(kept), sum(y for _, y in kept) / len(kept))
    x = sum((a[0] + b[0]) * _cross(a, b) for a, b in _edges(corners)) / (3 * area)
    y = sum((a[1] + b[1]) * _cross(a, b) for a, b in _edges(corners)) / (3 * area)
    return (x, y)


def _near(points: list[Point]) -> list[Point]:
    """Returns the points within eight times the median distance from the median point."""
    x, y = median(x for x, _ in points), median(y for _, y in points)
    reach = 8 * median(max(abs(px - x), abs(py - y)) for px, py in points) + 0.1
    return [point for point in points if max(abs(point[0] - x), abs(point[1] - y)) <= reach]


def _cross(a: Point, b: Point) -> float:
    return a[0] * b[1] - b[0] * a[1]


def _edges(corners: list[Point]) -> list[tuple[Point, Point]]:
    return list(zip(corners, corners[1:] + corners[:1], strict=True))


def _hull(points: list[Point]) -> list[Point]:
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return _chain(ordered)[:-1] + _chain(ordered[::-1])[:-1]


def _chain(ordered: list[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
