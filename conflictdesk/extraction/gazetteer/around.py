"""Finds the largest towns within bounds, so that maps need no map server."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from functools import cache
from heapq import nlargest

from conflictdesk.extraction.gazetteer import blob
from conflictdesk.extraction.gazetteer.index import Entry, Gazetteer

TOWN = blob.KINDS.index("city")


def largest(
    gazetteer: Gazetteer, south: float, west: float, north: float, east: float, count: int
) -> list[Entry]:
    """Returns up to `count` populated places within the bounds, those with the most people first.

    The list is empty when no place lies within. Regions and countries are left out. Bounds are in
    degrees; `west > east` means that they cross the date line.
    """
    latitudes, numbers = _by_latitude(gazetteer)
    first = bisect_left(latitudes, _coded(south, 90))
    last = bisect_right(latitudes, _coded(north, 90))
    low, high = _coded(west, 180), _coded(east, 180)
    found = (
        number
        for number in numbers[first:last]
        if (low <= (at := _longitude(gazetteer, number)) <= high) or (low > high and not high < at < low)
    )
    chosen = nlargest(count, found, key=lambda number: gazetteer.data[_record(gazetteer, number) + 15])
    return [gazetteer.entry(number) for number in chosen]


@cache
def _by_latitude(gazetteer: Gazetteer) -> tuple[array[int], array[int]]:
    """Returns the coded latitudes and the numbers of all populated places, from south to north."""
    towns = (
        number for number in range(gazetteer.count) if gazetteer.data[_record(gazetteer, number) + 16] == TOWN
    )
    pairs = sorted((_latitude(gazetteer, number), number) for number in towns)
    return array("l", [one for one, _ in pairs]), array("l", [number for _, number in pairs])


def _coded(degrees: float, half: int) -> int:
    """Returns degrees as records have them. `half` is 90 for latitudes and 180 for longitudes."""
    return round((max(-half, min(half, degrees)) + half) * blob.DEGREE)


def _record(gazetteer: Gazetteer, number: int) -> int:
    return gazetteer.records + number * blob.RECORD


def _latitude(gazetteer: Gazetteer, number: int) -> int:
    at = _record(gazetteer, number)
    return int.from_bytes(gazetteer.data[at + 3 : at + 6], "little")


def _longitude(gazetteer: Gazetteer, number: int) -> int:
    at = _record(gazetteer, number)
    return int.from_bytes(gazetteer.data[at + 6 : at + 9], "little")
