"""The backlog: how many texts wait, and which one has waited longest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from conflictdesk.ledger.extractions import backlog
from conflictdesk.ledger.models import Extraction
from tests.factories import article

pytestmark = pytest.mark.django_db
State = Extraction.State


def test_nothing_waits() -> None:
    assert (backlog.size(), backlog.oldest(), backlog.first_text_age()) == (0, None, None)


def test_the_first_text_is_the_one_that_was_asked_for_first() -> None:
    """A second try is a new request."""
    for minutes in (0, 30, 10):
        Extraction.objects.filter(page_key=article(f"{minutes}.").pk).update(
            state=State.DONE, requested_at=Now() - timedelta(minutes=minutes)
        )
    age = backlog.first_text_age()
    assert age is not None
    assert age // 60 == 30


def test_the_oldest_text_that_waits_or_is_being_read() -> None:
    for title, state, minutes in (
        ("Read", State.DONE, 60),
        ("Failed", State.FAILED, 50),
        ("Not read", State.UNREAD, 40),
        ("A draft", State.DRAFT, 30),
        ("Being read", State.RUNNING, 20),
        ("Waits", State.QUEUED, 10),
    ):
        page = article(f"{title}.", title=title)
        at = Now() - timedelta(minutes=minutes)
        Extraction.objects.filter(page_key=page.pk).update(state=state, requested_at=at)

    oldest = backlog.oldest()
    assert oldest is not None
    assert (backlog.size(), oldest.title, oldest.seconds // 60) == (2, "Being read", 20)
    waited = [(one.title, backlog.waited(one) // 60) for one in Extraction.objects.order_by("requested_at")]
    assert waited == [
        ("Read", 0), ("Failed", 0), ("Not read", 0), ("A draft", 0), ("Being read", 20), ("Waits", 10),
    ]  # fmt: skip
