"""The outlines of the world's countries: a small file made from Natural Earth, read once in each
process.

The file is deflated. Inside, all numbers are varints (signed ones zigzag): the arcs, each a count of
points and their steps from the one before on a grid; then the countries, each its ISO 3166-1 number, a
count of rings, and for each ring its arcs, where `~n` is arc n backwards. Rings of islands and of holes
are not distinguished: the even-odd rule draws both.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

SHIPPED = Path(__file__).parent / "data" / "outlines.bin"
GRID = 100_000  # steps from west to east, and from south to north

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """One country: its ISO 3166-1 number, its rings of (longitude, latitude), the box around each. A
    ring across the date line has longitudes beyond ±180.
    """

    number: str
    rings: tuple[Ring, ...]
    bounds: tuple[tuple[float, float, float, float], ...]


@cache
def countries() -> tuple[Country, ...]:
    """Returns all countries of the shipped file."""
    return unpack(SHIPPED.read_bytes())


def pack(arcs: Iterable[list[tuple[int, int]]], rings: dict[str, list[list[int]]]) -> bytes:
    """Returns the file's bytes. `arcs` are positions on the grid, `rings` the arcs of each country by
    its number.
    """
    all_arcs = list(arcs)
    data = bytearray(_varint(len(all_arcs)))
    for arc in all_arcs:
        data += _varint(len(arc))
        x, y = 0, 0
        for to_x, to_y in arc:
            data += _varint(_zigzag(to_x - x)) + _varint(_zigzag(to_y - y))
            x, y = to_x, to_y
    data += _varint(len(rings))
    for number, its_rings in rings.items():
        data += _varint(int(number)) + _varint(len(its_rings))
        for ring in its_rings:
            data += _varint(len(ring)) + b"".join(_varint(_zigzag(arc)) for arc in ring)
    return zlib.compress(bytes(data), 9)


def unpack(data: bytes) -> tuple[Country, ...]:
    """Returns the countries in a file's bytes."""
    numbers = _numbers(zlib.decompress(data))
    arcs = [_arc(numbers) for _ in range(next(numbers))]
    return tuple(_country(numbers, arcs) for _ in range(next(numbers)))


def _arc(numbers: Iterator[int]) -> Ring:
    x, y, points = 0, 0, []
    for _ in range(next(numbers)):
        x, y = x + _signed(next(numbers)), y + _signed(next(numbers))
        points.append((x * 360 / GRID - 180, y * 180 / GRID - 90))
    return tuple(points)


def _country(numbers: Iterator[int], arcs: list[Ring]) -> Country:
    number = f"{next(numbers):03}"
    rings = tuple(_ring(numbers, arcs) for _ in range(next(numbers)))
    return Country(number, rings, tuple(_bounds(ring) for ring in rings))


def _ring(numbers: Iterator[int], arcs: list[Ring]) -> Ring:
    points: list[Point] = []
    for _ in range(next(numbers)):
        index = _signed(next(numbers))
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return _without_jumps(points)


def _without_jumps(points: list[Point]) -> Ring:
    """Returns the ring without jumps at the date line: it continues beyond ±180. (No country of the file
    encloses a pole.)
    """
    turn, ring = 0, points[:1]
    for (before, _), (longitude, latitude) in pairwise(points):
        turn += 360 * ((longitude - before < -180) - (longitude - before > 180))
        ring.append((longitude + turn, latitude))
    return tuple(ring)


def _bounds(ring: Ring) -> tuple[float, float, float, float]:
    xs, ys = zip(*ring, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _numbers(data: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield value
            value = shift = 0


def _varint(value: int) -> bytes:
    data = bytearray()
    while value > 0x7F:
        data.append(value & 0x7F | 0x80)
        value >>= 7
    data.append(value)
    return bytes(data)


def _zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def _signed(value: int) -> int:
    return -(value + 1 >> 1) if value & 1 else value >> 1
