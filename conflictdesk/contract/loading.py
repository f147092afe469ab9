"""Reads the contract's YAML into frozen entries.

Every entry is checked; the first wrong one raises `ContractError` with file, entry and reason. An entry
of a later folder replaces the entry with its id; without one it comes behind the others of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from conflictdesk.contract import entries
from conflictdesk.contract.entries import Term
from conflictdesk.contract.safe_yaml import safe_load

KINDS: Mapping[str, type[Term]] = {
    "measures": entries.Measure,
    "event_types": entries.EventType,
    "populations": entries.Population,
    "units": entries.UnitTerm,
    "roles": entries.RoleTerm,
    "qualifiers": entries.QualifierTerm,
    "periods": entries.PeriodTerm,
    "realis": entries.RealisTerm,
    "causes": entries.CauseTerm,
    "place_precisions": entries.PlacePrecisionTerm,
    "date_precisions": entries.DatePrecisionTerm,
}
# Fields that name ids of another kind.
NAMES = {
    ("measures", "unit"): "units",
    ("measures", "population"): "populations",
    ("measures", "of_events"): "event_types",
    ("measures", "unclear_with"): "measures",
    ("measures", "both"): "measures",
    ("measures", "yields_to"): "measures",
    ("measures", "when_fatal"): "measures",
    ("qualifiers", "lower_alone"): "qualifiers",
    ("qualifiers", "upper_alone"): "qualifiers",
    ("event_types", "kin"): "event_types",
}

Contract = dict[str, dict[str, Any]]


class ContractError(ValueError):
    """An entry of the contract is wrong; the message says where and why."""

    def __init__(self, file: str, entry: str, reason: str) -> None:
        self.file, self.entry, self.reason = file, entry, reason
        super().__init__(f"{file}: {entry}: {reason}")


def load(*folders: Path) -> Contract:
    """The entries of these folders: for each kind by id, in their files' order.

    Raises `ContractError` for the first wrong file or entry, and for a folder that does not exist.
    """
    found: Contract = {kind: {} for kind in KINDS}
    told: dict[tuple[str, str], str] = {}
    for file, kind, raw in _raw(folders):
        term = _term(file, kind, raw)
        if told.get((kind, term)) == file:
            raise ContractError(file, f"{kind}/{term}", "this id stands twice in the file")
        told[kind, term] = file
        found[kind][str(term)] = term
    _check_names(found, told)
    return found


def decisive(contract: Contract) -> dict[str, dict[str, dict[str, Any]]]:
    """What decides how a text is read: the entries by kind and id, without their texts."""
    return {kind: {name: _deciding(term) for name, term in terms.items()} for kind, terms in contract.items()}


def _deciding(term: Any) -> dict[str, Any]:
    """The fields of an entry without its texts; sets become sorted lists."""
    left_out = entries.TEXTS | entries.POLICY
    values = {own.name: getattr(term, own.name) for own in fields(term) if own.name not in left_out}
    return {name: sorted(one) if isinstance(one, frozenset) else one for name, one in values.items()}


def _raw(folders: Iterable[Path]) -> Iterator[tuple[str, str, Any]]:
    """File, kind and content of each entry of the folders. Raises `ContractError`."""
    for folder in folders:
        if not folder.is_dir():
            raise ContractError(str(folder), "folder", "there is no such folder")
        for path in sorted(folder.glob("*.yaml")):
            file = f"{folder.name}/{path.name}"
            content = safe_load(path.read_text(encoding="utf-8"))
            if not isinstance(content, dict) or not all(isinstance(one, list) for one in content.values()):
                raise ContractError(file, "file", "a file maps kinds to lists of entries")
            for kind, listed in content.items():
                if kind not in KINDS:
                    raise ContractError(file, str(kind), f"is not one of {', '.join(KINDS)}")
                yield from ((file, kind, raw) for raw in listed)


def _term(file: str, kind: str, raw: Any) -> Term:
    """The entry that a mapping of YAML means. Raises `ContractError` when it is wrong."""
    given = raw if isinstance(raw, dict) else {}
    where = f"{kind}/{given.get('id', '?')}"
    shape = _shape(KINDS[kind])
    for name, value in given.items():
        if name not in shape:
            raise ContractError(file, where, f"unknown field {name}")
        if reason := _wrong(shape[name][1], value):
            raise ContractError(file, where, f"{name}: {reason}")
    for name, (own, _) in shape.items():
        if own.default is MISSING and name not in given:
            raise ContractError(file, where, f"no {name}")
    return KINDS[kind](**{name: _frozen(shape[name][1], value) for name, value in given.items()})


@cache
def _shape(kind: type[Term]) -> dict[str, tuple[Field[Any], Any]]:
    """The fields of a kind by name, each with its type."""
    hints = get_type_hints(kind)
    return {own.name: (own, hints[own.name]) for own in fields(kind)}  # type: ignore[arg-type]


def _plain(hint: Any) -> Any:
    """A type without the None that stands for "not given"."""
    return next((one for one in get_args(hint) if one is not NoneType), hint) if _is_optional(hint) else hint


def _is_optional(hint: Any) -> bool:
    """Whether a type allows None."""
    return NoneType in get_args(hint)


def _wrong(hint: Any, value: Any) -> str | None:
    """The reason why a value is not of a type, None when it is."""
    hint = _plain(hint)
    if get_origin(hint) is Literal:
        return None if value in get_args(hint) else f"{value!r} is not one of {', '.join(get_args(hint))}"
    if get_origin(hint) in (tuple, frozenset):
        inner = get_args(hint)[0]
        if not isinstance(value, list):
            return f"{value!r} is not a list"
        return next((reason for one in value if (reason := _wrong(inner, one))), None)
    if type(value) is not hint:
        return f"{value!r} is not {_NAMES[hint]}"
    return "is empty" if value == "" else None


_NAMES = {str: "text", bool: "true or false", int: "a whole number"}


def _frozen(hint: Any, value: Any) -> Any:
    """The value as the type has it: a list becomes a tuple or a set."""
    origin = get_origin(_plain(hint))
    return origin(value) if origin in (tuple, frozenset) else value


def _check_names(found: Contract, told: Mapping[tuple[str, str], str]) -> None:
    """Raises `ContractError` for a field that names no entry, or kin that is not kin in turn."""
    for (kind, name), of in NAMES.items():
        for term in found[kind].values():
            value = getattr(term, name)
            for one in [value] if isinstance(value, str) else sorted(value):
                where = told[kind, term], f"{kind}/{term}"
                if one and one not in found[of]:
                    raise ContractError(*where, f"{name}: {one!r} is not among the {of}")
                if name == "kin" and term not in found[of][one].kin:
                    raise ContractError(*where, f"kin: {one} does not name it in turn")
