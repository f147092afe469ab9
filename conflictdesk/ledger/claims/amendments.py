"""Validates amendments: which fields of a reading a person may set, and which values are legal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from math import isfinite
from typing import Any, cast

from conflictdesk import untrusted
from conflictdesk.contract import terms
from conflictdesk.contract.stored import BOUNDS, ActorReading, Amendment, PlaceReading, Reading
from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger.claims.readings import proposed
from conflictdesk.ledger.models import Claim

LONGEST = 200
# What a reading has of an actor and of a place of which only the name is given.
NO_ACTOR: ActorReading = {"id": None, "name": "", "role": None}
NO_PLACE: PlaceReading = {
    "name": None,
    "country": None,
    "latitude": None,
    "longitude": None,
    "precision": terms.UNRESOLVED,
    "geonames_id": None,
    "within": None,
    "text": None,
}
Check = Callable[[Any], bool]


class InvalidAmendment(ConflictdeskError):
    """Raised when an amendment has illegal values; `problems` maps each field to its problem."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(f"{name}: {problem}" for name, problem in problems.items()))


def _one_of(known: Collection[str], *, optional: bool = False) -> Check:
    """Returns a check that accepts the known ids, and None if `optional`."""
    return lambda value: (optional and value is None) or (isinstance(value, str) and value in known)


def _bound(value: Any) -> bool:
    """Whether the value is None or a finite number that is not negative."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return value is None or (number and isfinite(value) and value >= 0)


def _day(value: Any) -> bool:
    """Whether the value is None or an ISO date."""
    try:
        return value is None or bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _text(value: Any) -> bool:
    """Whether the value is None or a string of at most `LONGEST` characters."""
    return value is None or (isinstance(value, str) and len(value) <= LONGEST)


def _named(value: Any) -> bool:
    """Whether the value is None or a dict whose name is visible and at most `LONGEST` characters long."""
    if value is None:
        return True
    name = value.get("name") if isinstance(value, dict) else None
    return isinstance(name, str) and bool(untrusted.name(name)) and len(name) <= LONGEST


def _all_named(value: Any) -> bool:
    """Whether the value is a list of dicts that each pass `_named`."""
    return isinstance(value, list) and all(one is not None and _named(one) for one in value)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


_SHARED: dict[str, tuple[Check, str]] = {
    "source": (_named, "A source needs a name."),
    "hedged": (_flag, "Must be yes or no."),
    "place": (_named, "A place needs a name."),
    "from": (_day, "Must be a date such as 2017-06-28."),
    "to": (_day, "Must be a date such as 2017-06-28."),
    "precision": (_one_of(terms.DATE_PRECISIONS, optional=True), "Must be day, week, month or year."),
    "realis": (_one_of(terms.REALIS), "Is not one of the known values."),
}
_FIGURE: dict[str, tuple[Check, str]] = {
    "measure": (_one_of(terms.MEASURES), "Is not a known measure."),
    "low": (_bound, "Must be a number that is not negative."),
    "best": (_bound, "Must be a number that is not negative."),
    "high": (_bound, "Must be a number that is not negative."),
    "qualifier": (_one_of(terms.QUALIFIERS), "Is not a known qualifier."),
    "unit": (_one_of(terms.UNITS), "Is not a known unit."),
    "population": (_one_of(terms.POPULATIONS, optional=True), "Is not a known population."),
    "period": (_one_of(terms.PERIODS, optional=True), "Is not a known period."),
    "side": (_named, "A side needs a name."),
    "is_part": (_flag, "Must be yes or no."),
}
_EVENT: dict[str, tuple[Check, str]] = {
    "type": (_one_of(terms.EVENT_TYPES), "Is not a known type of event."),
    "actors": (_all_named, "Every actor needs a name."),
    "targets": (_all_named, "Every target needs a name."),
    "weapon": (_text, "Must be at most 200 characters."),
}


def checked(claim: Claim, amendment: Mapping[str, object]) -> Amendment:
    """Returns the amendment with complete values, reduced to the fields that differ from the proposal;
    {} if none differs. An actor or a place may be given by its name alone. Raises `InvalidAmendment`,
    which names every wrong field.
    """
    before: Mapping[str, object] = proposed(claim)
    rules = _SHARED | (_FIGURE if claim.kind == Claim.Kind.FIGURE else _EVENT)
    problems = {name: "Cannot be amended." for name in amendment if name not in rules}
    given = {name: value for name, value in amendment.items() if name in rules and value != before[name]}
    problems |= {name: rules[name][1] for name, value in given.items() if not rules[name][0](value)}
    problems = problems or _together(cast(Reading, {**before, **given}))
    if problems:
        raise InvalidAmendment(problems)
    whole = {name: _whole(name, value) for name, value in given.items()}
    return cast(Amendment, {name: value for name, value in whole.items() if value != before[name]})


def _whole(name: str, value: Any) -> Any:
    """Returns the value of a field with all keys that a reading has; missing keys get their defaults."""
    if name in ("actors", "targets"):
        return [_clean({**NO_ACTOR, **one}) for one in value]
    if value is None:
        return None
    if name in ("source", "side"):
        return _clean({**NO_ACTOR, **value})
    return _clean({**NO_PLACE, **value}) if name == "place" else value


def _clean(named: Mapping[str, Any]) -> dict[str, Any]:
    """An actor or a place as it was given, its names without what nobody sees in them."""
    words = {key: untrusted.name(named[key]) for key in ("name", "text", "within") if named.get(key)}
    return {**named, **words}


def _together(after: Reading) -> dict[str, str]:
    """Returns the problems between fields that are each legal alone, by field; {} if there are none."""
    problems = {}
    if after["from"] and after["to"] and after["from"] > after["to"]:
        problems["to"] = "Must not be before the first day."
    if "measure" in after:
        missing = [name for name in terms.QUALIFIERS[after["qualifier"]].says if after[name] is None]
        problems |= dict.fromkeys(missing, f"“{after['qualifier']}” needs this number.")
        given = [bound for bound in (after[name] for name in BOUNDS) if bound is not None]
        if given != sorted(given):
            problems["high"] = "The numbers must rise from low to high."
    return problems
