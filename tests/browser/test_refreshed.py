"""What pages of the admin say of work in the background follows by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from playwright.sync_api import BrowserContext, expect
from pytest_django.live_server_helper import LiveServer

from conflictdesk.ledger.models import Extraction, Heartbeat
from tests.factories import UserFactory, article

from .conftest import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_a_journalist_is_told_that_the_worker_is_gone_and_when_the_text_is_read(
    live_server: LiveServer, visitors: Callable[..., BrowserContext]
) -> None:
    boss = UserFactory(username="boss", is_superuser=True)
    story = article("Nothing new.", owner=boss)
    Extraction.objects.update(state=Extraction.State.QUEUED)
    for name in ("worker", "scheduled"):
        Heartbeat.objects.create(name=name, at=Now() - timedelta(minutes=10))

    page = visitors().new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    log_in(page, boss, live_server.url)
    page.goto(f"{live_server.url}/admin/pages/{story.pk}/edit/")

    told = page.locator("form .conflictdesk-progress")
    expect(told).to_contain_text("The worker that reads articles has not been seen since")
    Extraction.objects.update(state=Extraction.State.DONE)
    expect(told).to_have_text("Read. No figures or events were found in it.")
    assert broken == []
