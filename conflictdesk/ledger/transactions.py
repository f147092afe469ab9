"""Opens transactions that are going to write.

On Django's default SQLite settings a transaction that reads first and writes later fails at once with
"database is locked" if somebody else has written meanwhile; no time-out helps. A transaction that takes
the write lock with its first statement waits for its turn instead.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction

# Each try waits for the database's own `timeout`, 5 s by default.
TRIES = 4
PAUSE_SECONDS = 0.05


@contextmanager
def writing() -> Iterator[None]:
    """Opens a transaction like `transaction.atomic()`. On SQLite the outermost one takes the write lock
    first, with a few retries; raises OperationalError if the lock stays taken.
    """
    with ExitStack() as stack:
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            _begin_with_lock(stack)
        else:
            stack.enter_context(transaction.atomic())
        yield


def _begin_with_lock(stack: ExitStack) -> None:
    for left in reversed(range(TRIES)):
        try:
            with _immediate():
                stack.enter_context(transaction.atomic())
            return
        except OperationalError as error:
            if not left or "locked" not in str(error):
                raise
            time.sleep(PAUSE_SECONDS)


@contextmanager
def _immediate() -> Iterator[None]:
    """Makes SQLite's transactions begin with `BEGIN IMMEDIATE` inside the block, whatever the site's
    setting.
    """
    connection.ensure_connection()
    sqlite: Any = connection
    before, sqlite.transaction_mode = sqlite.transaction_mode, "IMMEDIATE"
    try:
        yield
    finally:
        sqlite.transaction_mode = before
