"""Sweeping: one of many that raises stops none of the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection

logger = logging.getLogger(__name__)
Item = TypeVar("Item")
Result = TypeVar("Result")


def try_each(what: str, do: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """The result for each item, in order. An item that raises is logged, as `what` it is, and has none.
    Where the database is gone, the error is raised: the others would wait for it one by one. So is a worker's
    being told that the time is up.
    """
    for item in items:
        try:
            result = do(item)
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            if not connection.is_usable():
                raise
            logger.exception("The sweep goes on without %s %s.", what, item)
        else:
            yield result
