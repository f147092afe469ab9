"""Applies a function to many items, so that one that raises does not stop the others."""

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
    """Yields the result for each item, in order. An item that raises is logged, named as `what`, and
    yields nothing. Raises the error if the database is gone, because every other item would wait for it,
    and raises a worker's SoftTimeLimitExceeded.
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
