"""Tables of cases, one YAML file a subject.

A row may say `why` its answer is right where a newcomer would doubt it; its tests' names show that.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

# What the tests of a table read of a row beside its `name` and `why`: `found`, except for these.
_KEYS = {
    "attribution": {"sources"},
    "clauses": {"clauses", "ties"},
    "changes": {"before", "after", "kept", "changed", "vanished", "new", "same_text", "ruled", "present"},
    "dates": {"published", "text", "dates"},
    "groups": {"verbs"},
    "places": {"text", "places"},
    "same_event": {"one", "other", "same"},
    "standings": {"figures", "standings", "whole", "policy", "range", "ranks", "picks"},
}


def cases(subject: str) -> list[Any]:
    """The rows of `<subject>.yaml` as pytest parameters, named by their `name` and `why`.

    ValueError: a row has a key that no test of its table reads.
    """
    rows = yaml.safe_load((Path(__file__).parent / f"{subject}.yaml").read_text(encoding="utf-8"))
    return parameters(f"{subject}.yaml", rows, _KEYS.get(subject, {"found"}))


def parameters(file: str, rows: Iterable[dict[str, Any]], keys: set[str]) -> list[Any]:
    """Rows as pytest parameters. `keys` are those that a row may have beside `name` and `why`.

    ValueError: a row has another key; the message names the file, the row and the key.
    """
    found = []
    for row in rows:
        for key in row.keys() - keys - {"name", "why"}:
            raise ValueError(f"{file}, row {row['name']!r}: unknown key {key!r}")
        found.append(pytest.param(row, id=f"{row['name']} ({row['why']})" if "why" in row else row["name"]))
    return found
