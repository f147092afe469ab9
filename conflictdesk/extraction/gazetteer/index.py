"""Looks places up in the shipped index.

Promises: opening maps the file and reads two small tables; a look-up costs about a microsecond and is
remembered; entries of a key come largest first. `gazetteer_names.key` folds the names.
"""

from __future__ import annotations

import json
import mmap
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from conflictdesk.extraction.gazetteer import blob, gazetteer_names

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "gazetteer.bin"


class GazetteerError(ValueError):
    """The file is not an index of places of this version."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place. `id` is its GeoNames id, None for regions without one and for editors' own places."""

    id: int | None
    name: str
    country: str | None
    region: str | None
    latitude: float | None
    longitude: float | None
    population: int
    kind: str


@dataclass(frozen=True, slots=True)
class Hit:
    """What a name may mean. The first `main` entries have it as main name, the rest as alternate name.

    Flags: `w` an ordinary English word, `p` a given name or surname.
    """

    flags: str
    main: int
    entries: tuple[Entry, ...]


NOTHING = Hit("", 0, ())
REMEMBERED = 50_000


@dataclass(slots=True, eq=False)
class Gazetteer:
    """An opened index. Threads may share it: look-ups only read."""

    data: mmap.mmap | bytes
    countries: list[str]
    regions: list[str]
    neighbours: dict[str, list[str]]
    pairs: bytes
    offsets: memoryview
    lines: int
    records: int
    labels: int
    count: int
    memory: dict[str, Hit] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Returns the sha256 of the whole file in hexadecimal digits. Takes some milliseconds."""
        return sha256(self.data).hexdigest()

    def find(self, key: str) -> Hit:
        """Returns the hit for a folded name; NOTHING when no place has that name."""
        hit = self.memory.get(key)
        if hit is None:
            if len(self.memory) > REMEMBERED:
                self.memory.clear()
            hit = self.memory[key] = self._look_up(key)
        return hit

    def may_begin(self, pair: str) -> bool:
        """Whether some longer name begins with these two words: surely not, or very likely."""
        byte, mask = blob.pair_bit(pair.encode())
        return bool(self.pairs[byte] & mask)

    def find_name(self, name: str) -> Hit:
        """Returns the hit for a name as people write it; NOTHING when no place has that name."""
        return self.find(gazetteer_names.key(name))

    def beginning_with(self, folded: str, most: int) -> list[str]:
        """Returns up to `most` keys that begin with `folded`, in the file's own order.

        The list is empty when none does. Reads the whole file when there are fewer than `most`.
        """
        wanted, at, found = b"\n" + folded.encode(), self.lines, list[str]()
        while len(found) < most and (at := self.data.find(wanted, at, self.records)) >= 0:
            found.append(self.data[at + 1 : self.data.find(b"\t", at)].decode())
            at += 1
        return found

    def _look_up(self, key: str) -> Hit:
        wanted = key.encode()
        number = blob.bucket(wanted)
        begin, end = self.lines + self.offsets[number], self.lines + self.offsets[number + 1]
        at = self.data.find(b"\n" + wanted + b"\t", begin, end)
        if at < 0:
            return NOTHING
        at += len(wanted) + 2
        line = self.data[at : self.data.find(b"\n", at)].decode()
        flags, _, numbers = line.partition(" ")
        entries = tuple(self.entry(int(digits, 36)) for digits in numbers.split(","))
        return Hit(flags.rstrip("0123456789"), int(flags.lstrip("wp")), entries)

    def entry(self, number: int) -> Entry:
        """Returns the place with that number, from 0 up to `count`."""
        at = self.records + number * blob.RECORD
        record = self.data[at : at + blob.RECORD]
        whole = int.from_bytes
        label = self.labels + whole(record[9:12], "little")
        region = whole(record[12:14], "little")
        return Entry(
            id=whole(record[:3], "little") or None,
            name=self.data[label : label + record[17]].decode(),
            country=self.countries[record[14]],
            region=self.regions[region] or None,
            latitude=round(whole(record[3:6], "little") / blob.DEGREE - 90, 4),
            longitude=round(whole(record[6:9], "little") / blob.DEGREE - 180, 4),
            population=blob.population_of(record[15]),
            kind=blob.KINDS[record[16]],
        )


def open_blob(data: mmap.mmap | bytes) -> Gazetteer:
    """Returns the index in the bytes. Raises GazetteerError when they are none of this version."""
    magic, tables, lines, count, _labels, buckets = blob.HEADER.unpack(data[: blob.HEADER.size])
    if magic != blob.MAGIC or buckets != blob.BUCKETS:
        raise GazetteerError(GazetteerError.__doc__)
    at = blob.HEADER.size
    known = json.loads(data[at : at + tables])
    at += tables
    pairs = data[at : at + blob.PAIRS // 8]
    at += blob.PAIRS // 8
    offsets = memoryview(data[at : at + 4 * (buckets + 1)]).cast("I")
    begin = at + 4 * (buckets + 1)
    records = begin + lines
    return Gazetteer(
        data,
        known["countries"],
        known["regions"],
        known["neighbours"],
        pairs,
        offsets,
        begin,
        records,
        records + count * blob.RECORD,
        count,
    )


def open_file(path: Path) -> Gazetteer:
    """Returns the index in a file. Raises OSError if it cannot be read, GazetteerError as `open_blob`."""
    with path.open("rb") as file:
        return open_blob(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


@cache
def shipped() -> Gazetteer:
    """Returns the index that comes with the package, opened once in each process."""
    return open_file(SHIPPED)
