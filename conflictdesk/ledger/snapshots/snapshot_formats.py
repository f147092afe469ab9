"""Formats of a snapshot's content: which keys it has, by number, and how an older one is brought up to date.

A row keeps its format beside its content. Its content and digest are never rewritten: whoever reads it gets
it in the present format, one step a number. A format that adds keys makes no new public version by itself.

| format | what is different from the one before |
|---|---|
| 1 | Rows of before formats had numbers. Any of the keys that format 2 names may be missing. |
| 2 | `corrections`; each entry's `ruling`, each standing's `range`, each point's `claim`. |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from conflictdesk.contract.stored import SnapshotContent

Content = dict[str, Any]
# What `snapshot_contents.content` writes. Whoever raises it adds the step that leads to it.
PRESENT = 2
# The number of no claim and no ruling.
NONE = 0


def upgraded(content: Content, stored: int) -> SnapshotContent:
    """The content, stored in that format, in the present one. The one given is not changed."""
    for number in range(stored, PRESENT):
        content = STEPS[number](content)
    return cast(SnapshotContent, content)


def _with_every_key(content: Content) -> Content:
    standings = [_standing(one) for one in content.get("standings", ())]
    events = [_entry(one) for one in content.get("events", ())]
    return {"corrections": 0, **content, "standings": standings, "events": events}


def _standing(found: Content) -> Content:
    return {
        "range": {"low": None, "high": None},
        **found,
        "leader": _entry(found["leader"]),
        "rivals": [_entry(one) for one in found["rivals"]],
        "history": [{"claim": NONE, **point} for point in found["history"]],
    }


def _entry(found: Content) -> Content:
    """Without its ruling nobody can tell whether it says today what it said: readers are not shown it."""
    return {"ruling": NONE, **found}


# By the format that each leads on from.
STEPS: Mapping[int, Callable[[Content], Content]] = {1: _with_every_key}
