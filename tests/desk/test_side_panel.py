"""The side panel with an article's facts, from the form of a new article on."""

from __future__ import annotations

import pytest
import wagtail
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from conflictdesk.ledger.models import DeskGrant
from conflictdesk.newsroom.models import ArticlePage

from .conftest import form_data, soup, words

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(wagtail.VERSION < (8,), reason="Wagtail 7 has no panel beside the form"),
]
PANEL = "[data-side-panel='facts']"


@pytest.fixture
def add(section: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=("newsroom", "articlepage", section.pk))


def test_a_new_article_has_the_place_and_no_facts(client: Client, writer: User, add: str) -> None:
    response = client.get(add)
    assert words(response, f"{PANEL} p") == ["The facts of this article will stand here once it is stored."]
    assert words(response, "[data-side-panel-toggle='facts'] [data-side-panel-toggle-counter]") == ["0"]
    assert soup(response).select(f"{PANEL} iframe") == []


def test_who_may_not_look_has_no_panel(client: Client, writer: User, add: str) -> None:
    DeskGrant.objects.all().delete()
    assert soup(client.get(add)).select(PANEL) == []


@pytest.mark.parametrize(("has_place", "filled"), [(True, 1), (False, 0)])
def test_autosave_fills_the_place_that_is_there(
    has_place: bool, filled: int, client: Client, writer: User, add: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conflictdesk.desk.article.facts_frame.add_view_has_panel", lambda model: has_place)
    saved = client.post(add, form_data(), headers={"Accept": "application/json"}).json()
    templates = soup(client.get(saved["hydrate_url"])).select(
        f'template[data-w-teleport-target-value="{PANEL}"]'
    )
    frames = [template.select_one("[data-conflictdesk-frame]")["src"] for template in templates]
    page = ArticlePage.objects.get()
    assert frames == [f"{reverse('conflictdesk_facts:queue')}?article={page.pk}&text=1&realis=all"] * filled
