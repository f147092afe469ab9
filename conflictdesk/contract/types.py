"""The extraction contract, version 2, as types.

Every offset is a character offset into `Document.text`, and `text[start:end] == quote` always. None
means that the text does not say, 0 that it says none. Ids are public and permanent. `to_json()` has
exactly the contract's key names.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, overload

from conflictdesk.contract.entries import EventType, Measure, Population, Term
from conflictdesk.contract.stored import EventJson, FigureJson, ResultJson
from conflictdesk.contract.terms import (
    ASSUMED_CAUSE,
    Cause,
    Period,
    PlacePrecision,
    Qualifier,
    Realis,
    Role,
    Unit,
    WhenPrecision,
)

__all__ = [
    "CONTRACT_VERSION",
    "Actor",
    "Attribution",
    "Cause",
    "Context",
    "Document",
    "Event",
    "EventType",
    "Figure",
    "Measure",
    "Number",
    "Period",
    "Place",
    "PlacePrecision",
    "Population",
    "Qualifier",
    "Realis",
    "Result",
    "Role",
    "Since",
    "Span",
    "Unit",
    "When",
    "WhenPrecision",
    "to_json",
]

CONTRACT_VERSION = 2

JSON_NAMES = {"begin": "from", "until": "to"}


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a document's subject besides its text: countries by their ISO 3166-1 alpha-2
    codes, and the names of places and parties. It decides between readings and never adds one.
    """

    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The text that is read.

    `published` is an ISO date or date-time; without it relative dates stay unresolved.
    """

    text: str
    published: str | None = None
    language: str = "en"
    title: str = ""
    place: str = ""
    context: Context | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The characters `[start, end)` of a sentence."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the text with its bounds."""

    start: int
    end: int
    quote: str
    low: float | None
    best: float | None
    high: float | None
    qualifier: Qualifier


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor where the text names it.

    `id` and `name` are None when the vocabulary does not know the words.
    """

    text: str
    start: int
    end: int
    id: str | None = None
    name: str | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the text names.

    `within` is the name of the nearest resolved place around an unresolved one.
    """

    text: str
    start: int
    end: int
    name: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: PlacePrecision = "unresolved"
    geonames_id: int | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A date that the text names, as two ISO dates, both inclusive: `from` and `to` in JSON.

    Both are None when it cannot be resolved.
    """

    text: str
    start: int
    end: int
    begin: str | None = None
    until: str | None = None
    precision: WhenPrecision | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so: `text` is the source's own words, `via` who relays them, None without a relay."""

    start: int
    end: int
    text: str
    actor: Actor | None = None
    hedged: bool = False
    via: Actor | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """The words that name the start of a count; `date` is the ISO day that they fix, None without one."""

    start: int
    end: int
    text: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the text that measures something."""

    start: int
    end: int
    quote: str
    sentence: Span
    measure: Measure
    low: float | None
    best: float | None
    high: float | None
    qualifier: Qualifier
    unit: Unit
    population: Population | None = None
    side: Actor | None = None
    same_as: int | None = None
    part_of: int | None = None
    attribution: Attribution | None = None
    place: Place | None = None
    when: When | None = None
    period: Period | None = None
    since: Since | None = None
    cause: Cause = ASSUMED_CAUSE
    realis: Realis = "actual"
    confidence: float = 0.5
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What a clause of the text says happened; `figures` are places in the result's list of figures."""

    start: int
    end: int
    quote: str
    sentence: Span
    type: EventType
    actors: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    place: Place | None = None
    when: When | None = None
    attribution: Attribution | None = None
    weapon: str | None = None
    same_as: int | None = None
    figures: tuple[int, ...] = ()
    realis: Realis = "actual"
    confidence: float = 0.5
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What the extractor finds in a document. `extractor` is its version."""

    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    extractor: str = ""

    def to_json(self) -> ResultJson:
        """The result in the contract's JSON names; nothing makes incidents yet."""
        return {
            "contract": CONTRACT_VERSION,
            "extractor": self.extractor,
            "figures": [to_json(figure) for figure in self.figures],
            "events": [to_json(event) for event in self.events],
            "incidents": [],
        }


@cache
def _keys(cls: Any) -> tuple[tuple[str, str], ...]:
    """Each field of a dataclass with its name in JSON."""
    return tuple((field.name, JSON_NAMES.get(field.name, field.name)) for field in fields(cls))


@overload
def to_json(value: Figure) -> FigureJson: ...
@overload
def to_json(value: Event) -> EventJson: ...
@overload
def to_json(value: Any) -> Any: ...
def to_json(value: Any) -> Any:
    """The value as JSON has it: dataclasses as dicts in the contract's names, tuples as lists."""
    if isinstance(value, Term):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {key: to_json(getattr(value, name)) for name, key in _keys(type(value))}
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return value
