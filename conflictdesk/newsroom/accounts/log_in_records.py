"""Deletes records of log-ins when they are old enough."""

from __future__ import annotations

from datetime import timedelta

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.utils import timezone

# So that it can be found out later who logged in, and from where.
KEPT_DAYS = 30


def delete_old() -> None:
    """Deletes failures that no longer count, and log-ins older than `KEPT_DAYS`."""
    ended = timezone.now() - (get_cool_off() or timedelta())
    AccessAttempt.objects.filter(attempt_time__lte=ended).delete()
    AxesProxyHandler.reset_logs(age_days=KEPT_DAYS)
