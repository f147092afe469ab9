"""The newsroom's own scheduled work."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command


@shared_task(name="newsroom.publish_scheduled")
def publish_scheduled() -> None:
    """Wagtail's scheduled publishing and expiry."""
    call_command("publish_scheduled")


@shared_task(name="newsroom.clear_sessions")
def clear_sessions() -> None:
    """Sessions that nobody can come back to."""
    call_command("clearsessions")
