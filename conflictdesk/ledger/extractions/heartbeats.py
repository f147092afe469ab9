"""Heartbeats: what works in the background says that it is there, in a row for each part.

The database's clock writes and reads them: hosts whose clocks differ see the same ages.
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
# The sweep ran through; texts are being taken from their queue; the same, found out by the scheduled task.
# Only where the last one comes does a worker that has nothing to read say that it is there.
SWEEP, WORKER, SCHEDULED = "sweep", "worker", "scheduled"
# One process writes no more often than this.
PAUSE_SECONDS = 15
logger = logging.getLogger(__name__)

# Of each part, when this process may write next, by its own monotonic clock.
_not_before: dict[str, float] = {}


@dataclass(frozen=True)
class Seen:
    """When a part was last seen, and how many seconds ago that was, both by the database's clock."""

    at: datetime
    seconds: float


def beat(*names: str) -> None:
    """Notes that these parts are at work. Never fails: what cannot be written now is written later."""
    for name in names:
        now = time.monotonic()
        if now >= _not_before.get(name, now):
            _not_before[name] = now + PAUSE_SECONDS
            _try(name)


@contextmanager
def beating(*names: str) -> Iterator[None]:
    """Beats as a piece of work begins and once it has ended, well or not."""
    beat(*names)
    try:
        yield
    finally:
        beat(*names)


def last_seen() -> dict[str, Seen]:
    """When each part was last seen, by its name; parts that never were are missing. One query."""
    age = ExpressionWrapper(Now() - F("at"), output_field=DurationField())
    rows = Heartbeat.objects.annotate(age=age).values_list("name", "at", "age")
    return {name: Seen(at, max(0.0, passed.total_seconds())) for name, at, passed in rows}


def sightings(seen: Mapping[str, Seen]) -> alerts.Sightings:
    """The same, as alerts are decided from."""
    ages = {name: one.seconds for name, one in seen.items()}
    return alerts.Sightings(worker=ages.get(WORKER), scheduled=ages.get(SCHEDULED), sweep=ages.get(SWEEP))


def _try(name: str) -> None:
    try:
        with writing():
            _write(name)
    except Error as error:
        logger.warning("The heartbeat of “%s” is not written: %s", name, error)


def _write(name: str) -> None:
    """Of two processes that find no row, both may insert one: the second changes nothing."""
    if not Heartbeat.objects.filter(name=name).update(at=Now()):
        Heartbeat.objects.bulk_create([Heartbeat(name=name, at=Now())], ignore_conflicts=True)
