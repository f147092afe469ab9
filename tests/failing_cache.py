"""A cache that can be broken: as a site's backend, with the errors of a Redis that is down or full."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import OutOfMemoryError, ResponseError

READS = ("get", "get_many", "has_key")
WRITES = ("add", "set", "set_many", "incr", "touch")
DELETIONS = ("delete", "delete_many")
DOWN = RedisConnectionError("Connection refused.")
FULL = OutOfMemoryError("command not allowed when used memory > 'maxmemory'.")
DISK_FULL = ResponseError("MISCONF Redis is configured to save RDB snapshots, but it's unable to persist.")

# Error by operation while it lasts, and how often the backend was asked.
broken: dict[str, Exception] = {}
asked: list[str] = []


class FailingCache(LocMemCache):
    """As memory, until it is broken."""

    def __getattribute__(self, name: str) -> Any:
        if name in (*READS, *WRITES, *DELETIONS):
            asked.append(name)
            if name in broken:
                raise broken[name]
        return super().__getattribute__(name)


def refuse(*_: Any, **__: Any) -> None:
    """An operation of a cache that is down."""
    raise DOWN


@contextmanager
def breaking(error: Exception, *operations: str) -> Iterator[None]:
    """While it lasts these operations, or all of them, fail with the error."""
    broken.update(dict.fromkeys(operations or (*READS, *WRITES, *DELETIONS), error))
    asked.clear()
    try:
        yield
    finally:
        broken.clear()
