"""An article's situations are chosen in the page editor, stored beside the page, and changed by nothing
else.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from conflictdesk.desk.articles import ArticleForm, SituationsPanel
from conflictdesk.ledger.models import ArticleSituation, Extraction, Situation
from conflictdesk.ledger.situations import membership
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import SituationFactory

from .conftest import form_data, soup, words

pytestmark = pytest.mark.django_db


def _of(page: Page) -> list[str]:
    return [situation.name for situation in membership.situations_of(page.pk)]


def test_a_new_article_has_its_situations_before_it_is_published(
    client: Client, section: Page, writer: User, situation: Situation
) -> None:
    add = reverse("wagtailadmin_pages:add", args=("newsroom", "articlepage", section.pk))
    client.post(add, form_data(situation, **{"action-publish": "1"}))
    page = ArticlePage.objects.get()
    assert page.live
    assert _of(page) == ["Battle of Mosul"]
    assert ArticleSituation.objects.get().added_by == writer


def test_a_draft_moves_the_live_article_at_once(
    client: Client, story: ArticlePage, situation: Situation
) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=(story.pk,))
    client.post(edit, form_data(situation))
    assert _of(story) == ["Battle of Mosul"]
    client.post(edit, form_data())
    assert _of(story) == []


def test_autosave_stores_them_too(client: Client, story: ArticlePage, situation: Situation) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=(story.pk,))
    response = client.post(edit, form_data(situation), headers={"Accept": "application/json"})
    assert response.json()["success"] is True
    assert _of(story) == ["Battle of Mosul"]


def test_a_preview_moves_nothing(client: Client, story: ArticlePage, situation: Situation) -> None:
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=(story.pk,))
    assert client.post(preview, form_data(situation)).json()["is_valid"] is True
    client.get(preview)
    assert _of(story) == []


def test_publishing_an_old_revision_undoes_nothing(story: ArticlePage, situation: Situation) -> None:
    old = story.save_revision()
    membership.assign(story.pk, [situation])
    old.publish()
    assert _of(story) == ["Battle of Mosul"]


def test_without_the_panel_the_form_leaves_them_alone(story: ArticlePage, situation: Situation) -> None:
    membership.assign(story.pk, [situation])
    form_class = type("Form", (ArticleForm,), {"Meta": type("Meta", (), {
        "model": ArticlePage, "fields": ["title"], "formsets": {},
    })})  # fmt: skip
    form = form_class({"title": "Another"}, instance=story)
    assert form.is_valid(), form.errors
    form.save()
    assert _of(story) == ["Battle of Mosul"]


def test_the_panel_offers_live_situations_first_and_says_which_are_not(
    client: Client, story: ArticlePage, situation: Situation
) -> None:
    SituationFactory(name="An old war", state="closed")
    membership.assign(story.pk, [situation])
    response = client.get(reverse("wagtailadmin_pages:edit", args=(story.pk,)))
    assert words(response, "#id_situations label") == ["Battle of Mosul", "An old war (closed)"]
    (chosen,) = soup(response).select("#id_situations input[checked]")
    assert chosen["value"] == str(situation.pk)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ({"state": "queued"},
         "Waiting to be read. Its claims will be in the review queue in a moment."),
        ({"state": "failed", "error": "ValueError: no"},
         "This article could not be read. Publishing it again tries once more. ValueError: no"),
        ({"state": "unread", "language": "uk"}, "Not read: the extractor does not read Ukrainian."),
        ({"state": "unread", "language": "tlh"}, "Not read: the extractor does not read tlh."),
        ({"state": "done"}, "Read. No figures or events were found in it."),
    ],
)  # fmt: skip
def test_the_panel_says_what_became_of_the_extraction(
    client: Client, story: ArticlePage, state: dict[str, str], told: str
) -> None:
    Extraction.objects.filter(page=story).update(**state)
    response = client.get(reverse("wagtailadmin_pages:edit", args=(story.pk,)))
    assert words(response, ".conflictdesk-progress") == [told]


def test_the_panel_leads_to_the_articles_claims(
    desk: Client, page: ArticlePage, claims: list[Any], editor: User
) -> None:
    bound = SituationsPanel().bind_to_model(ArticlePage)
    request = type("Request", (), {"user": editor})()
    form = page.get_edit_handler().get_form_class()(instance=page, for_user=editor)
    context = bound.get_bound_panel(instance=page, request=request, form=form).get_context_data({})
    assert context["progress"].words == "Read. 2 claims proposed, 2 of them wait."
    found = desk.get(context["progress"].queue_url)
    assert len(words(found, ".conflictdesk-line a")) == 2


def test_a_new_page_is_told_when_it_will_be_read(client: Client, section: Page, writer: User) -> None:
    response = client.get(reverse("wagtailadmin_pages:add", args=("newsroom", "articlepage", section.pk)))
    assert words(response, ".conflictdesk-progress") == [
        "Claims are proposed from this article's text when it is published."
    ]
