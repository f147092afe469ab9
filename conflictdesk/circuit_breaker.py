"""A circuit breaker: a part that has just failed is not asked for a while, so that nobody waits for it.

A leaf: it imports no framework. Each process has its own breakers; threads share them.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)


class CircuitBreaker:
    """Closed while its part answers. A failure opens it for `rest_seconds`; after that one caller at a
    time may try the part again, and all others still may not.
    """

    def __init__(self, name: str, rest_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.name = name
        self.rest_seconds = rest_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._closed = True
        self._next_try = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the part failed when it was last asked."""
        return not self._closed

    def allows(self) -> bool:
        """Whether the caller may ask the part now. The caller then reports `succeeded` or `failed`; if
        it reports nothing, the next try is possible after one rest.
        """
        if self._closed:
            return True
        with self._lock:
            now = self._clock()
            if now < self._next_try:
                return False
            self._next_try = now + self.rest_seconds
            return True

    def succeeded(self) -> None:
        """Records that the part has answered: everybody may ask it again."""
        if self._closed:
            return
        with self._lock:
            self._closed = True
        logger.warning("%s answers again.", self.name)

    def failed(self, error: BaseException) -> None:
        """Records that the part has not answered: it is not asked for a while. Logs the first failure in
        a row.
        """
        with self._lock:
            first, self._closed = self._closed, False
            self._next_try = self._clock() + self.rest_seconds
        if first:
            logger.warning(
                "%s does not answer (%s: %s) and is left alone for %g s at a time.",
                self.name, type(error).__name__, error, self.rest_seconds,
            )  # fmt: skip
