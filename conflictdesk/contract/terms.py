"""The contract's ids, each with what its data says, by id and in the contract's order.

Ids are permanent: deprecate one, never rename it. A site adds its own folder of the same YAML with
`extend`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal, cast

from conflictdesk.contract import loading
from conflictdesk.contract.entries import (
    CauseTerm,
    DatePrecisionTerm,
    EventType,
    Measure,
    PeriodTerm,
    PlacePrecisionTerm,
    Population,
    QualifierTerm,
    RealisTerm,
    RoleTerm,
    UnitTerm,
)

SHIPPED = Path(__file__).parent

# Closed sets that grammar itself computes; a test holds them against the data.
Qualifier = Literal[
    "exact", "at_least", "more_than", "up_to", "fewer_than", "about", "nearly", "between", "vague"
]
Unit = Literal[
    "person",
    "household",
    "km2",
    "percent",
    "building",
    "item",
    "strike",
    "place",
    "usd",
    "eur",
    "gbp",
    "tonne",
    "km",
]
Period = Literal["incident", "daily", "cumulative", "stock"]
Realis = Literal["actual", "planned", "hypothetical", "denied", "historical"]
Cause = Literal["conflict", "disaster", "accident", "disease", "crime", "unknown"]
PlacePrecision = Literal["exact", "near", "district", "city", "adm2", "adm1", "country", "unresolved"]
Role = Literal[
    "state_forces",
    "armed_group",
    "militia",
    "foreign_forces",
    "police",
    "government",
    "un",
    "ngo",
    "media",
    "health_authority",
    "civil_defence",
    "monitor",
    "party",
    "official",
    "witness",
    "civilians",
    "other",
]
WhenPrecision = Literal["day", "week", "month", "year"]

_folders = [SHIPPED]
_contract = loading.load(SHIPPED)

MEASURES: Mapping[str, Measure] = _contract["measures"]
EVENT_TYPES: Mapping[str, EventType] = _contract["event_types"]
POPULATIONS: Mapping[str, Population] = _contract["populations"]
UNITS: Mapping[str, UnitTerm] = _contract["units"]
ROLES: Mapping[str, RoleTerm] = _contract["roles"]
QUALIFIERS: Mapping[str, QualifierTerm] = _contract["qualifiers"]
PERIODS: Mapping[str, PeriodTerm] = _contract["periods"]
REALIS: Mapping[str, RealisTerm] = _contract["realis"]
CAUSES: Mapping[str, CauseTerm] = _contract["causes"]
PLACE_PRECISIONS: Mapping[str, PlacePrecisionTerm] = _contract["place_precisions"]
DATE_PRECISIONS: Mapping[str, DatePrecisionTerm] = _contract["date_precisions"]


# The ids of: it happened; it is intended, supposed, denied; it was long ago.
HAPPENED = cast(Realis, next(str(one) for one, entry in REALIS.items() if entry.counts))
_BY_TOLD = {entry.told_by: cast(Realis, str(one)) for one, entry in REALIS.items()}
INTENDED, SUPPOSED = _BY_TOLD["intention"], _BY_TOLD["condition"]
DENIED, LONG_AGO = _BY_TOLD["negation"], _BY_TOLD["past"]
# The cause of a figure where no word says another.
ASSUMED_CAUSE = cast(Cause, next(str(one) for one, entry in CAUSES.items() if entry.assumed))
# Of a number: in one event, on one day, in all, at one moment.
_BY_STRETCH = {entry.stretch: cast(Period, str(one)) for one, entry in PERIODS.items()}
IN_EVENT, ON_DAY = _BY_STRETCH["event"], _BY_STRETCH["day"]
IN_TOTAL, AT_MOMENT = _BY_STRETCH["total"], _BY_STRETCH["moment"]
# Of a number: as it is; above it, by an unknown part; below it by its prefix; with two ends; in words.
EXACT = cast(Qualifier, next(str(one) for one, entry in QUALIFIERS.items() if entry.plain))
ABOVE = cast(Qualifier, next(str(one) for one, entry in QUALIFIERS.items() if entry.gives == ("low",)))
BELOW = cast(Qualifier, next(str(one) for one, entry in QUALIFIERS.items() if entry.by_prefix))
TWO_ENDED = cast(Qualifier, next(str(one) for one, entry in QUALIFIERS.items() if entry.two_ended))
IN_WORDS = cast(Qualifier, next(str(one) for one, entry in QUALIFIERS.items() if entry.in_words))
# Nobody knows what it is; no point is known; the point is its own.
UNKNOWN_ROLE = next(str(one) for one, entry in ROLES.items() if entry.unknown)
UNRESOLVED = next(str(one) for one, entry in PLACE_PRECISIONS.items() if not entry.found)
OWN_POINT = next(str(one) for one, entry in PLACE_PRECISIONS.items() if entry.own)


def is_rough(qualifier: str) -> bool:
    """Whether a number with this qualifier may be more or less; False for an unknown one."""
    return qualifier in QUALIFIERS and QUALIFIERS[qualifier].rough


def competes(period: str) -> bool:
    """Whether figures of this period stand beside others in a box. Those of a single event do not.

    An unknown period competes.
    """
    return period not in PERIODS or PERIODS[period].competes


def happened(realis: str) -> bool:
    """Whether a figure or an event of this realis happened, now and not long ago."""
    return realis in REALIS and REALIS[realis].counts


def offered(cause: str) -> bool:
    """Whether editors are asked about figures of this cause; True for an unknown id."""
    return cause not in CAUSES or CAUSES[cause].offered


def for_two_people() -> frozenset[str]:
    """The kinds of claims that two people approve where a site says nothing else.

    Each is `figure:` or `event:` and the measure or type.
    """
    figures = {f"figure:{one}" for one, entry in MEASURES.items() if entry.two_people}
    return frozenset(figures | {f"event:{one}" for one, entry in EVENT_TYPES.items() if entry.two_people})


def extend(*folders: Path) -> None:
    """Adds the entries of these folders to those that there are.

    Raises `ContractError` for the first wrong one, and then changes nothing.
    """
    if folders:
        _read(list(dict.fromkeys([*_folders, *folders])))


@cache
def digest() -> str:
    """The sha256, in hexadecimal digits, of what decides how a text is read."""
    plain = json.dumps(loading.decisive(_contract), sort_keys=True)
    return sha256(plain.encode()).hexdigest()


@contextmanager
def extended(*folders: Path) -> Iterator[None]:
    """Extends the contract by these folders until the block ends."""
    before = list(_folders)
    extend(*folders)
    try:
        yield
    finally:
        _read(before)


def _read(folders: list[Path]) -> None:
    """Reads the folders anew into the mappings of this module."""
    found = loading.load(*folders)
    _folders[:] = folders
    digest.cache_clear()
    for kind, known in _contract.items():
        known.update(found[kind])
        for lost in known.keys() - found[kind].keys():
            del known[lost]
