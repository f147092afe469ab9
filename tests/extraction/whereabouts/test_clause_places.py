"""Where events happened, by table."""

from __future__ import annotations

from typing import Any

import pytest

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import extract
from tests.cases import cases


@pytest.mark.parametrize("case", cases("event_places"))
def test_places_of_events(case: dict[str, Any]) -> None:
    result = extract(Document(case["name"], "2024-06-28"))
    found = [f"{one.quote}: {one.place.text if one.place else 'null'}" for one in result.events]
    assert found == case["found"]
