"""Ends an extraction when the worker kills the process that reads its text; see `deadlines`."""

from __future__ import annotations

import logging

from celery.worker.request import Request
from django.db import Error, connection

from conflictdesk.ledger.extractions import deadlines, leases

logger = logging.getLogger(__name__)


class ReadingRequest(Request):
    """The message of a text to be read, in the worker's main process, which itself reads no text."""

    def on_timeout(self, soft: bool, timeout: float) -> None:
        """Called when the reading process was too slow, `timeout` in seconds: soft, it gets an
        exception; hard, it is killed. After a kill the text is queued once more or failed at once. If
        the database is down, the lease has to run out first.
        """
        super().on_timeout(soft, timeout)
        if soft:
            return
        try:
            leases.fail_running(self.args[0], deadlines.too_slow())
        except Error:
            logger.exception("extraction %s: its lease has to run out", self.args[0])
        finally:
            # Closed, so that the processes that this one forks do not share its connection.
            connection.close()
