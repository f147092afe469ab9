"""Defines the file format of the shipped index: one blob, mapped into memory and never parsed as a whole.

    magic, five counts, tables of countries and regions (JSON)     read at start
    pairs            a bit for each hash of the first two words of a longer name
    bucket table     uint32 offsets, one a bucket, 2**16 buckets
    buckets          lines "\\nkey\\tflags number,number,…" in base 36; a key sits in bucket crc32(key)
    records          RECORD bytes each, in order of number
    labels           names as people write them, UTF-8, found by offset from the record

Promise: one look-up touches one bucket of a few hundred bytes; records are decoded when asked for.
"""

from __future__ import annotations

import json
import math
import struct
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MAGIC = b"CDGAZ2\n\0"
HEADER = struct.Struct("<8s5I")
BUCKETS = 1 << 16
PAIRS = 1 << 20
RECORD = 18
KINDS = ("city", "adm1", "adm2", "country")
DEGREE = 40_000
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Row:
    """One place of the index. `region` is a number in the table of regions, 0 for none."""

    id: int
    name: str
    country: str
    region: int
    latitude: float
    longitude: float
    population: int
    kind: str


def bucket(key: bytes) -> int:
    """Returns the number of the bucket that holds a key."""
    return zlib.crc32(key) & (BUCKETS - 1)


def pair_bit(pair: bytes) -> tuple[int, int]:
    """Returns byte and mask of the bit for two words with a space between them."""
    number = zlib.crc32(pair) & (PAIRS - 1)
    return number >> 3, 1 << (number & 7)


def base36(number: int) -> str:
    """Returns a number that is not negative in digits of base 36, "0" for 0."""
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
        if not number:
            return digits


def size_class(population: int) -> int:
    """Returns the class of a population, which fits into one byte: four classes for each doubling."""
    return round(4 * math.log2(population + 1))


def population_of(size: int) -> int:
    """Returns about the population that the class stands for, to about 10 per cent; 0 for class 0."""
    return round(2 ** (size / 4)) - 1


def pack(row: Row, country: int, label: int) -> bytes:
    """Returns the `RECORD` bytes of a row. `country` is its number in the table, `label` an offset."""
    latitude = round((row.latitude + 90) * DEGREE)
    longitude = round((row.longitude + 180) * DEGREE)
    return b"".join(
        (
            row.id.to_bytes(3, "little"),
            latitude.to_bytes(3, "little"),
            longitude.to_bytes(3, "little"),
            label.to_bytes(3, "little"),
            row.region.to_bytes(2, "little"),
            bytes((country, size_class(row.population), KINDS.index(row.kind), len(row.name.encode()))),
        )
    )


def write(
    rows: Sequence[Row],
    keys: Mapping[str, tuple[str, Sequence[int]]],
    regions: Sequence[str],
    neighbours: Mapping[str, Sequence[str]],
) -> bytes:
    """Returns the whole index as bytes.

    `keys` maps a folded name to its flags and the numbers of its rows, largest place first.
    """
    countries = sorted({row.country for row in rows})
    code_of = {code: number for number, code in enumerate(countries)}
    known = {"countries": countries, "regions": regions, "neighbours": neighbours}
    tables = json.dumps(known, ensure_ascii=False).encode()
    labels = bytearray()
    seen: dict[str, int] = {}
    records = bytearray()
    for row in rows:
        if row.name not in seen:
            seen[row.name] = len(labels)
            labels += row.name.encode()
        records += pack(row, code_of[row.country], seen[row.name])
    offsets, lines = _buckets(keys)
    header = HEADER.pack(MAGIC, len(tables), len(lines), len(rows), len(labels), BUCKETS)
    return b"".join((header, tables, _pairs(keys), offsets, lines, bytes(records), bytes(labels)))


def _pairs(keys: Iterable[str]) -> bytes:
    """Returns a bit for each pair, set where some key begins with two words of that hash."""
    bits = bytearray(PAIRS // 8)
    for key in keys:
        words = key.split(" ", 2)
        if len(words) > 1:
            byte, mask = pair_bit(f"{words[0]} {words[1]}".encode())
            bits[byte] |= mask
    return bytes(bits)


def _buckets(keys: Mapping[str, tuple[str, Sequence[int]]]) -> tuple[bytes, bytes]:
    """Returns the table of offsets and the lines of all buckets."""
    filed: list[list[bytes]] = [[] for _ in range(BUCKETS)]
    for key in sorted(keys):
        flags, numbers = keys[key]
        line = f"\n{key}\t{flags} {','.join(map(base36, numbers))}"
        filed[bucket(key.encode())].append(line.encode())
    offsets = array("I", [0])
    lines = bytearray()
    for part in filed:
        lines += b"".join(part)
        offsets.append(len(lines))
    return offsets.tobytes(), bytes(lines) + b"\n"
