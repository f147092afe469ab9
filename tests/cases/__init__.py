"""Tables of cases, one YAML file a subject."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

# What the tests of each table read of a row. Every row has a `name` and may have a `why`.
_KEYS = {
    "attribution": {"sources"},
    "changes": {"before", "after", "kept", "changed", "vanished", "new", "same_text", "ruled", "present"},
    "dates": {"published", "text", "dates"},
    "events": {"found"},
    "events_missed": {"found"},
    "events_news": {"found"},
    "events_parties": {"found"},
    "events_wars": {"found"},
    "figures": {"found"},
    "figures_doubts": {"found"},
    "figures_prose": {"found"},
    "figures_reports": {"found"},
    "figures_wire": {"found"},
    "groups": {"verbs"},
    "numbers": {"found"},
    "places": {"text", "places"},
    "realis": {"found"},
    "same_event": {"one", "other", "same"},
    "standings": {"figures", "standings", "whole", "policy", "range", "ranks", "picks"},
    "whereabouts": {"found"},
}


def cases(subject: str) -> list[Any]:
    """The rows of `<subject>.yaml` as pytest parameters, named by their `name` and `why`.

    ValueError: a row has a key that no test of its table reads.
    """
    rows = yaml.safe_load((Path(__file__).parent / f"{subject}.yaml").read_text(encoding="utf-8"))
    return parameters(f"{subject}.yaml", rows, _KEYS[subject])


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
