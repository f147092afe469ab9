"""Computes the difference between two JSON values, and applies it to the first to get the second. Pure.

A difference is JSON itself, one of

    {"put": value}                                      replaces the whole value
    {"set": {key: difference, …}, "drop": [key, …]}     changes or adds these keys, drops those
    {"list": [part, …]}                                 builds a list from these parts, in order

and a part of a list is one of `[start, end]`, a slice of the old list; `{"at": index, "by": difference}`, a
changed entry of it; `{"new": [entry, …]}`, new entries.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Json = Any
Difference = Mapping[str, Json]
# How many unmatched old entries are compared to find the one that a new entry changes.
LOOK = 20


def difference(before: Json, after: Json) -> Difference:
    """Returns the difference from which `apply` makes `after` out of `before`; `{"put": after}` if that
    is shorter. The order of an object's keys does not count; 1, 1.0 and true are three values.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        return _shorter(_of_objects(before, after), after)
    if isinstance(before, list) and isinstance(after, list):
        return _shorter({"list": list(_joined(_parts(before, after)))}, after)
    return {"put": after}


def apply(before: Json, difference: Difference) -> Json:
    """Returns the value that results from applying the difference. It shares parts with both arguments."""
    if "put" in difference:
        return difference["put"]
    if "set" in difference:
        dropped = difference.get("drop", ())
        kept = {key: value for key, value in before.items() if key not in dropped}
        return kept | {key: apply(before.get(key), one) for key, one in difference["set"].items()}
    return [entry for part in difference["list"] for entry in _entries(before, part)]


def text(value: Json) -> str:
    """Returns the value as JSON, equal for equal values whatever the order of their keys."""
    return json.dumps(value, sort_keys=True)


def _shorter(found: Difference, after: Json) -> Difference:
    whole = {"put": after}
    return found if len(text(found)) <= len(text(whole)) else whole


def _of_objects(before: Json, after: Json) -> Difference:
    changed = {
        key: difference(before[key], value) if key in before else {"put": value}
        for key, value in after.items()
        if key not in before or text(before[key]) != text(value)
    }
    dropped = [key for key in before if key not in after]
    return {"set": changed, "drop": dropped} if dropped else {"set": changed}


def _entries(before: Sequence[Json], part: Json) -> Sequence[Json]:
    if isinstance(part, list):
        return before[part[0] : part[1]]
    return part["new"] if "new" in part else [apply(before[part["at"]], part["by"])]


def _parts(before: Sequence[Json], after: Sequence[Json]) -> Iterator[Json]:
    """Yields one part for each entry of the new list."""
    texts = [text(entry) for entry in before]
    first = {one: index for index, one in reversed(list(enumerate(texts)))}
    after_texts = [text(entry) for entry in after]
    stay = set(after_texts)
    left = [index for index, one in enumerate(texts) if one not in stay]
    following = 0
    for entry, one in zip(after, after_texts, strict=True):
        if one in first:
            # Of equal entries the one that extends the current slice.
            index = following if texts[following : following + 1] == [one] else first[one]
            following = index + 1
            yield [index, following]
        elif (was := _most_alike(entry, before, left[:LOOK])) is not None:
            del left[: left.index(was) + 1]
            yield {"at": was, "by": difference(before[was], entry)}
        else:
            yield {"new": [entry]}


def _most_alike(entry: Json, before: Sequence[Json], among: Iterable[int]) -> int | None:
    """Returns the index of the object that has most values in common with the entry, the first of
    several; None if none has any.
    """
    if not isinstance(entry, dict):
        return None
    most, place = max(((_common(entry, before[index]), -index) for index in among), default=(0, 0))
    return -place if most else None


def _common(entry: dict[str, Json], other: Json) -> int:
    if not isinstance(other, dict):
        return 0
    return sum(key in other and text(other[key]) == text(value) for key, value in entry.items())


def _joined(parts: Iterable[Json]) -> Iterator[Json]:
    """Yields the parts with adjacent slices joined, and new entries in a row joined."""
    last: Json = None
    for part in parts:
        if isinstance(last, list) and isinstance(part, list) and last[1] == part[0]:
            last = [last[0], part[1]]
        elif last and "new" in last and "new" in part:
            last = {"new": [*last["new"], *part["new"]]}
        else:
            if last is not None:
                yield last
            last = part
    if last is not None:
        yield last
