"""An article is created once, even if the response to its first save is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from conflictdesk.desk.article import creation
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import form_data, soup, words
from tests.factories import JournalistFactory

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}
PUBLISH = {"action-publish": "1"}
Send = Callable[..., Any]
TAKEN = "The slug 'a-day' is already in use within the parent page."


@pytest.fixture
def add(section: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=("newsroom", "articlepage", section.pk))


@pytest.fixture
def mark(client: Client, writer: User, add: str) -> str:
    """Returns the mark of an open form of a new article."""
    return str(soup(client.get(add)).select_one(f"[name={creation.FIELD}]")["value"])


@pytest.fixture
def send(client: Client, add: str, mark: str) -> Send:
    """Returns a function that sends the open form, as Wagtail does while it knows of no page."""

    def sent(headers: dict[str, str] | None = None, **data: Any) -> Any:
        return client.post(add, form_data(**{creation.FIELD: mark, **data}), headers=headers)

    return sent


def _articles() -> list[tuple[str, str, bool]]:
    return list(ArticlePage.objects.order_by("pk").values_list("slug", "standfirst", "live"))


def test_publishing_after_a_lost_answer_publishes_one_article(send: Send) -> None:
    assert send(JSON).json()["success"] is True
    assert send(standfirst="Half a city has fled.", **PUBLISH).status_code == 302
    assert _articles() == [("a-day", "Half a city has fled.", True)]


def test_autosave_after_a_lost_answer_learns_of_its_page(send: Send) -> None:
    send(JSON)
    again = send(JSON, standfirst="Half a city has fled.").json()
    page = ArticlePage.objects.get()
    assert (again["pk"], again["url"]) == (page.pk, reverse("wagtailadmin_pages:edit", args=(page.pk,)))
    assert page.standfirst == "Half a city has fled."


def test_after_two_lost_answers_there_is_still_one_article(send: Send) -> None:
    send(JSON)
    send(JSON, standfirst="Half a city has fled.")
    assert send(standfirst="All have fled.", **PUBLISH).status_code == 302
    assert _articles() == [("a-day", "All have fled.", True)]


def test_what_is_stored_stays_until_what_follows_is_stored(send: Send) -> None:
    send(JSON, standfirst="Half a city has fled.")
    refused = send(title="", standfirst="All have fled.", **PUBLISH)
    assert words(refused, ".error-message") == ["This field is required."]
    assert [(text, live) for _, text, live in _articles()] == [("Half a city has fled.", False)]
    send(standfirst="All have fled.", **PUBLISH)
    assert _articles() == [("a-day", "All have fled.", True)]


def _save_elsewhere(page: ArticlePage) -> None:
    page.save_revision()


def _lock(page: ArticlePage) -> None:
    Page.objects.filter(pk=page.pk).update(locked=True)


def _publish(page: ArticlePage) -> None:
    page.get_latest_revision().publish()


def _unpublish_again(page: ArticlePage) -> None:
    page.get_latest_revision().publish()
    ArticlePage.objects.get(pk=page.pk).unpublish()


def _give_away(page: ArticlePage) -> None:
    Page.objects.filter(pk=page.pk).update(owner=JournalistFactory())


def _submit(page: ArticlePage) -> None:
    page.get_workflow().start(page, page.owner)


@pytest.mark.parametrize("touch", [_save_elsewhere, _lock, _publish, _unpublish_again, _give_away, _submit])
def test_a_draft_that_anybody_has_touched_stays(touch: Callable[[ArticlePage], None], send: Send) -> None:
    send(JSON)
    first = ArticlePage.objects.get()
    touch(first)
    response = send(standfirst="Half a city has fled.", **PUBLISH)
    assert (
        words(response, "#panel-child-promote-child-common_page_configuration-errors, .error-message") != []
    )
    assert list(ArticlePage.objects.values_list("pk", "standfirst")) == [(first.pk, "")]


def test_a_second_article_from_the_same_form_stands_beside_the_first(send: Send) -> None:
    send(**PUBLISH)
    send(title="Another day", slug="another-day", **PUBLISH)
    assert _articles() == [("a-day", "", True), ("another-day", "", True)]
    keys = set(ArticlePage.objects.values_list("translation_key", flat=True))
    assert len(keys) == 2


@pytest.mark.parametrize("given", ["", "no mark", "6d1c5d3e-6b43-4f4c-9a4b-111111111111", "a:b:c"])
def test_what_is_no_mark_of_ours_makes_no_page_known(given: str, mark: str, send: Send) -> None:
    assert creation.key({creation.FIELD: given}) is None
    send(JSON, **{creation.FIELD: given})
    send(JSON, standfirst="Half a city has fled.", **{creation.FIELD: given})
    assert _articles() == [("a-day", "", False)]


def test_a_form_that_comes_back_with_errors_keeps_its_mark(mark: str, send: Send) -> None:
    response = send(title="", **PUBLISH)
    assert soup(response).select_one(f"[name={creation.FIELD}]")["value"] == mark


def test_a_stored_article_bears_no_mark(client: Client, story: ArticlePage) -> None:
    response = client.get(reverse("wagtailadmin_pages:edit", args=(story.pk,)))
    assert soup(response).select(f"[name={creation.FIELD}]") == []


def test_looking_takes_nothing_away(client: Client, section: Page, add: str, mark: str, send: Send) -> None:
    send(JSON)
    preview = reverse("wagtailadmin_pages:preview_on_add", args=("newsroom", "articlepage", section.pk))
    client.post(preview, form_data(**{creation.FIELD: mark}))
    client.get(add, {creation.FIELD: mark})
    assert _articles() == [("a-day", "", False)]
