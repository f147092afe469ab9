"""Leases: which worker holds an extraction, for how long, and how its attempt ends.

Every change is a conditional update. All times are the database's: no host's clock decides anything
here.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import DataError, models
from django.db import Error as DatabaseFault
from django.db.models import F, Q
from django.db.models.functions import Now

from conflictdesk import conf
from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger.models import Extraction
from conflictdesk.vocabulary.loader import VocabularyError

# Faults of the environment, not of the text; a lost connection is an OSError.
ENVIRONMENT_FAULTS = (DatabaseFault, OSError, MemoryError, VocabularyError)
State = Extraction.State


def take(extraction_id: int) -> Extraction | None:
    """Gives the extraction to this worker and returns it. None if it is done, or another worker holds
    it.
    """
    free = Q(state=State.QUEUED) | Q(state=State.RUNNING) & is_expired()
    taken = Extraction.objects.filter(free, pk=extraction_id).update(
        state=State.RUNNING, lease_until=new_lease_end(), attempts=F("attempts") + 1
    )
    return Extraction.objects.get(pk=extraction_id) if taken else None


def renew(extraction: Extraction) -> bool:
    """Extends this worker's lease. False if it was lost to another worker meanwhile."""
    return _held(extraction).update(lease_until=new_lease_end()) == 1


def finish(extraction: Extraction) -> bool:
    """Marks the extraction done. False if the lease was lost to another worker meanwhile."""
    return _end(extraction, state=State.DONE, error="")


def fail(extraction: Extraction, error: Exception) -> None:
    """Ends an attempt that raised. An error of the text itself is stored, and the next sweep tries the
    text once more; raised again, the extraction fails. After a fault of the environment the row stays
    leased; the sweep tries again when the lease runs out, until the attempts are used up.
    """
    around = isinstance(error, ENVIRONMENT_FAULTS) and not isinstance(error, DataError)
    again = bool(extraction.error) and not around
    if again or extraction.attempts >= conf.get("MAX_ATTEMPTS"):
        _end(extraction, state=State.FAILED, error=_reason(error))
    elif not around:
        _held(extraction).update(state=State.QUEUED, lease_until=_past(), error=_reason(error))


def fail_running(extraction_id: int, error: Exception) -> None:
    """Ends the attempt that is under way, whichever worker makes it; does nothing if there is none."""
    for extraction in Extraction.objects.filter(pk=extraction_id, state=State.RUNNING):
        fail(extraction, error)


def _reason(error: Exception) -> str:
    words = str(error) if isinstance(error, ConflictdeskError) else f"{type(error).__name__}: {error}"
    return words[:2000]


def _end(extraction: Extraction, **values: Any) -> bool:
    return _held(extraction).update(finished_at=Now(), **values) == 1


def _held(extraction: Extraction) -> models.QuerySet[Extraction]:
    """Returns the row as a queryset, empty if this worker's attempt no longer holds it."""
    return Extraction.objects.filter(pk=extraction.pk, state=State.RUNNING, attempts=extraction.attempts)


def new_lease_end() -> Any:
    """Returns when a lease ends that is given now, as a database expression."""
    return Now() + timedelta(seconds=conf.get("LEASE_SECONDS"))


def _past() -> Any:
    return Now() - timedelta(seconds=1)


def is_expired() -> Q:
    """Returns the condition for leases that are over, and for leases that end later than any given now:
    those were set by a wrong clock.
    """
    longest = Now() + timedelta(seconds=2 * conf.get("LEASE_SECONDS"))
    return Q(lease_until__lt=Now()) | Q(lease_until__gt=longest)
