"""The message to a journalist whose text waits: with a worker, without one, and when nothing is known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db.models.functions import Now
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from conflictdesk.desk.article import progress
from conflictdesk.ledger.extractions import heartbeats
from conflictdesk.ledger.models import Extraction, Heartbeat
from conflictdesk.newsroom.models import ArticlePage
from conflictdesk.wording import elapsed
from tests.desk.conftest import soup, url, words
from tests.factories import UserFactory, article

pytestmark = pytest.mark.django_db
WAITS = "Waiting to be read. Its claims will be in the review queue in a moment."
GONE = (
    "Published and stored. The worker that reads articles has not been seen since {worker}; nothing is lost, "
    "the article is read when it is back. Tell whoever runs the site."
)
NEVER = (
    "Published and stored. No worker that reads articles has been seen yet; nothing is lost, the article is "
    "read when there is one. Tell whoever runs the site."
)


def beats(**seconds: float | None) -> None:
    """Records that each part was last seen so many seconds ago; None: never."""
    for name, ago in seconds.items():
        if ago is not None:
            Heartbeat.objects.create(name=name, at=Now() - timedelta(seconds=ago))


def since(name: str) -> str:
    return elapsed.since(heartbeats.last_seen()[name].at)


@pytest.mark.parametrize(
    ("worker", "scheduled", "waits", "told"),
    [
        (5, 5, 1, WAITS),
        (5, 5, 1000, WAITS),
        (600, 600, 1, WAITS),
        (600, 600, 10, GONE),
        (600, None, 60, WAITS),
        (600, None, 130, GONE),
        (None, None, 60, WAITS),
        (None, None, 130, NEVER),
    ],
)
@pytest.mark.parametrize("state", ["queued", "running"])
def test_a_text_that_waits(
    page: ArticlePage, worker: float | None, scheduled: float | None, waits: float, told: str, state: str
) -> None:
    beats(worker=worker, scheduled=scheduled)
    Extraction.objects.update(state=state, requested_at=Now() - timedelta(seconds=waits))
    found = progress.of(page)
    assert found.words == told.format(worker=since("worker") if worker else "")
    assert (found.waits, found.tone) == (True, "info" if told == WAITS else "warning")


@pytest.mark.parametrize("state", ["done", "failed", "unread"])
def test_a_text_that_waits_no_more_is_not_about_the_worker(page: ArticlePage, state: str) -> None:
    beats(worker=600, scheduled=600)
    Extraction.objects.update(state=state, requested_at=Now() - timedelta(seconds=600))
    found = progress.of(page)
    assert ("worker" in found.words, found.waits) == (False, False)


@pytest.mark.parametrize(
    ("sweep", "told"),
    [
        (None, "Not read yet. The sweep that finds such articles has not run yet; the article is read when "
         "it does. If this stays so, tell whoever runs the site."),
        (5, "Not read yet. It will be read within the next minute."),
        (600, "Not read yet. The sweep that finds such articles has not run since {sweep}; the article is "
              "read when it runs again. Tell whoever runs the site."),
    ],
)  # fmt: skip
def test_a_live_text_that_nobody_has_asked_for(page: ArticlePage, sweep: float | None, told: str) -> None:
    beats(sweep=sweep)
    Extraction.objects.all().delete()
    found = progress.of(page)
    assert found.words == told.format(sweep=since("sweep") if sweep else "")
    assert found.waits


def test_a_text_that_waits_costs_three_queries(
    page: ArticlePage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    beats(worker=600, scheduled=600)
    with django_assert_num_queries(3):
        progress.of(page)


def test_the_panel_asks_again_while_the_text_waits(admin: Client, page: ArticlePage) -> None:
    def panel() -> str:
        found = soup(admin.get(f"/admin/pages/{page.pk}/edit/")).select_one("[data-desk-while-waits]")
        assert found is not None
        assert (found.select_one("[data-desk-waits]") is None) == (Extraction.objects.get().state == "done")
        return str(found["data-desk-refresh"])

    again = panel()
    assert words(admin.get(again), ".conflictdesk-progress") == [WAITS]
    Extraction.objects.update(state="done")
    assert words(admin.get(again), ".conflictdesk-progress") == [
        "Read. No figures or events were found in it."
    ]
    panel()


def test_who_may_edit_the_article_is_told_and_nobody_else(
    client: Client, journalist: User, page: ArticlePage
) -> None:
    Extraction.objects.update(state="failed", error="ValueError: the address of a database")
    client.force_login(UserFactory(is_superuser=True))
    assert "ValueError" in client.get(url("progress", page.pk)).content.decode()
    assert client.get(url("progress", 999_999)).status_code == 404
    client.force_login(journalist)  # May look at the desk, and edit no page.
    refused = client.get(url("progress", page.pk))
    assert (refused.status_code, b"ValueError" in refused.content) == (302, False)


@pytest.mark.parametrize(
    ("seconds", "language", "told"),
    [
        (0, "en", "1 second ago"),
        (12.4, "en", "12 seconds ago"),
        (89, "en", "89 seconds ago"),
        (100, "en", "2 minutes ago"),
        (7200, "en", "2 hours ago"),
        (172_800, "en", "2 days ago"),
        (12, "uk", "12 секунд тому"),
        (180, "ar", "قبل 3 دقائق"),
    ],
)
def test_how_long_ago_as_one_says_it(seconds: float, language: str, told: str) -> None:
    with translation.override(language):
        assert elapsed.ago(seconds) == told


def test_a_draft_says_when_it_will_be_read() -> None:
    beats(sweep=600, worker=600, scheduled=600)
    draft = article("Nothing new.", live=False)
    assert progress.of(draft).words == "Claims are proposed from this article's text when it is published."
