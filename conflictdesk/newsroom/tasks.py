"""The newsroom's own scheduled tasks."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command

from conflictdesk.newsroom.accounts import log_in_records, password_reset


@shared_task(name="newsroom.publish_scheduled")
def publish_scheduled() -> None:
    """Publishes and expires pages whose time has come, with Wagtail's command."""
    call_command("publish_scheduled")


@shared_task(name="newsroom.clear_sessions")
def clear_sessions() -> None:
    """Deletes expired sessions."""
    call_command("clearsessions")


@shared_task(name="newsroom.thin_log_ins")
def thin_log_ins() -> None:
    """Deletes old records of log-ins."""
    log_in_records.delete_old()


@shared_task(name=password_reset.TASK)
def send_password_reset(user_id: int) -> None:
    """Sends the e-mail with a link to a new password."""
    password_reset.send(user_id)
