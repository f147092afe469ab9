"""Shortens log entries to one line where Celery writes a traceback for an error that an operator can
mend.
"""

from __future__ import annotations

import logging

from celery.beat import SchedulingError
from kombu.exceptions import OperationalError


class UnsentMessages(logging.Filter):
    """Shortens `celery.beat`'s error about a message that the broker does not accept. Nothing is lost:
    beat sends the next one in time.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, SchedulingError) and isinstance(error.__context__, OperationalError | OSError):
            record.msg, record.args, record.exc_info = "%s", (" ".join(str(error).split()),), None
        return True
