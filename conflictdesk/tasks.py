"""Celery tasks: each takes ids, calls one function and logs. Each may run twice."""

from __future__ import annotations

import logging
from typing import Any

from celery import Celery, Task, current_app, shared_task
from celery.signals import worker_init

from conflictdesk.boxes.live import box_cache, purge
from conflictdesk.contract.types import Document
from conflictdesk.desk.reports import digest
from conflictdesk.extraction import engine
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import claim_priority
from conflictdesk.ledger.extractions import (
    deadlines,
    heartbeats,
    housekeeping,
    intake,
    outbox,
    outdated_texts,
    task_sending,
)
from conflictdesk.ledger.extractions.sweeping import try_each
from conflictdesk.ledger.snapshots import visibility_changes

logger = logging.getLogger(__name__)
READING: dict[str, Any] = {
    "bind": True,
    "Request": "conflictdesk.ledger.extractions.killed_reading:ReadingRequest",
    "soft_time_limit": deadlines.soft_limit(),
    "time_limit": deadlines.hard_limit(),
}


@worker_init.connect
def load_words(sender: Any = None, **_: Any) -> None:
    """Loads vocabulary and gazetteer before the first message and before a worker forks, so that no text
    waits for it. Skipped in workers that read no texts.
    """
    if sender is None or _reads(sender.app):
        engine.extract(Document("Ten people died in Mosul."))


def _reads(app: Celery) -> bool:
    """Whether this process's worker takes messages from a queue of texts."""
    routes = (app.amqp.router.route({}, task) for task in (outbox.TASK, outbox.BACKFILL, outbox.AGAIN))
    return any(route["queue"].name in app.amqp.queues.consume_from for route in routes)


@shared_task(name=outbox.TASK, **READING)
def extract(self: Task[..., None], extraction_id: int) -> None:
    """Reads one stored text and records its claims."""
    _read(self, extraction_id)


@shared_task(name=outbox.BACKFILL, **READING)
def backfill(self: Task[..., None], extraction_id: int) -> None:
    """Reads a text that the sweep found, as `extract`."""
    _read(self, extraction_id)


@shared_task(name=outbox.AGAIN, **READING)
def read_again(self: Task[..., None], extraction_id: int) -> None:
    """Reads a text that was read or tried before, as `extract`."""
    _read(self, extraction_id)


@shared_task(name=outdated_texts.TASK)
def read_outdated(situation_id: int, after: int) -> None:
    """Queues a portion of the texts that another version read, and sends itself again for the rest."""
    done = outdated_texts.queue_portion(situation_id, after)
    logger.info("read again: %s", done)
    if done.last is not None:
        task_sending.send(outdated_texts.TASK, situation_id, done.last)


def _read(task: Task[..., None], extraction_id: int) -> None:
    with heartbeats.beating(*_heartbeats_of(task)):
        done = intake.run(extraction_id)
    if done:
        claim_priority.rank_page(done.page_key)
    logger.info("extraction %s: %s", extraction_id, "done" if done else "nothing to do")


def _heartbeats_of(task: Task[..., None]) -> tuple[str, ...]:
    """Returns which heartbeat this message causes: the worker's, if it came through the queue of new
    publications; none if it came through another queue, such as the back-fill's.
    """
    came = (task.request.delivery_info or {}).get("routing_key")
    route = current_app.amqp.router.route({}, outbox.TASK)
    queue = route.get("queue")
    usual = (route.get("routing_key"), *((queue.name, queue.routing_key) if queue else ()))
    return (heartbeats.WORKER,) if came is None or came in usual else ()


@shared_task(name=claim_priority.TASK)
def rank(situation_id: int, version: int) -> None:
    """Ranks a situation's pending claims, after readers have seen a new version."""
    moved = claim_priority.rank_situation(situation_id, version)
    logger.info("situation %s, version %s: %s claims moved in the line", situation_id, version, moved)


@shared_task(name="conflictdesk.digest")
def send_digests() -> None:
    """Sends the digest of pending claims to those who rule; see `desk.digest`."""
    logger.info("digest: %s sent", digest.send_all())


@shared_task(name="conflictdesk.sweep")
def sweep() -> None:
    """Sends what was left, writes missing rows of the outbox, and repairs boxes. Two at once are
    harmless: each step is a conditional update, or runs under a lock.
    """
    parts = {
        "texts queued": outbox.sweep,
        "situations put right": visibility_changes.sweep,
        "situations' boxes put right": _repair_boxes,
    }
    done = dict(try_each("its part", lambda name: (name, parts[name]()), parts))
    logger.info("sweep: %s", done)
    if len(done) == len(parts):
        heartbeats.beat(heartbeats.SWEEP)


def _repair_boxes() -> int:
    wrong = box_cache.repair(queries.every_slug())
    list(try_each("box of", purge.purge, wrong))
    return len(wrong)


@shared_task(name=heartbeats.TASK)
def heartbeat() -> None:
    """Shows, by running through the queue of texts, that a worker takes from it even when no text waits."""
    heartbeats.beat(heartbeats.WORKER, heartbeats.SCHEDULED)


@shared_task(name=housekeeping.TASK)
def keep_house() -> None:
    """Runs some of the housekeeping and sends itself again for the rest, so that other tasks come in
    between.
    """
    done = housekeeping.run()
    logger.info("housekeeping: %s", done)
    if done.more:
        task_sending.send(housekeeping.TASK)
