"""Celery's door: tasks take ids, call one function, log. Each may run twice."""

from __future__ import annotations

import logging
from typing import Any

from celery import shared_task
from celery.signals import worker_init

from conflictdesk.desk import digest
from conflictdesk.extraction import engine
from conflictdesk.extraction.contract import Document
from conflictdesk.ledger import housekeeping, intake, outbox, owing, visibility

logger = logging.getLogger(__name__)


@worker_init.connect
def load_words(**_: Any) -> None:
    """Loads vocabulary and gazetteer before the first message: nobody waits for that after a click."""
    engine.extract(Document("Ten people died in Mosul."))


@shared_task(name=outbox.TASK)
def extract(extraction_id: int) -> None:
    """Reads one stored text and records its claims."""
    done = intake.run(extraction_id)
    if done:
        owing.rank_page(done.page_key)
    logger.info("extraction %s: %s", extraction_id, "done" if done else "nothing to do")


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
    logger.info("sweep: %s boxes put right", visibility.sweep())


@shared_task(name=housekeeping.TASK)
def keep_house() -> None:
    """Makes smaller what is old, some at a time: whatever else waits comes in between."""
    done = housekeeping.run()
    logger.info("housekeeping: %s", done)
    if done.more:
        outbox.send(housekeeping.TASK)
