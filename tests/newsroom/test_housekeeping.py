"""Records of the site itself that would grow without bound."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from conflictdesk.newsroom import celery as newsroom
from conflictdesk.newsroom import tasks

pytestmark = pytest.mark.django_db


def test_sessions_that_ended_are_cleared_and_others_stay() -> None:
    now = timezone.now()
    for key, hours in (("ended", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(hours=hours))

    tasks.clear_sessions()
    tasks.clear_sessions()

    assert [one.session_key for one in Session.objects.all()] == ["open"]


def test_what_beat_starts_is_there_to_be_started() -> None:
    newsroom.app.loader.import_default_modules()
    started: dict[str, Any] = settings.CELERY_BEAT_SCHEDULE

    assert {name: entry["task"] for name, entry in started.items()} == {
        "heartbeat": "conflictdesk.heartbeat",
        "sweep": "conflictdesk.sweep",
        "digest": "conflictdesk.digest",
        "housekeeping": "conflictdesk.housekeeping",
        "clear-sessions": "newsroom.clear_sessions",
        "thin-log-ins": "newsroom.thin_log_ins",
        "publish-scheduled": "newsroom.publish_scheduled",
    }
    assert {entry["task"] for entry in started.values()} <= current_app.tasks.keys()


def test_pictures_do_not_push_a_box_out_of_the_cache() -> None:
    cache.set("cd-box:of:a:situation", "<section>")

    for number in range(400):
        cache.set(f"zz-picture-{number}", number)

    assert cache.get("cd-box:of:a:situation") == "<section>"
