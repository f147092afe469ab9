"""Each kind of work has a queue of its own, and every task of ours has one of them."""

from __future__ import annotations

from typing import Any

import pytest
from celery import current_app
from django.conf import settings

from conflictdesk import tasks
from conflictdesk.newsroom.broker import queues

PLACES = {
    "conflictdesk.extract": "live",
    "conflictdesk.heartbeat": "live",
    "conflictdesk.backfill": "backfill",
    "conflictdesk.read_again": "again",
    "conflictdesk.read_outdated": "again",
    "conflictdesk.sweep": "sweep",
    "newsroom.publish_scheduled": "celery",
    "conflictdesk.rank": "housekeeping",
    "conflictdesk.digest": "housekeeping",
    "conflictdesk.housekeeping": "housekeeping",
    "newsroom.clear_sessions": "housekeeping",
    "newsroom.thin_log_ins": "housekeeping",
    "newsroom.send_password_reset": "housekeeping",
}


def route(task: str) -> dict[str, Any]:
    return dict(current_app.amqp.router.route({}, task))


def test_every_task_has_its_queue() -> None:
    current_app.loader.import_default_modules()
    ours = {name for name in current_app.tasks if name.startswith(("conflictdesk.", "newsroom."))}

    assert {name: route(name)["queue"].name for name in ours} == PLACES


@pytest.mark.parametrize("task", [*PLACES, "site.own"])
def test_a_message_reaches_its_own_queue_only(task: str) -> None:
    queue = route(task)["queue"]

    reached = [
        one for one in queues.QUEUES if (one.exchange, one.routing_key) == (queue.exchange, queue.routing_key)
    ]
    assert [one.name for one in reached] == [PLACES.get(task, "celery")]


def test_a_worker_that_names_no_queue_takes_from_all() -> None:
    assert set(current_app.amqp.Queues(settings.CELERY_TASK_QUEUES).consume_from) == set(queues.NAMES)


def test_what_repeats_soon_does_not_pile_up() -> None:
    entries = settings.CELERY_BEAT_SCHEDULE.values()
    soon = [one for one in entries if isinstance(one["schedule"], float) and one["schedule"] < 60]

    assert len(soon) == 3
    assert {one["options"]["expires"] for one in soon} == {600}


class Worker:
    """A worker that consumes from these queues, as Celery passes it with `worker_init`."""

    def __init__(self, *taken: str) -> None:
        self.app = self
        self.amqp = self
        self.queues = self
        self.consume_from = dict.fromkeys(taken)
        self.router = current_app.amqp.router


@pytest.mark.parametrize(
    ("taken", "loads"),
    [
        (("live", "celery"), True),
        (("backfill", "again"), True),
        (("again",), True),
        (queues.NAMES, True),
        (("sweep",), False),
        (("housekeeping", "celery"), False),
    ],
)
def test_only_workers_that_read_load_the_words(
    taken: tuple[str, ...], loads: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[object] = []
    monkeypatch.setattr(tasks.engine, "extract", loaded.append)

    tasks.load_words(sender=Worker(*taken))

    assert bool(loaded) == loads
    tasks.load_words()
    assert len(loaded) == 1 + loads


@pytest.mark.parametrize("task", [tasks.extract, tasks.backfill, tasks.read_again])
def test_what_reads_has_limits_that_the_deadline_sets(task: Any) -> None:
    assert (task.soft_time_limit, task.time_limit) == (30, 45)
