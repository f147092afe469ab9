"""Rulings in the article's history, as Wagtail shows it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from conflictdesk.ledger.models import Claim
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import UserFactory

from .conftest import url, words

pytestmark = pytest.mark.django_db


def test_a_ruling_stands_in_the_articles_history(
    client: Client, claims: list[Claim], page: ArticlePage
) -> None:
    client.force_login(UserFactory(is_superuser=True, first_name="Ada", last_name="Editor"))
    client.post(url("reject", claims[0].pk), {"version": 1, "reason": "wrong_number"})
    response = client.get(reverse("wagtailadmin_pages:history", args=(page.pk,)))
    row = words(response, "#listing-results tbody tr")[0]
    assert "Rejected the claim “displaced: at least 750,000 people”" in row
    assert "wrong number" in row
    assert "Ada Editor" in row
