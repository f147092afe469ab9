"""Deadlines: how long a reading may take, and how it renews its lease.

Checked between sentences. A reading that hangs within one sentence does not renew its lease; the time
limits of the worker's process end it: the soft one by an exception, the hard one by killing the process.
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
# A lease is renewed once this share of it is over.
RENEWED_AT = 1 / 3
# The soft and the hard limit of the worker's process, as multiples of the deadline.
SOFT_AT, HARD_AT = 1.5, 2.25


class Unreadable(ConflictdeskError):
    """The text cannot be read."""


class TooSlow(Unreadable):
    """It took too long to read."""


class LeaseLost(ConflictdeskError):
    """Another worker has taken the text over."""


def soft_limit() -> int:
    """Returns after how many seconds the reading is interrupted by an exception: Celery's soft limit."""
    return math.ceil(conf.get_valid("READING_SECONDS") * SOFT_AT)


def hard_limit() -> int:
    """Returns after how many seconds the process that reads is killed: Celery's hard limit."""
    return math.ceil(conf.get_valid("READING_SECONDS") * HARD_AT)


def too_slow() -> TooSlow:
    """Returns the error of a text past its deadline. It names the setting's seconds whichever limit ended
    the reading: which one comes first depends on how busy the machine is.
    """
    return TooSlow(f"It took longer than {conf.get('READING_SECONDS')} s to read.")


def in_words(error: Exception) -> Exception:
    """Returns the error as the desk shows it: Celery's soft limit as TooSlow, any other unchanged."""
    return too_slow() if isinstance(error, SoftTimeLimitExceeded) else error


class Watch:
    """The checkpoint of one reading. Raises TooSlow after `CONFLICTDESK_READING_SECONDS`, and LeaseLost
    if another worker has taken over the lease that it is about to renew. The reading of a draft has no
    lease and renews none.
    """

    def __init__(self, extraction: Extraction, clock: Clock = time.monotonic) -> None:
        self._extraction, self._clock = extraction, clock
        self._pause = conf.get("LEASE_SECONDS") * RENEWED_AT
        self._end = clock() + conf.get("READING_SECONDS")
        self._renewal = clock() + self._pause

    def __call__(self) -> None:
        now = self._clock()
        if now >= self._end:
            raise too_slow()
        if now >= self._renewal:
            self._renew()
            self._renewal = now + self._pause

    def _renew(self) -> None:
        leased = self._extraction.state == Extraction.State.RUNNING
        if leased and not leases.renew(self._extraction):
            raise LeaseLost
