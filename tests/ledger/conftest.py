"""Fixtures of the ledger: a situation, an editor, and a block whose end runs the work that waits for a
commit.
"""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from conflictdesk.ledger.models import Situation
from tests.factories import EditorFactory, SituationFactory
from tests.hidden import Commit


@pytest.fixture
def situation() -> Situation:
    return SituationFactory(name="Battle of Mosul", slug="mosul")


@pytest.fixture
def editor() -> User:
    return EditorFactory(first_name="Ada", last_name="Editor")


@pytest.fixture
def commit(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Commit:
    """Returns a block at whose end the work that waits for the commit is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
