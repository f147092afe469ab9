"""Heartbeats: each part that works in the background notes in its row when it was last at work.

The database's clock writes and reads the times, so that hosts whose clocks differ see the same ages.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import Error
from django.db.models import DurationField, ExpressionWrapper, F
from django.db.models.functions import Now

from conflictdesk.ledger.models import Heartbeat
from conflictdesk.ledger.transactions import writing
from conflictdesk.reconcile import alerts

TASK = "conflictdesk.heartbeat"
# The sweep has finished; a worker takes texts from the queue; the scheduled task shows that one does.
# A worker without texts to read is seen only where that scheduled task runs.
SWEEP, WORKER, SCHEDULED = "sweep", "worker", "scheduled"
# The shortest time between two writes by one process.
PAUSE_SECONDS = 15
logger = logging.getLogger(__name__)

# When this process may write each part's beat again, by its own monotonic clock.
_not_before: dict[str, float] = {}


@dataclass(frozen=True)
class Seen:
    """When a part was last seen, and how many seconds ago, both by the database's clock."""

    at: datetime
    seconds: float


def beat(*names: str) -> None:
    """Notes that these parts are at work. Never raises: a beat that cannot be written is logged and
    dropped.
    """
    for name in names:
        now = time.monotonic()
        if now >= _not_before.get(name, now):
            _not_before[name] = now + PAUSE_SECONDS
            _try(name)


@contextmanager
def beating(*names: str) -> Iterator[None]:
    """Beats before and after a piece of work, also if it raises."""
    beat(*names)
    try:
        yield
    finally:
        beat(*names)


def last_seen() -> dict[str, Seen]:
    """Returns when each part was last seen, by its name; parts that were never seen are missing. Makes
    one query.
    """
    age = ExpressionWrapper(Now() - F("at"), output_field=DurationField())
    rows = Heartbeat.objects.annotate(age=age).values_list("name", "at", "age")
    return {name: Seen(at, max(0.0, passed.total_seconds())) for name, at, passed in rows}


def sightings(seen: Mapping[str, Seen]) -> alerts.Sightings:
    """Returns the ages in the form from which alerts are decided; None for parts never seen."""
    ages = {name: one.seconds for name, one in seen.items()}
    return alerts.Sightings(worker=ages.get(WORKER), scheduled=ages.get(SCHEDULED), sweep=ages.get(SWEEP))


def _try(name: str) -> None:
    try:
        with writing():
            _write(name)
    except Error as error:
        logger.warning("The heartbeat of “%s” is not written: %s", name, error)


def _write(name: str) -> None:
    """Two processes that find no row may both insert one; the second insert is ignored."""
    if not Heartbeat.objects.filter(name=name).update(at=Now()):
        Heartbeat.objects.bulk_create([Heartbeat(name=name, at=Now())], ignore_conflicts=True)
