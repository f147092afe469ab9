"""A worker's application whose extractor does as the text bids it: it hangs, or raises an error.

`celery --app tests.odd_worker worker`, with `tests.odd_settings`.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from celery.signals import worker_init

from conflictdesk.contract.types import Document, Result
from conflictdesk.extraction.engine import extract
from conflictdesk.newsroom.celery import app

__all__ = ["app"]
HANGS, HANGS_WITHIN_A_SENTENCE, HANGS_FOR_GOOD = "It hangs.", "It hangs here.", "It hangs for good."
RAISES = "It raises an error."


def odd(document: Document, *, checkpoint: Any, **words: Any) -> Result:
    while HANGS in document.text:
        checkpoint()
        time.sleep(0.01)
    while HANGS_WITHIN_A_SENTENCE in document.text:
        time.sleep(0.01)
    while HANGS_FOR_GOOD in document.text:
        with suppress(SoftTimeLimitExceeded):
            _never()
    if RAISES in document.text:
        raise ValueError("broken rule")
    return extract(document, checkpoint=checkpoint, **words)


def _never() -> None:
    while True:
        time.sleep(0.01)


@worker_init.connect
def read_oddly(**_: Any) -> None:
    """Before the worker forks: all of its processes read so."""
    from conflictdesk.ledger.extractions import intake

    intake.extract = odd  # type: ignore[assignment]
