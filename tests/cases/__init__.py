"""Tables of cases, one YAML file a subject."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml


def cases(subject: str) -> list[Any]:
    """The rows of `<subject>.yaml` as pytest parameters, named by their `name`."""
    rows = yaml.safe_load((Path(__file__).parent / f"{subject}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(row, id=row["name"]) for row in rows]
