"""Probes whether the parts that a site needs answer, without waiting long for one that hangs.

Each probe has a thread of its own, and each part is asked one question at a time: callers that come
meanwhile share its answer. A part that hangs for ever holds one thread, however often it is probed.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from celery import current_app
from django.core.cache import cache, caches
from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper

from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger.extractions import heartbeats
from conflictdesk.ledger.models import Heartbeat

Value = TypeVar("Value")
PATIENCE_SECONDS = 0.9
# An answer is shared for so long, so that frequent probes do not burden the parts.
FRESH_SECONDS = 1.0
OK, HANGS = "ok", "no answer within 1 s"
# The timeout in libraries that have one, so that the thread ends soon, too.
_WAIT_SECONDS = 2
DATABASE_OPTIONS: dict[str, dict[str, Any]] = {
    "postgresql": {"connect_timeout": _WAIT_SECONDS, "tcp_user_timeout": 1000 * _WAIT_SECONDS},
    "sqlite": {"timeout": _WAIT_SECONDS},
}
# Each transport uses its own of these options and ignores the others.
BROKER_OPTIONS = dict.fromkeys(
    ("connect_timeout", "read_timeout", "write_timeout", "socket_timeout", "socket_connect_timeout"),
    _WAIT_SECONDS,
)
CACHE_KEY, CACHE_VALUE, CACHE_SECONDS = "conflictdesk-ready", "yes", 60
logger = logging.getLogger(__name__)


class CacheForgets(ConflictdeskError):
    """The cache does not keep what it is given."""


@dataclass(frozen=True)
class Answer(Generic[Value]):
    """An answer: “ok” with its value, or in words what is wrong. The words contain no address and no
    secret.
    """

    words: str
    value: Value | None = None

    @property
    def ok(self) -> bool:
        return self.words == OK


class Attempt(Generic[Value]):
    """A question to a part, asked in a thread from now on. Logs the first failure of a series, and its
    end.
    """

    def __init__(self, part: str, ask: Callable[[], Value], failed_before: bool) -> None:
        self._part, self._ask, self._failed_before = part, ask, failed_before
        self._answer: Answer[Value] | None = None
        self._answered = threading.Event()
        self._answered_at = 0.0
        threading.Thread(target=self._run, name=f"probe-{part}", daemon=True).start()

    @property
    def is_shared(self) -> bool:
        """Whether the answer can still be shared: it is to come, or fresh."""
        return not self._answered.is_set() or time.monotonic() - self._answered_at < FRESH_SECONDS

    @property
    def failed(self) -> bool:
        return self._answer is not None and not self._answer.ok

    def answer(self, until: float) -> Answer[Value]:
        """Returns the part's answer, or that it hangs if none comes until then, by the monotonic clock."""
        self._answered.wait(max(0.0, until - time.monotonic()))
        return self._answer or Answer(HANGS)

    def _run(self) -> None:
        self._answer = self._asked()
        if self._failed_before and self._answer.ok:
            logger.warning("The %s works again.", self._part)
        self._answered_at = time.monotonic()
        self._answered.set()

    def _asked(self) -> Answer[Value]:
        try:
            return Answer(OK, self._ask())
        except Exception as error:  # Whatever a site's database, broker or cache raises: it does not work.
            if not self._failed_before:
                logger.warning("The %s does not work: %r", self._part, error)
            return Answer(f"does not work: {_reason(error)}")
        finally:
            connections.close_all()
            caches.close_all()


def _reason(error: Exception) -> str:
    """Returns the message of our own errors; of others, which may contain an address, only the class."""
    return str(error) if isinstance(error, ConflictdeskError) else type(error).__name__


class Probe(Generic[Value]):
    """Probes one part, with at most one question at a time."""

    def __init__(self, part: str, ask: Callable[[], Value]) -> None:
        self._part, self._ask = part, ask
        self._lock = threading.Lock()
        self._latest: Attempt[Value] | None = None

    def begin(self) -> Attempt[Value]:
        """Returns the latest attempt if it can be shared, else starts a new one."""
        with self._lock:
            latest = self._latest
            if latest is None or not latest.is_shared:
                failed = latest is not None and latest.failed
                self._latest = latest = Attempt(self._part, self._ask, failed_before=failed)
            return latest


def _ask_database() -> dict[str, heartbeats.Seen]:
    """Returns when each part was last seen, read from the plugin's table over a connection of its own."""
    alias = router.db_for_read(Heartbeat)
    connections[alias] = _with_timeouts(connections[alias])
    return heartbeats.last_seen()


def _with_timeouts(usual: BaseDatabaseWrapper) -> BaseDatabaseWrapper:
    """Returns a connection to the same database with short timeouts, outside any pool."""
    connection = usual.copy()
    options = connection.settings_dict["OPTIONS"]
    options.pop("pool", None)
    options.update(DATABASE_OPTIONS.get(connection.vendor, {}))
    return connection


def _ask_broker() -> None:
    """Connects as a sender of tasks does; tries once more, in case the first of several hosts is down."""
    opened = current_app.connection_for_write(connect_timeout=_WAIT_SECONDS, transport_options=BROKER_OPTIONS)
    with opened as connection:
        connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0)


def _ask_cache() -> None:
    """Reads a value, and about once a minute writes it. Raises CacheForgets if it is lost."""
    if cache.get(CACHE_KEY) == CACHE_VALUE:
        return
    cache.set(CACHE_KEY, CACHE_VALUE, CACHE_SECONDS)
    if cache.get(CACHE_KEY) != CACHE_VALUE:
        raise CacheForgets


database = Probe("database", _ask_database)
broker = Probe("broker", _ask_broker)
site_cache = Probe("cache", _ask_cache)
