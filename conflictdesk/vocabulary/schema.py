"""Checks what YAML says of an entry against the fields of its class.

Promises: `refusal(kind, raw)` is the reason why an entry is wrong, or None; `values(kind, raw)` is what a
right one says, frozen, by the names of the fields.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, fields
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from conflictdesk.contract import terms

ID = re.compile(r"[a-z0-9][a-z0-9_.-]*")
# What is counted: "bare" is a number without a noun, "noun" one with a noun that nobody has listed,
# "self" the noun that is itself the measure ("12 deaths").
CLASSES = frozenset(
    {
        "person",
        "household",
        "building",
        "equipment",
        "strike",
        "attack",
        "place",
        "area",
        "distance",
        "weight",
        "money",
        "territory",
        "share",
        "country",
        "time",
        "life",
        "animal",
        "other",
        "bare",
        "noun",
        "self",
        "soldiers",
        "police",
        "fighters",
        "prisoners",
        "hostages",
        "name",
        "one_building",
        "one_place",
        "refugees",
        "bodies",
        "civilians",
        "children",
        "men",
        "kin",
        "projectiles",
        "targets",
    }
)
# What the loader adds to what an entry says.
ADDED = frozenset({"phrases"})

Check = Callable[[Any], str | None]


class Checked(NamedTuple):
    """Stands in an `Annotated` type: the check that the type alone does not say."""

    check: Check


def term(known: Collection[str], *more: str) -> Checked:
    """An id that the contract knows when the entry is read."""
    return Checked(lambda value: _one_of((*known, *more), value))


def counts(value: Any) -> str | None:
    """Classes of counted things to the measure that each becomes."""
    if not isinstance(value, dict) or not value:
        return f"{value!r} is not a mapping of classes to measures"
    measures = list(terms.MEASURES)
    wrong = [key for key, measure in value.items() if key not in CLASSES or measure not in measures]
    return f"{wrong[0]}: {value[wrong[0]]} is not a class and a measure" if wrong else None


class Field(NamedTuple):
    """A field of a kind: its name in the class, its type, and whether an entry must say it."""

    name: str
    hint: Any
    required: bool


@cache
def shape(kind: type) -> Mapping[str, Field]:
    """The fields of a kind by their names in YAML."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        own.name.removesuffix("_"): Field(own.name, hints[own.name], default(own) is MISSING)
        for own in fields(kind)
        if own.name not in ADDED
    }


@cache
def _required(kind: type) -> tuple[str, ...]:
    """The fields that an entry of a kind must say."""
    return tuple(key for key, own in shape(kind).items() if own.required)


def default(own: dataclasses.Field[Any]) -> Any:
    """What a field is where nothing is said; MISSING where it must be said."""
    return own.default if own.default_factory is MISSING else own.default_factory()


def refusal(kind: Any, raw: Any) -> str | None:
    """The reason why an entry of this class is refused, or None."""
    if not isinstance(raw, dict):
        return "an entry is a mapping"
    if not isinstance(raw.get("id"), str) or not ID.fullmatch(raw["id"]):
        return f"id {raw.get('id')!r} is not lower-case letters, digits, '.', '_' or '-'"
    known = shape(kind)
    for key, value in raw.items():
        if key in known and (reason := wrong(known[key].hint, value)):
            return f"{key}: {reason}"
    if kind.patterned and not raw.get("patterns"):
        return "no patterns"
    unsaid = next((key for key in _required(kind) if key not in raw), None)
    unknown = next((key for key in raw if key not in known), None)
    return f"no {unsaid}" if unsaid else f"unknown field {unknown}" if unknown else None


def values(kind: type, raw: Mapping[str, Any]) -> dict[str, Any]:
    """What a right entry says, by the names of the fields: sets, tuples and mappings frozen."""
    known = shape(kind)
    return {known[key].name: _frozen(known[key].hint, value) for key, value in raw.items()}


# The types of most fields, known without being taken apart.
_TEXTS = (tuple[str, ...], frozenset[str])


def wrong(hint: Any, value: Any) -> str | None:
    """The reason why a value does not fit a type, or None."""
    if hint is str or hint is bool:
        return _plain(hint, value)
    if hint in _TEXTS:
        return _list(str, value)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return next((one.check(value) for one in inner if isinstance(one, Checked)), None)
    if origin in (Union, UnionType):
        reasons = [wrong(one, value) for one in inner if one is not NoneType]
        return None if None in reasons else reasons[0]
    if origin is Literal:
        return _one_of(inner, value)
    if origin is Mapping:
        return _mapping(inner[1], value)
    if origin is tuple and inner[1:] != (...,):
        return _row(inner, value)
    if origin in (tuple, frozenset):
        return _list(inner[0], value)
    return _plain(hint, value)


def _list(inner: Any, value: Any) -> str | None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return f"{value!r} is not a list of texts"
    return next((reason for item in value if inner is not str and (reason := wrong(inner, item))), None)


def _one_of(legal: Collection[Any], value: Any) -> str | None:
    return None if value in legal else f"{value!r} is not one of {', '.join(map(str, legal))}"


def _mapping(inner: Any, value: Any) -> str | None:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        return f"{value!r} is not a mapping of words to what they stand for"
    return next((f"{key}: {reason}" for key, one in value.items() if (reason := wrong(inner, one))), None)


def _row(inner: tuple[Any, ...], value: Any) -> str | None:
    if not isinstance(value, list) or len(value) != len(inner):
        return f"{value!r} is not a list of {len(inner)}"
    reasons = (wrong(one, item) for one, item in zip(inner, value, strict=True))
    return next((reason for reason in reasons if reason), None)


def _plain(hint: Any, value: Any) -> str | None:
    if hint is bool:
        return None if isinstance(value, bool) else f"{value!r} is not true or false"
    if hint is str:
        return None if isinstance(value, str) and value.strip() else f"{value!r} is not text"
    whole = (int,) if hint is int else (int, float)
    good = isinstance(value, whole) and not isinstance(value, bool)
    return None if good else f"{value!r} is not a {'whole ' if hint is int else ''}number"


def _frozen(hint: Any, value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType(value)
    if not isinstance(value, list):
        return value
    return frozenset(value) if get_origin(hint) is frozenset else tuple(value)
