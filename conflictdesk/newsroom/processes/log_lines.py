"""What the log says in one line, where Celery writes a traceback for what an operator can mend."""

from __future__ import annotations

import logging

from celery.beat import SchedulingError
from kombu.exceptions import OperationalError


class UnsentMessages(logging.Filter):
    """For `celery.beat`: a message that the broker does not take is one line. Nothing is lost with it, since
    beat sends the next one in time.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, SchedulingError) and isinstance(error.__context__, OperationalError | OSError):
            record.msg, record.args, record.exc_info = "%s", (" ".join(str(error).split()),), None
        return True
