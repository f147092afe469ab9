"""When events happened, by table."""

from __future__ import annotations

from typing import Any

import pytest

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import extract
from tests.cases import cases
from tests.extraction.figure_lines import PUBLISHED


@pytest.mark.parametrize("case", cases("event_days"))
def test_the_day_of_an_event(case: dict[str, Any]) -> None:
    events = extract(Document(case["name"], PUBLISHED)).events
    days = [event.when.begin if event.when is not None else None for event in events]
    found = [f"{event.type} {day or 'null'}" for event, day in zip(events, days, strict=True)]
    assert found == case["found"]
