"""What a worker does when it has to kill the process that reads a text; see `deadlines`."""

from __future__ import annotations

import logging

from celery.worker.request import Request
from django.db import Error, connection

from conflictdesk.ledger.extractions import deadlines, leases

logger = logging.getLogger(__name__)


class ReadingRequest(Request):
    """The message of a text to be read, in the worker's own process, which is none of those that read."""

    def on_timeout(self, soft: bool, timeout: float) -> None:
        """The process that read was too slow, in seconds, and will be told to give up, or be killed: then
        its text is tried once more or failed at once. What cannot be written now waits for its lease.
        """
        super().on_timeout(soft, timeout)
        if soft:
            return
        try:
            leases.fail_running(
                self.args[0], deadlines.TooSlow(f"It took longer than {timeout:g} s to read.")
            )
        except Error:
            logger.exception("extraction %s: its lease has to run out", self.args[0])
        finally:
            # The processes that this one makes from now on share no connection with it.
            connection.close()
