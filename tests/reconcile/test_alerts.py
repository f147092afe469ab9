"""Alerts: whether the time since each part was last seen calls for one."""

from __future__ import annotations

import pytest

from conflictdesk.reconcile import alerts
from conflictdesk.reconcile.alerts import Condition, Sightings

WELL, LATE, UNKNOWN = Condition.WELL, Condition.LATE, Condition.UNKNOWN


@pytest.mark.parametrize(
    ("worker", "scheduled", "waits", "condition", "why"),
    [
        (0, 0, None, WELL, "just seen"),
        (120, 120, None, WELL, "two minutes are allowed"),
        (121, 121, None, LATE, "heartbeats come on schedule, and four are missing"),
        (121, 130, None, LATE, "a text was read just after the last heartbeat"),
        (121, None, None, UNKNOWN, "no heartbeats are scheduled and nothing waits: a quiet day"),
        (121, 300, None, UNKNOWN, "texts were read long after the last heartbeat: none are sent any more"),
        (30, 300, 200, WELL, "a long queue, and a worker at it"),
        (500, None, 120, UNKNOWN, "a text waits, but not yet for long"),
        (500, None, 121, LATE, "a text waits, and nobody takes it"),
        (500, 800, 121, LATE, "a text waits, and nobody takes it"),
        (None, None, None, UNKNOWN, "a new site"),
        (None, None, 10, UNKNOWN, "the first article of a new site"),
        (None, None, 121, LATE, "the first article of a site without a worker"),
    ],
)
def test_whether_anybody_takes_texts(
    worker: float | None, scheduled: float | None, waits: float | None, condition: Condition, why: str
) -> None:
    assert alerts.worker(Sightings(worker=worker, scheduled=scheduled), waits) == condition, why


@pytest.mark.parametrize(
    ("worker", "scheduled", "waits", "condition", "why"),
    [
        (10, 10, 3, UNKNOWN, "just published"),
        (10, 10, 60, WELL, "a queue"),
        (600, 600, 5, UNKNOWN, "the scheduler may be gone and the worker about to take it"),
        (600, 600, 6, LATE, "nobody has taken it"),
        (600, None, 60, UNKNOWN, "no heartbeats are scheduled: it is not known yet"),
        (600, None, 121, LATE, "it waits, and nobody takes it"),
        (None, None, 60, UNKNOWN, "a new site"),
        (None, None, 121, LATE, "a site without a worker"),
    ],
)
def test_whether_somebody_whose_text_waits_is_told(
    worker: float | None, scheduled: float | None, waits: float, condition: Condition, why: str
) -> None:
    assert alerts.reader(Sightings(worker=worker, scheduled=scheduled), waits) == condition, why


@pytest.mark.parametrize(
    ("sweep", "first_text", "condition", "why"),
    [
        (0, 9_999, WELL, "just seen"),
        (120, 9_999, WELL, "two minutes are allowed"),
        (121, 9_999, LATE, "four are missing"),
        (None, None, UNKNOWN, "a new site"),
        (None, 120, UNKNOWN, "the first article of a new site"),
        (None, 121, LATE, "texts come, and nobody has set up the scheduler"),
    ],
)
def test_whether_what_was_left_is_found(
    sweep: float | None, first_text: float | None, condition: Condition, why: str
) -> None:
    assert alerts.sweep(Sightings(sweep=sweep), first_text) == condition, why


@pytest.mark.parametrize(("waits", "condition"), [(None, WELL), (300, WELL), (301, LATE)])
def test_whether_texts_are_read_in_time(waits: float | None, condition: Condition) -> None:
    assert alerts.backlog(waits) == condition
