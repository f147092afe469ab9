"""Celery's door: tasks take ids, call one function, log. Each may run twice."""

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
    """Loads vocabulary and gazetteer before the first message and before a worker forks: nobody waits for
    that after a click. Not in a worker that takes nothing to read.
    """
    if sender is None or _reads(sender.app):
        engine.extract(Document("Ten people died in Mosul."))


def _reads(app: Celery) -> bool:
    """Whether the worker of this process takes from a queue to which texts are sent."""
    routes = (app.amqp.router.route({}, task) for task in (outbox.TASK, outbox.BACKFILL, outbox.AGAIN))
    return any(route["queue"].name in app.amqp.queues.consume_from for route in routes)


@shared_task(name=outbox.TASK, **READING)
def extract(self: Task[..., None], extraction_id: int) -> None:
    """Reads one stored text and records its claims."""
    _read(self, extraction_id)


@shared_task(name=outbox.BACKFILL, **READING)
def backfill(self: Task[..., None], extraction_id: int) -> None:
    """The same, of what nobody has just published."""
    _read(self, extraction_id)


@shared_task(name=outbox.AGAIN, **READING)
def read_again(self: Task[..., None], extraction_id: int) -> None:
    """The same, of what was tried before."""
    _read(self, extraction_id)


@shared_task(name=outdated_texts.TASK)
def read_outdated(situation_id: int, after: int) -> None:
    """Queues texts that another version read, some at a time, and comes again behind them for the others."""
    done = outdated_texts.queue_portion(situation_id, after)
    logger.info("read again: %s", done)
    if done.last is not None:
        task_sending.send(outdated_texts.TASK, situation_id, done.last)


def _read(task: Task[..., None], extraction_id: int) -> None:
    with heartbeats.beating(*_at_work(task)):
        done = intake.run(extraction_id)
    if done:
        claim_priority.rank_page(done.page_key)
    logger.info("extraction %s: %s", extraction_id, "done" if done else "nothing to do")


def _at_work(task: Task[..., None]) -> tuple[str, ...]:
    """Who is seen at work by this message: whoever takes texts from the queue of what is published now. A
    message that was sent through another one, as that of a back-fill, says nothing of them.
    """
    came = (task.request.delivery_info or {}).get("routing_key")
    route = current_app.amqp.router.route({}, outbox.TASK)
    queue = route.get("queue")
    usual = (route.get("routing_key"), *((queue.name, queue.routing_key) if queue else ()))
    return (heartbeats.WORKER,) if came is None or came in usual else ()


@shared_task(name=claim_priority.TASK)
def rank(situation_id: int, version: int) -> None:
    """Puts what waits in a situation in order, after readers have been told something new."""
    moved = claim_priority.rank_situation(situation_id, version)
    logger.info("situation %s, version %s: %s claims moved in the line", situation_id, version, moved)


@shared_task(name="conflictdesk.digest")
def send_digests() -> None:
    """Tells those who rule what has come; see `desk.digest`."""
    logger.info("digest: %s sent", digest.send_all())


@shared_task(name="conflictdesk.sweep")
def sweep() -> None:
    """Sends what was left, writes what is missing in the outbox, and puts boxes right. Two at once do each
    other no harm: each step is a conditional update, or happens under a lock.
    """
    parts = {
        "texts queued": outbox.sweep,
        "situations put right": visibility_changes.sweep,
        "situations' boxes put right": _put_boxes_right,
    }
    done = dict(try_each("its part", lambda name: (name, parts[name]()), parts))
    logger.info("sweep: %s", done)
    if len(done) == len(parts):
        heartbeats.beat(heartbeats.SWEEP)


def _put_boxes_right() -> int:
    wrong = box_cache.put_right(queries.every_slug())
    list(try_each("box of", purge.purge, wrong))
    return len(wrong)


@shared_task(name=heartbeats.TASK)
def heartbeat() -> None:
    """Comes through the queue of the texts, and so says that somebody takes from it, also when none wait."""
    heartbeats.beat(heartbeats.WORKER, heartbeats.SCHEDULED)


@shared_task(name=housekeeping.TASK)
def keep_house() -> None:
    """Makes smaller what is old, some at a time: whatever else waits comes in between."""
    done = housekeeping.run()
    logger.info("housekeeping: %s", done)
    if done.more:
        task_sending.send(housekeeping.TASK)
