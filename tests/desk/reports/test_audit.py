"""Rulings in the article's history and in the history of the whole site, as Wagtail shows them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from conflictdesk.ledger.claims import claim_matches, rulings
from conflictdesk.ledger.models import Claim, Situation
from conflictdesk.ledger.situations import lifecycle
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import FLIGHT, url, words
from tests.factories import EditorFactory, SituationFactory, UserFactory, article, figure, record

pytestmark = pytest.mark.django_db


def _history(client: Client, page: ArticlePage) -> list[str]:
    """Returns the rows of the article's own history."""
    response = client.get(reverse("wagtailadmin_pages:history", args=(page.pk,)))
    return words(response, "#listing-results tbody tr")


def _of_the_site(client: Client) -> list[str]:
    """Returns the rows of the site's history, which everybody with any permission on the page sees."""
    return words(client.get(reverse("wagtailadmin_reports:site_history")), "tbody tr")


def test_a_ruling_stands_in_the_articles_history(
    client: Client, claims: list[Claim], page: ArticlePage
) -> None:
    client.force_login(UserFactory(is_superuser=True, first_name="Ada", last_name="Editor"))
    client.post(url("reject", claims[0].pk), {"version": 1, "reason": "wrong_number"})
    for row in (_history(client, page)[0], _of_the_site(client)[0]):
        assert f"Rejected claim {claims[0].pk} (figure)" in row
        assert "Ada Editor" in row
    assert "wrong number" in _history(client, page)[0]


def _decide(claims: list[Claim], other: list[Claim], situation: Situation) -> None:
    """Makes one of each kind of decision that is logged for an article."""
    editor = EditorFactory()
    claim, event = claims
    rulings.approve(claim.pk, editor, version=1)
    lifecycle.pick(Claim.objects.get(pk=claim.pk), editor)
    undone = rulings.reject(event.pk, editor, "other", version=1)
    rulings.undo(undone.pk, editor)
    claim_matches.confirm(claim, other[0], editor)
    rulings.move(claim.pk, editor, situation, version=2)


def test_the_history_has_neither_the_words_of_claims_nor_names_of_situations(
    client: Client, claims: list[Claim], page: ArticlePage, situation: Situation
) -> None:
    Situation.objects.update(policy=Situation.Policy.EDITORS_PICK)
    twin = article(FLIGHT, title="Again", situation=situation)
    other = record(twin, figure(FLIGHT, "at least 750,000 people", measure="displaced"))
    _decide(claims, other, SituationFactory(name="Battle of Raqqa"))
    one, event = (claim.pk for claim in claims)
    client.force_login(UserFactory(is_superuser=True))
    messages = [entry.message for entry in PageLogEntry.objects.filter(action__startswith="conflictdesk.")]
    assert messages[::-1] == [
        f"Approved claim {one} (figure)",
        f"Picked claim {one} (figure) to lead",
        f"Rejected claim {event} (event)",
        f"Took back the decision on claim {event} (event)",
        f"Confirmed that claims {one} and {other[0].pk} tell the same",
        f"Moved claim {one} (figure) to another situation",
    ]
    for shown in (_history(client, page), _of_the_site(client)):
        assert [row for row in shown if "750,000" in row or "Clashes" in row or "Raqqa" in row] == []
    stored = str(list(PageLogEntry.objects.values_list("data", flat=True)))
    assert [told for told in ("750,000", "Clashes", "Raqqa") if told in stored] == []


@pytest.mark.parametrize(
    ("action", "data", "message"),
    [
        ("approve", {"claim": 7, "words": "displaced: 54,321 people", "reason": ""}, "Approved claim 7"),
        ("move", {"claim": 7, "words": "54,321 people", "situation": "Battle of Raqqa"},
         "Moved claim 7 to another situation"),
        ("pick", {"words": "54,321 people"}, "Picked a claim to lead"),
        ("same", {"words": "54,321 people = 54,321 people"}, "Confirmed that two claims tell the same"),
        ("split", {"words": "54,321 people ≠ 54,321 people"}, "Kept two claims apart"),
        ("add", None, "Marked a claim by hand"),
    ],
)  # fmt: skip
def test_entries_of_earlier_versions_keep_their_words_to_themselves(
    action: str, data: dict[str, Any], message: str, page: ArticlePage
) -> None:
    entry = log(instance=page, action=f"conflictdesk.{action}", data=data)
    assert PageLogEntry.objects.get(pk=entry.pk).message == message
