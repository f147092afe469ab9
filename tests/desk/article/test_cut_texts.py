"""Texts that are too long to be read whole: journalists and editors see up to where they were read."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from conflictdesk.desk.article import progress
from conflictdesk.desk.queue import unread_articles
from conflictdesk.ledger.claims import facts_by_hand
from conflictdesk.ledger.extractions import intake
from conflictdesk.ledger.models import Claim, Extraction
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import FLIGHT, UserFactory, url, words
from tests.factories import EditorFactory, article

pytestmark = pytest.mark.django_db
READ = "Two sentences are within the limit. "
BEYOND = "Far beyond 77 soldiers were killed. "
CUT = (
    "This text is read up to character 1,065 of 48,658 (“… limit. Two sentences are within the limit. Two "
    "sentences are within the limit.”): what lies beyond is not proposed, but can be marked by hand."
)


@pytest.fixture
def long_page(settings: Settings) -> ArticlePage:
    settings.CONFLICTDESK_MAX_TEXT_LENGTH = 1_100
    return article(f"{FLIGHT} {READ * 50}", BEYOND * 1_300, title="Long", owner=UserFactory())


def read(page: ArticlePage) -> None:
    assert intake.run(Extraction.objects.get(page=page).pk)


def test_the_journalist_is_told_while_the_text_waits_and_once_it_is_read(long_page: ArticlePage) -> None:
    assert progress.of(long_page).cut == CUT
    read(long_page)

    found = progress.of(long_page)

    assert (found.words, found.cut) == ("Read. 1 claim proposed, 1 of them waits.", CUT)


@pytest.mark.parametrize("state", ["failed", "unread"])
def test_of_what_is_not_read_at_all_nothing_is_said(long_page: ArticlePage, state: str) -> None:
    Extraction.objects.update(state=state)
    assert progress.of(long_page).cut == ""


def test_of_what_is_read_whole_nothing_is_said(page: ArticlePage) -> None:
    assert progress.of(page).cut == ""


def test_the_editor_says_so(admin: Client, long_page: ArticlePage) -> None:
    read(long_page)
    panel = admin.get(f"/admin/pages/{long_page.pk}/edit/")
    assert words(panel, ".conflictdesk-progress__detail") == [CUT]
    frame = admin.get(url("queue"), {"article": long_page.pk, "text": 1, "realis": "all"})
    assert words(frame, ".conflictdesk-progress__detail") == [CUT]


def test_the_card_says_so_and_brings_only_what_is_read(
    desk: Client, long_page: ArticlePage, queue_url: str
) -> None:
    read(long_page)
    response = desk.get(queue_url, {"article": long_page.pk, "realis": "all"})

    assert CUT in words(response, ".conflictdesk-evidence > .conflictdesk-also")
    assert words(response, ".conflictdesk-text p")[0] == "Long"
    assert BEYOND.strip() not in response.content.decode()


def test_the_desk_lists_articles_that_are_not_read_to_their_end(
    desk: Client, page: ArticlePage, long_page: ArticlePage, queue_url: str
) -> None:
    assert unread_articles.cut(EditorFactory()) == []
    for one in (page, long_page):
        read(one)

    found = words(desk.get(queue_url), "[aria-labelledby=conflictdesk-cut] li")

    assert found == [f"Long {CUT} Add a fact that was missed"]


def test_what_was_marked_beyond_the_limit_is_shown_in_its_paragraph(
    desk: Client, long_page: ArticlePage, queue_url: str
) -> None:
    read(long_page)
    row = facts_by_hand.text_of(long_page.pk)
    assert row is not None
    at = row.text.index("77 soldiers", 30_000)
    claim = facts_by_hand.add(row, EditorFactory(), at, at + 11, "figure", "killed")

    response = desk.get(queue_url, {"claim": claim.pk})

    assert words(response, ".conflictdesk-passage mark") == ["77"]
    assert words(response, ".conflictdesk-text p")[0] == "Long"
    assert BEYOND.strip() not in " ".join(words(response, ".conflictdesk-text p"))


def test_the_draft_says_so_too(admin: Client, long_page: ArticlePage) -> None:
    assert CUT in words(admin.get(url("draft", long_page.pk)), "main .help")


@pytest.mark.parametrize("address", ["queue", "panel"])
def test_nobody_fetches_the_whole_text_who_need_not(
    admin: Client, long_page: ArticlePage, queue_url: str, address: str
) -> None:
    read(long_page)
    claim = Claim.objects.get(kind="figure")
    with CaptureQueriesContext(connection) as captured:
        if address == "queue":
            admin.get(queue_url, {"claim": claim.pk})
            admin.post(url("reject", claim.pk), {"version": claim.version, "reason": "wrong_number"})
        else:
            admin.get(f"/admin/pages/{long_page.pk}/edit/")

    counted = r'\w+\("conflictdesk_extraction"."text"'
    assert [one["sql"] for one in captured if '_extraction"."text"' in re.sub(counted, "", one["sql"])] == []
