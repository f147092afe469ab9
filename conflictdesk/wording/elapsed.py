"""Says how long ago something was, or since when, as people would say it."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import format_time, format_timedelta
from django.utils import timezone

from conflictdesk.wording import reading_lines


def ago(seconds: float) -> str:
    """Returns the elapsed time to the nearest second, minute, hour or day: "12 seconds ago". At least
    one second.
    """
    passed = timedelta(seconds=max(1, round(seconds)))
    return format_timedelta(-passed, add_direction=True, threshold=1.5, locale=reading_lines.locale())


def since(at: datetime) -> str:
    """Returns today's time, "14:02"; on any other day with the date, "28 June 2017, 14:02"."""
    local = timezone.localtime(at)
    if local.date() != timezone.localdate():
        return reading_lines.moment(at)
    return format_time(local.time(), "HH:mm", locale=reading_lines.locale())
