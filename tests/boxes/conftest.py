"""Situations for tests of what readers see of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import TestCase

from conflictdesk.ledger.models import Situation
from tests import hidden
from tests.boxes.live.test_box_cache import public_situation, show
from tests.shared_database import rolled_back


@pytest.fixture
def situation(db: None) -> Situation:
    """Public, with one figure."""
    found = public_situation(name="Battle of Mosul", slug="mosul")
    show(found, 750_000)
    return found


@pytest.fixture(scope="module")
def hiding(django_db_setup: None, django_db_blocker: Any) -> Iterator[Situation]:
    """The one of `hidden.situation`, made once for a module, and rolled back after it."""
    with rolled_back(django_db_blocker):
        yield hidden.situation(lambda: TestCase.captureOnCommitCallbacks(execute=True))
