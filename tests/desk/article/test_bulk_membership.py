"""Adding many articles to a situation from the list of pages."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from conflictdesk.ledger.models import ArticleSituation, Claim, Situation
from conflictdesk.ledger.situations import membership
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import words
from tests.factories import SituationFactory, article

pytestmark = pytest.mark.django_db


def _join(*pages: Page) -> str:
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "join_situation"))
    return f"{address}?next=/admin/&" + "&".join(f"id={page.pk}" for page in pages)


def test_articles_join_and_keep_what_they_have(
    admin: Client, page: ArticlePage, situation: Situation, claims: list[Claim]
) -> None:
    raqqa, other = SituationFactory(name="Raqqa"), article("Words.")
    response = admin.post(_join(page, other), {"situation": raqqa.pk}, follow=True)
    assert words(response, ".messages li") == ["2 articles belong to Raqqa."]
    assert [one.name for one in membership.situations_of(page.pk)] == ["Battle of Mosul", "Raqqa"]
    assert [one.name for one in membership.situations_of(other.pk)] == ["Raqqa"]
    claims[0].refresh_from_db()
    assert claims[0].situation == situation


def test_other_pages_stay_out(admin: Client, situation: Situation) -> None:
    home = Page.objects.get(depth=2)
    admin.post(_join(home), {"situation": situation.pk})
    assert ArticleSituation.objects.count() == 0
    told = words(admin.get(_join(home)), ".content")[0]
    refused = (
        "These pages are no articles, or are locked, or you may not edit them, "
        "or not publish them although somebody has decided on them:"
    )
    assert refused in told


def test_who_may_not_edit_an_article_cannot_move_it(
    client: Client, editor: User, page: ArticlePage, situation: Situation
) -> None:
    client.force_login(editor)
    client.post(_join(page), {"situation": SituationFactory().pk})
    assert [one.name for one in membership.situations_of(page.pk)] == ["Battle of Mosul"]
