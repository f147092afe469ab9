"""A situation's dashboard, and what can be done with several situations of the list."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from conflictdesk.desk.article.facts_frame import HasFactsPanel, displaced
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, Situation
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import words
from tests.factories import SituationFactory

pytestmark = pytest.mark.django_db


def test_shows_what_stands_what_waits_and_which_articles(
    desk: Client, claims: list[Claim], situation: Situation, editor: User
) -> None:
    rulings.approve(claims[0].pk, editor, version=1)
    address = reverse(situation.snippet_viewset.get_url_name("inspect"), args=(situation.pk,))
    response = desk.get(address)
    assert words(response, ".conflictdesk-story li") == ["at least 750,000 UN · as of 28 June 2017"]
    assert words(response, "[aria-labelledby=conflictdesk-open] li") == ["Clashes in Old City"]
    assert words(response, "[aria-labelledby=conflictdesk-articles] li") == ["A city empties 28 June 2017"]


def test_several_situations_are_closed_and_opened_again(desk: Client) -> None:
    chosen = [SituationFactory(), SituationFactory()]
    ids = "&".join(f"id={one.pk}" for one in chosen)
    for action, state in (("conflictdesk_close", "closed"), ("conflictdesk_reopen", "live")):
        address = reverse("wagtail_bulk_action", args=("conflictdesk", "situation", action))
        desk.post(f"{address}?next=/admin/&{ids}")
        assert [one.state for one in Situation.objects.all()] == [state, state]


def test_a_second_viewset_takes_the_side_panel_away() -> None:
    class Viewset:
        model = ArticlePage
        edit_view_class: type = object

    class Beside(Viewset):
        edit_view_class = HasFactsPanel

    assert displaced([Beside(), Viewset()]) == [ArticlePage]
    assert displaced([Viewset(), Beside()]) == []
