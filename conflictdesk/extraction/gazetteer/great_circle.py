"""Measures how far two points on the earth are from each other."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

# The mean radius of the earth (IUGG).
EARTH_KM = 6371.0

# Latitude and longitude in degrees, WGS 84.
Point = tuple[float, float]


def kilometres(one: Point, other: Point) -> float:
    """Returns the kilometres along the earth between two points, by the haversine formula."""
    north, south = radians(one[0]), radians(other[0])
    across = sin(radians(other[1] - one[1]) / 2) ** 2
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * across
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))
