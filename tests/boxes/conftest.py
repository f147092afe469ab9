"""Situations for tests of what readers see of them."""

from __future__ import annotations

import pytest

from conflictdesk.ledger.models import Situation
from tests.boxes.live.test_box_cache import public_situation, show


@pytest.fixture
def situation(db: None) -> Situation:
    """A public situation with one figure."""
    found = public_situation(name="Battle of Mosul", slug="mosul")
    show(found, 750_000)
    return found
