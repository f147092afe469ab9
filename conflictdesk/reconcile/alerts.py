"""Alerts: whether the newsroom's background work goes on, from how long ago each part was seen. Pure.

Times are in seconds; None means never, and of what waits that nothing does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# Heartbeats and sweeps come every 30 s: four in a row are missing.
SILENT_SECONDS = 120
# A text that is published now is read within seconds. Behind the back-fill of a whole archive, or while one
# fails and is tried again, some wait for minutes, and nothing is wrong.
LONG_SECONDS = 300
# A worker that is there has taken a text by then. Whoever has just published is not alarmed any sooner.
TAKEN_SECONDS = 5


class Condition(StrEnum):
    WELL = "well"
    LATE = "late"
    # Something could not be done, and waits until somebody looks at it.
    FAILED = "failed"
    # Nothing says that it is there, and nothing that it is not.
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Sightings:
    """How long ago each part was seen. `scheduled` is the last sign of a worker that came on schedule: where
    none come, a worker that has nothing to read cannot be told from one that is gone.
    """

    worker: float | None = None
    scheduled: float | None = None
    sweep: float | None = None


def worker(seen: Sightings, waits: float | None) -> Condition:
    """Whether anybody takes texts, given how long one has waited."""
    if _is_recent(seen.worker):
        return Condition.WELL
    if _is_scheduled(seen) or (waits is not None and waits > SILENT_SECONDS):
        return Condition.LATE
    return Condition.UNKNOWN


def reader(seen: Sightings, waits: float) -> Condition:
    """The same, for somebody whose own text has waited so long: they are not alarmed before it is odd."""
    return worker(seen, waits) if waits > TAKEN_SECONDS else Condition.UNKNOWN


def sweep(seen: Sightings, first_text: float | None) -> Condition:
    """Whether what was left behind is found again, given the age of the first text: a sweep that has never
    run by then has not been set up.
    """
    if seen.sweep is None:
        return Condition.UNKNOWN if first_text is None or _is_recent(first_text) else Condition.LATE
    return Condition.WELL if _is_recent(seen.sweep) else Condition.LATE


def backlog(waits: float | None) -> Condition:
    """Whether texts are read in time, given how long the oldest one has waited."""
    return Condition.LATE if waits is not None and waits > LONG_SECONDS else Condition.WELL


def failures(number: int) -> Condition:
    """Whether articles could not be read."""
    return Condition.FAILED if number else Condition.WELL


def _is_recent(seconds: float | None) -> bool:
    return seconds is not None and seconds <= SILENT_SECONDS


def _is_scheduled(seen: Sightings) -> bool:
    """Whether signs came on schedule up to the last one. One that a text brought long after them means that
    no more are sent, by a scheduler that has stopped or does not know of them.
    """
    if seen.scheduled is None or seen.worker is None:
        return False
    return seen.scheduled - seen.worker <= SILENT_SECONDS
