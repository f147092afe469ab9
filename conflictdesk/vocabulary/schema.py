"""What an entry of each kind must and may say.

Promise: `check(kind, raw)` gives the reason why an entry is wrong, or None. Kinds marked `open` take any
further plain fields, which their readers check themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, get_args

from conflictdesk.contract import terms

ID = re.compile(r"[a-z0-9][a-z0-9_.-]*")
COMMON = {"id", "label", "patterns", "examples", "counterexamples"}

Check = Callable[[Any], str | None]


def one_of(*legal: Any) -> Check:
    return lambda value: None if value in legal else f"{value!r} is not one of {', '.join(map(str, legal))}"


def term(kind: Any) -> Check:
    return one_of(*get_args(kind))


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
    legal = get_args(terms.Measure)
    wrong = [key for key, measure in value.items() if key not in terms.CLASSES or measure not in legal]
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
        {"role": term(terms.Role)},
        {"country": text},
    ),
    "roles": Kind({"role": term(terms.Role)}, {"national": text}),
    "measures": Kind(
        {"frame": one_of(*terms.FRAMES), "counts": counts},
        {"with": texts, "confidence": number, "part": flag, "zero": flag},
    ),
    "counted": Kind(
        {"unit": term(terms.Unit)}, {"population": term(terms.Population), "class": text, "group": text}
    ),
    "units": Kind({"unit": term(terms.Unit), "factor": number}, {"before": flag}),
    "qualifiers": Kind(
        {"qualifier": term(terms.Qualifier)}, {"position": one_of("after", "either"), "weak": flag}
    ),
    "numerals": Kind({"value": number, "class": one_of(*terms.NUMERAL_CLASSES)}),
    "speech": Kind({"frame": one_of(*terms.SPEECH_FRAMES)}, {"hedged": flag, "weak": flag}),
    "masks": Kind({"frame": one_of(*terms.MASK_FRAMES)}),
    "places": Kind(open=True),
    "dates": Kind(open=True, patterns=False),
    "events": Kind(
        {"type": one_of(*get_args(terms.EventType), "none"), "shape": one_of("verb", "noun", "mask")},
        {
            **dict.fromkeys(("subject", "object"), one_of(*terms.PARTS)),
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
