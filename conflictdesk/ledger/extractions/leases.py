"""Leases: which worker holds an extraction, for how long, and how its attempt ends.

Every change is a conditional update, and time is the database's: no host's clock decides anything here.
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

# What is wrong around a text, not with it; a lost connection is an OSError.
SURROUNDINGS = (DatabaseFault, OSError, MemoryError, VocabularyError)
State = Extraction.State


def take(extraction_id: int) -> Extraction | None:
    """Takes a row for this worker. None when it is done, or another worker holds it."""
    free = Q(state=State.QUEUED) | Q(state=State.RUNNING) & run_out()
    taken = Extraction.objects.filter(free, pk=extraction_id).update(
        state=State.RUNNING, lease_until=end_of_new(), attempts=F("attempts") + 1
    )
    return Extraction.objects.get(pk=extraction_id) if taken else None


def renew(extraction: Extraction) -> bool:
    """Holds the row for as long again. False when the lease was lost to another worker meanwhile."""
    return _mine(extraction).update(lease_until=end_of_new()) == 1


def finish(extraction: Extraction) -> bool:
    """Marks the run done. False when the lease was lost to another worker meanwhile."""
    return _end(extraction, state=State.DONE, error="")


def fail(extraction: Extraction, error: Exception) -> None:
    """Ends an attempt that raised. What the text itself raises is kept, and tried once more by the next
    sweep; raised again, the text is failed. A fault of the surroundings leaves the row leased: the sweep
    tries again when that runs out, until the attempts are used up.
    """
    around = isinstance(error, SURROUNDINGS) and not isinstance(error, DataError)
    again = bool(extraction.error) and not around
    if again or extraction.attempts >= conf.get("MAX_ATTEMPTS"):
        _end(extraction, state=State.FAILED, error=_reason(error))
    elif not around:
        _mine(extraction).update(state=State.QUEUED, lease_until=_over(), error=_reason(error))


def fail_running(extraction_id: int, error: Exception) -> None:
    """Ends the attempt that is under way, whoever makes it; does nothing where none is."""
    for extraction in Extraction.objects.filter(pk=extraction_id, state=State.RUNNING):
        fail(extraction, error)


def _reason(error: Exception) -> str:
    words = str(error) if isinstance(error, ConflictdeskError) else f"{type(error).__name__}: {error}"
    return words[:2000]


def _end(extraction: Extraction, **values: Any) -> bool:
    return _mine(extraction).update(finished_at=Now(), **values) == 1


def _mine(extraction: Extraction) -> models.QuerySet[Extraction]:
    """The row, while this worker's attempt is the one that holds it."""
    return Extraction.objects.filter(pk=extraction.pk, state=State.RUNNING, attempts=extraction.attempts)


def end_of_new() -> Any:
    """When a lease ends that is given now."""
    return Now() + timedelta(seconds=conf.get("LEASE_SECONDS"))


def _over() -> Any:
    return Now() - timedelta(seconds=1)


def run_out() -> Q:
    """Leases that are over, and those that end later than any that is given now: a clock was wrong."""
    longest = Now() + timedelta(seconds=2 * conf.get("LEASE_SECONDS"))
    return Q(lease_until__lt=Now()) | Q(lease_until__gt=longest)
