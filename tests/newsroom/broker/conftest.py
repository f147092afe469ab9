"""Fixtures: the embedded broker, in a folder of each test's own."""

from __future__ import annotations

import pytest

from conflictdesk.newsroom.broker import atomic_filesystem


@pytest.fixture(autouse=True)
def _no_bindings_remembered() -> None:
    """Forgets which queues this process has bound: each test has a folder of its own."""
    atomic_filesystem.Transport.global_state.clear()
