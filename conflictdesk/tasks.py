"""Celery's door: tasks take ids, call one function, log. Each may run twice."""

from __future__ import annotations

import logging
from typing import Any

from celery import Task, current_app, shared_task
from celery.signals import worker_init

from conflictdesk.boxes import box_cache, purge
from conflictdesk.desk import digest
from conflictdesk.extraction import engine
from conflictdesk.extraction.contract import Document
from conflictdesk.ledger import (
    heartbeats,
    housekeeping,
    intake,
    outbox,
    owing,
    queries,
    sending,
    visibility,
)

logger = logging.getLogger(__name__)


@worker_init.connect
def load_words(**_: Any) -> None:
    """Loads vocabulary and gazetteer before the first message: nobody waits for that after a click."""
    engine.extract(Document("Ten people died in Mosul."))


@shared_task(name=outbox.TASK, bind=True)
def extract(self: Task[..., None], extraction_id: int) -> None:
    """Reads one stored text and records its claims."""
    with heartbeats.beating(*_at_work(self)):
        done = intake.run(extraction_id)
    if done:
        owing.rank_page(done.page_key)
    logger.info("extraction %s: %s", extraction_id, "done" if done else "nothing to do")


def _at_work(task: Task[..., None]) -> tuple[str, ...]:
    """Who is seen at work by this message: whoever takes texts from the queue of what is published now. A
    message that was sent through another one, as that of a back-fill, says nothing of them.
    """
    came = (task.request.delivery_info or {}).get("routing_key")
    route = current_app.amqp.router.route({}, str(task.name))
    queue = route.get("queue")
    usual = (route.get("routing_key"), *((queue.name, queue.routing_key) if queue else ()))
    return (heartbeats.WORKER,) if came is None or came in usual else ()


@shared_task(name=owing.TASK)
def rank(situation_id: int, version: int) -> None:
    """Puts what waits in a situation in order, after readers have been told something new."""
    moved = owing.rank_situation(situation_id, version)
    logger.info("situation %s, version %s: %s claims moved in the line", situation_id, version, moved)


@shared_task(name="conflictdesk.digest")
def send_digests() -> None:
    """Tells those who rule what has come; see `desk.digest`."""
    logger.info("digest: %s sent", digest.send_all())


@shared_task(name="conflictdesk.sweep")
def sweep() -> None:
    """Sends what was left, writes what is missing in the outbox, and puts boxes right."""
    logger.info("sweep: %s queued", outbox.sweep())
    logger.info("sweep: %s situations put right", visibility.sweep())
    wrong = box_cache.put_right(queries.every_slug())
    for slug in wrong:
        purge.purge(slug)
    logger.info("sweep: boxes of %s situations put right", len(wrong))
    heartbeats.beat(heartbeats.SWEEP)


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
        sending.send(housekeeping.TASK)
