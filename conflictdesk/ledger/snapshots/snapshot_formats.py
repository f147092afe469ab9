"""Formats of a snapshot's content: which keys it has, by number, and how older content is upgraded.

A row stores its format beside its content. Content and digest are never rewritten: whoever reads old
content gets it in the present format, upgraded one number at a time. A format that adds keys makes no
new public version by itself.

| format | what is different from the one before |
|---|---|
| 1 | Rows written before formats had numbers. Any of the keys that format 2 names may be missing. |
| 2 | `corrections`; each entry's `ruling`, each standing's `range`, each point's `claim`. |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from conflictdesk.contract.stored import SnapshotContent

# Content as stored, in any format: which keys it has is known only after the upgrade.
StoredContent = Mapping[str, Any]
# The format that `snapshot_contents.content` writes. Raise it together with a new step in `STEPS`.
PRESENT = 2
# Stands for a missing claim or ruling; no row has this key.
NONE = 0


def upgraded(content: StoredContent, stored: int) -> SnapshotContent:
    """Returns the content in the present format, from the format it was stored in. The argument is not
    changed.
    """
    for number in range(stored, PRESENT):
        content = STEPS[number](content)
    return cast(SnapshotContent, content)


def _with_every_key(content: StoredContent) -> StoredContent:
    standings = [_standing(one) for one in content.get("standings", ())]
    events = [_entry(one) for one in content.get("events", ())]
    return {"corrections": 0, **content, "standings": standings, "events": events}


def _standing(found: StoredContent) -> StoredContent:
    return {
        "range": {"low": None, "high": None},
        **found,
        "leader": _entry(found["leader"]),
        "rivals": [_entry(one) for one in found["rivals"]],
        "history": [{"claim": NONE, **point} for point in found["history"]],
    }


def _entry(found: StoredContent) -> StoredContent:
    """Adds a missing ruling as `NONE`. Without it nobody knows whether a fact is still the same: readers
    do not see the fact.
    """
    return {"ruling": NONE, **found}


# Each step upgrades from the format that is its key to the next.
STEPS: Mapping[int, Callable[[StoredContent], StoredContent]] = {1: _with_every_key}
