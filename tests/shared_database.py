"""What the tests of one module share in the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def rolled_back(blocker: Any) -> Iterator[None]:
    """A block whose rows are rolled back at its end: a fixture of a module makes them once for all its tests.

    `blocker` is pytest-django's `django_db_blocker`. Each test rolls back its own changes before the next.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
