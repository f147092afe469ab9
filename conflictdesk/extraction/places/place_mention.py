"""The types that the place finder takes and returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from conflictdesk.contract.types import Place, PlacePrecision
from conflictdesk.extraction.gazetteer import Entry

MentionKind = Literal["place", "adjective", "name"]


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place that the editors added. The finder prefers it to any other place of the same name."""

    names: tuple[str, ...]
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: PlacePrecision = "exact"
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known besides the text: its title, its dateline or desk place, the editors' own places, and
    the codes of the countries that it is about.
    """

    title: str = ""
    place: str = ""
    own: Sequence[OwnPlace] = ()
    countries: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place at tokens `[first, last)`. `sure` is the confidence that the name is a place, 0 to 1."""

    first: int
    last: int
    place: Place
    kind: MentionKind = "place"
    sure: float = 0.8


@dataclass(slots=True, eq=False)
class Candidate:
    """A name that may be a place, with all places that it may mean.

    The first `main` entries have the name as their main name, the others as an alternate one.
    `container` is the name after a comma ("Mosul, Iraq"), `noun` the class of the noun beside it
    ("province"). `chosen` is None until a place is chosen, and stays None for a place that no list has: it is
    `inside` of the place `within` where the same sentence says so.
    """

    first: int
    last: int
    key: str
    entries: tuple[Entry, ...]
    main: int
    flags: str = ""
    name_first: int = 0
    name_last: int = 0
    noun: str = ""
    direction: bool = False
    precision: PlacePrecision | None = None
    container: Candidate | None = None
    locative: bool = False
    person: bool = False
    kind: MentionKind = "place"
    score: float = 0.0
    chosen: Entry | None = None
    within: Candidate | None = None
    inside: bool = False
