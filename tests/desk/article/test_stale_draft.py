"""A draft that was read before a publication and is written after it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page

from conflictdesk.ledger.extractions import documents
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import form_data, soup, words
from tests.factories import article, edit

pytestmark = pytest.mark.django_db
Meanwhile = Callable[[Any, ArticlePage], None]
REFUSED = "This article was published or saved elsewhere at the same moment. Nothing was overwritten."
NEW = "A day\n\nAt least 750,000 people have fled."


def _publish(request: Any, page: ArticlePage) -> None:
    """Publishes the page in another request, after Wagtail has read it and before Wagtail writes it."""
    edit(ArticlePage.objects.get(pk=page.pk), "At least 750,000 people have fled.")


def _save_draft(request: Any, page: ArticlePage) -> None:
    ArticlePage.objects.get(pk=page.pk).save_revision()


def _unpublish(request: Any, page: ArticlePage) -> None:
    ArticlePage.objects.get(pk=page.pk).unpublish()


def _state(page: ArticlePage) -> tuple[bool, str, str]:
    """Returns whether the page is live, the text that readers see, and the text that the editor opens
    next.
    """
    stored = ArticlePage.objects.get(pk=page.pk)
    opened = stored.get_latest_revision_as_object()
    return stored.live, documents.read(stored).text, documents.read(opened).text


@pytest.mark.parametrize(
    ("live", "meanwhile", "live_after"),
    [(False, _publish, True), (False, _save_draft, False),
     (True, _publish, True), (True, _save_draft, True), (True, _unpublish, False)],
)  # fmt: skip
def test_a_late_autosave_is_refused(
    live: bool, meanwhile: Meanwhile, live_after: bool, client: Client, section: Page, writer: User
) -> None:
    page = article("Nothing new.", title="A day", parent=section, owner=writer, live=live)
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    with hooks.register_temporarily("before_edit_page", meanwhile):
        response = client.post(address, form_data(), headers={"Accept": "application/json"})
    told = {"success": False, "error_code": "invalid_revision", "error_message": REFUSED}
    assert (response.status_code, response.json()) == (400, told)
    text = NEW if meanwhile is _publish else "A day\n\nNothing new."
    assert _state(page) == (live_after, text, text)


def test_a_late_save_by_hand_keeps_its_form(client: Client, section: Page, writer: User) -> None:
    page = article("Nothing new.", title="A day", parent=section, owner=writer, live=False)
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    with hooks.register_temporarily("before_edit_page", _publish):
        response = client.post(address, form_data(standfirst="Half a city has fled."))
    assert words(response, ".messages li") == [f"{REFUSED} Go to the first error"]
    assert soup(response).select_one("#id_standfirst").get_text().strip() == "Half a city has fled."
    assert _state(page) == (True, NEW, NEW)


def test_a_publication_is_never_refused(client: Client, section: Page, writer: User) -> None:
    page = article("Nothing new.", title="A day", parent=section, owner=writer, live=False)
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    with hooks.register_temporarily("before_edit_page", _publish):
        client.post(address, form_data(standfirst="Half a city has fled.", **{"action-publish": "1"}))
    stored = ArticlePage.objects.get(pk=page.pk)
    assert (stored.live, stored.standfirst) == (True, "Half a city has fled.")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_preview_writes_nothing_to_the_page(client: Client, section: Page, writer: User) -> None:
    page = article("Nothing new.", title="A day", parent=section, owner=writer, live=False)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=(page.pk,))
    assert client.post(address, form_data()).json()["is_valid"] is True
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert [one["sql"] for one in asked if one["sql"].startswith('UPDATE "wagtailcore_page"')] == []
