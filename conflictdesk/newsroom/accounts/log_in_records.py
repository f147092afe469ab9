"""What is remembered of log-ins, and for how long."""

from __future__ import annotations

from datetime import timedelta

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.utils import timezone

# For whoever has to find out later who was in, and from where.
KEPT_DAYS = 30


def thin() -> None:
    """Deletes failures that no longer count, and log-ins of long ago."""
    ended = timezone.now() - (get_cool_off() or timedelta())
    AccessAttempt.objects.filter(attempt_time__lte=ended).delete()
    AxesProxyHandler.reset_logs(age_days=KEPT_DAYS)
