"""What an entry of each kind must and may say.

Promise: `check(kind, raw)` gives the reason why an entry is wrong, or None. Kinds marked `open` take any
further plain fields, which their readers check themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from conflictdesk.contract import terms

ID = re.compile(r"[a-z0-9][a-z0-9_.-]*")
# How a measure's words take the number: "killed 12" object, "12 fled" subject, "12 dead" state,
# "12 fatalities" head, "a death toll of 12" toll, "the deaths of 12" of; a
# context only has to share the sentence.
FRAMES = ("object", "subject", "state", "head", "toll", "of", "context")
NUMERAL_CLASSES = ("unit", "teen", "ten", "multiplier", "collective", "vague", "fraction", "zero", "one")
SPEECH_FRAMES = ("says", "says_passive", "according", "cites", "noun")
MASK_FRAMES = ("before", "after")
# What the subject and the object of an active verb are to the event that it tells.
PARTS = ("actor", "target", "place", "weapon", "none")

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
        "civilians",
        "children",
        "men",
        "projectiles",
    }
)

COMMON = {"id", "label", "patterns", "examples", "counterexamples"}

# Words that look like an event and are none.
NO_EVENT = "none"

Check = Callable[[Any], str | None]


def one_of(*legal: Any) -> Check:
    return lambda value: None if value in legal else f"{value!r} is not one of {', '.join(map(str, legal))}"


def term(known: Collection[str], *more: str) -> Check:
    """An id that the contract knows when the entry is read."""
    return lambda value: None if value in known else one_of(*known, *more)(value)


def text(value: Any) -> str | None:
    return None if isinstance(value, str) and value.strip() else f"{value!r} is not text"


def number(value: Any) -> str | None:
    good = isinstance(value, (int, float)) and not isinstance(value, bool)
    return None if good else f"{value!r} is not a number"


def flag(value: Any) -> str | None:
    return None if isinstance(value, bool) else f"{value!r} is not true or false"


def texts(value: Any) -> str | None:
    good = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return None if good else f"{value!r} is not a list of texts"


def counts(value: Any) -> str | None:
    """Classes of counted things to the measure that each becomes."""
    if not isinstance(value, dict) or not value:
        return f"{value!r} is not a mapping of classes to measures"
    wrong = [key for key, measure in value.items() if key not in CLASSES or measure not in terms.MEASURES]
    return f"{wrong[0]}: {value[wrong[0]]} is not a class and a measure" if wrong else None


def values(value: Any) -> str | None:
    good = isinstance(value, dict) and all(isinstance(key, str) for key in value)
    return None if good else f"{value!r} is not a mapping of words to what they stand for"


@dataclass(frozen=True, slots=True)
class Kind:
    required: dict[str, Check] = field(default_factory=dict)
    optional: dict[str, Check] = field(default_factory=dict)
    open: bool = False
    patterns: bool = True


KINDS: dict[str, Kind] = {
    "actors": Kind(
        {"role": term(terms.ROLES)},
        {"country": text},
    ),
    "roles": Kind({"role": term(terms.ROLES)}, {"national": text}),
    "measures": Kind(
        {"frame": one_of(*FRAMES), "counts": counts},
        {"with": texts, "confidence": number, "part": flag, "zero": flag},
    ),
    "counted": Kind(
        {"unit": term(terms.UNITS)}, {"population": term(terms.POPULATIONS), "class": text, "group": text}
    ),
    "units": Kind({"unit": term(terms.UNITS), "factor": number}, {"before": flag}),
    "qualifiers": Kind(
        {"qualifier": term(terms.QUALIFIERS)}, {"position": one_of("after", "either"), "weak": flag}
    ),
    "numerals": Kind({"value": number, "class": one_of(*NUMERAL_CLASSES)}),
    "speech": Kind({"frame": one_of(*SPEECH_FRAMES)}, {"hedged": flag, "weak": flag}),
    "masks": Kind({"frame": one_of(*MASK_FRAMES)}),
    "places": Kind(open=True),
    "dates": Kind(open=True, patterns=False),
    "events": Kind(
        {"type": term(terms.EVENT_TYPES, NO_EVENT), "shape": one_of("verb", "noun", "mask")},
        {
            **dict.fromkeys(("subject", "object"), one_of(*PARTS)),
            **dict.fromkeys(("needs", "with", "without", "particles"), texts),
            **dict.fromkeys(("refine", "itself"), flag),
            "confidence": number,
        },
    ),
    "realis": Kind(open=True),
    "weapons": Kind(open=True),
    "words": Kind(open=True),
    "lists": Kind(optional={"words": texts, "values": values}, patterns=False),
}


def check(kind: str, raw: Any) -> str | None:
    """The reason why an entry is refused, or None."""
    shape = KINDS[kind]
    if not isinstance(raw, dict):
        return "an entry is a mapping"
    return _check_common(shape, raw) or _check_fields(shape, raw)


def _check_common(shape: Kind, raw: dict[str, Any]) -> str | None:
    if not isinstance(raw.get("id"), str) or not ID.fullmatch(raw["id"]):
        return f"id {raw.get('id')!r} is not lower-case letters, digits, '.', '_' or '-'"
    if reason := text(raw.get("label", raw["id"])):
        return f"label: {reason}"
    for key in ("patterns", "examples", "counterexamples"):
        if key in raw and (reason := texts(raw[key])):
            return f"{key}: {reason}"
    return "no patterns" if shape.patterns and not raw.get("patterns") else None


def _check_fields(shape: Kind, raw: dict[str, Any]) -> str | None:
    known = {**shape.required, **shape.optional}
    for key in shape.required:
        if key not in raw:
            return f"no {key}"
    for key, value in raw.items():
        if key in known and (reason := known[key](value)):
            return f"{key}: {reason}"
        if key not in known and key not in COMMON and not shape.open:
            return f"unknown field {key}"
    return None
