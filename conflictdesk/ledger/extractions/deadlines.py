"""Deadlines: how long a reading may take, and the lease that it renews while it goes on.

Checked between sentences. What hangs within one sentence renews nothing, and is ended by the limits of the
worker's process: first it is told to give up, then it is killed.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from celery.exceptions import SoftTimeLimitExceeded

from conflictdesk import conf
from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger.extractions import leases
from conflictdesk.ledger.models import Extraction

Clock = Callable[[], float]
# A lease is renewed when so much of it is over.
RENEWED_AT = 1 / 3
# The limits of the worker's process, in deadlines.
TOLD_AT, KILLED_AT = 1.5, 2.25


class Unreadable(ConflictdeskError):
    """The text cannot be read."""


class TooSlow(Unreadable):
    """It took too long to read."""


class LeaseLost(ConflictdeskError):
    """Another worker has taken the text over."""


def soft_limit() -> int:
    """After so many seconds a worker's process is told to give a text up."""
    return math.ceil(conf.sound("READING_SECONDS") * TOLD_AT)


def hard_limit() -> int:
    """After so many seconds it is killed."""
    return math.ceil(conf.sound("READING_SECONDS") * KILLED_AT)


def in_words(error: Exception) -> Exception:
    """The error as the desk shows it: being told to give up is being too slow."""
    if isinstance(error, SoftTimeLimitExceeded):
        return TooSlow(f"It took longer than {soft_limit()} s to read.")
    return error


class Watch:
    """The checkpoint of one reading. Raises TooSlow after `CONFLICTDESK_READING_SECONDS`, and LeaseLost where
    the lease that it is about to renew is another's. A reading that nobody leased, a draft's, renews none.
    """

    def __init__(self, extraction: Extraction, clock: Clock = time.monotonic) -> None:
        self._extraction, self._clock = extraction, clock
        self._seconds = conf.get("READING_SECONDS")
        self._pause = conf.get("LEASE_SECONDS") * RENEWED_AT
        self._end = clock() + self._seconds
        self._renewal = clock() + self._pause

    def __call__(self) -> None:
        now = self._clock()
        if now >= self._end:
            raise TooSlow(f"It took longer than {self._seconds} s to read.")
        if now >= self._renewal:
            self._renew()
            self._renewal = now + self._pause

    def _renew(self) -> None:
        leased = self._extraction.state == Extraction.State.RUNNING
        if leased and not leases.renew(self._extraction):
            raise LeaseLost
