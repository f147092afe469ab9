"""Alerts: decides from how long ago each part was seen whether the background work is running. Pure.

Times are in seconds. None means never seen, or for waiting times that nothing waits.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# Heartbeats and sweeps come every 30 s: by then four in a row are missing.
SILENT_SECONDS = 120
# A new text is normally read within seconds. During the back-fill of an archive, or while a text fails
# and is tried again, some wait for minutes, and nothing is wrong.
LONG_SECONDS = 300
# A running worker has taken a text by then. Nobody who has just published is alarmed sooner.
TAKEN_SECONDS = 5


class Condition(StrEnum):
    """How a part is doing."""

    WELL = "well"
    LATE = "late"
    # Something failed, and waits until somebody looks at it.
    FAILED = "failed"
    # There is no sign that the part runs, and none that it does not.
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Sightings:
    """How long ago each part was seen. `scheduled` is the last scheduled sign of a worker: without any,
    an idle worker looks the same as a missing one.
    """

    worker: float | None = None
    scheduled: float | None = None
    sweep: float | None = None


def worker(seen: Sightings, waits: float | None) -> Condition:
    """Whether a worker takes texts, given how long the oldest text has waited."""
    if _is_recent(seen.worker):
        return Condition.WELL
    if _is_scheduled(seen) or (waits is not None and waits > SILENT_SECONDS):
        return Condition.LATE
    return Condition.UNKNOWN


def reader(seen: Sightings, waits: float) -> Condition:
    """Returns the worker's condition for the owner of a text that has waited so long; UNKNOWN while the
    wait is still normal.
    """
    return worker(seen, waits) if waits > TAKEN_SECONDS else Condition.UNKNOWN


def sweep(seen: Sightings, first_text: float | None) -> Condition:
    """Whether the sweep runs, given the age of the first text: a sweep that has never run by then is not
    set up.
    """
    if seen.sweep is None:
        return Condition.UNKNOWN if first_text is None or _is_recent(first_text) else Condition.LATE
    return Condition.WELL if _is_recent(seen.sweep) else Condition.LATE


def backlog(waits: float | None) -> Condition:
    """Whether texts are read in time, given how long the oldest one has waited."""
    return Condition.LATE if waits is not None and waits > LONG_SECONDS else Condition.WELL


def failures(number: int) -> Condition:
    """Whether there are articles that could not be read."""
    return Condition.FAILED if number else Condition.WELL


def _is_recent(seconds: float | None) -> bool:
    """Whether the part was seen within the last `SILENT_SECONDS`."""
    return seconds is not None and seconds <= SILENT_SECONDS


def _is_scheduled(seen: Sightings) -> bool:
    """Whether the scheduled signs are up to date with the worker's last sign. If a text showed a worker
    long after the last scheduled sign, the scheduler has stopped or does not send them.
    """
    if seen.scheduled is None or seen.worker is None:
        return False
    return seen.scheduled - seen.worker <= SILENT_SECONDS
