"""First approvals on the card, while they count and when they no longer do."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import Settings

from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, Ruling
from tests.desk.conftest import url, words
from tests.factories import EditorFactory, SituationFactory

pytestmark = pytest.mark.django_db
NOTES = ".conflictdesk-replaced"
ANEW = "Two people have to approve it anew."
BUTTON = "#conflictdesk-approve button"


@pytest.fixture(autouse=True)
def two_people(settings: Settings) -> None:
    settings.CONFLICTDESK_SECOND_APPROVAL = {"figure:displaced"}


@pytest.fixture
def bo() -> User:
    return EditorFactory(first_name="Bo", last_name="First")


def _card(desk: Client, claim: Claim) -> tuple[list[str], list[str]]:
    """Returns the words above the card's fields, and its first button without its key."""
    seen = desk.get(url("queue"), {"claim": claim.pk})
    return words(seen, NOTES), [word.split()[0] for word in words(seen, BUTTON)]


def test_one_whose_giver_wrote_on_the_article_since_is_said_to_count_no_more(
    desk: Client, claim: Claim, bo: User
) -> None:
    rulings.approve(claim.pk, bo, version=1)
    claim.page.specific.save_revision(user=bo).publish()  # type: ignore[union-attr]

    assert _card(desk, claim) == (
        [f"Bo First approved it, and may not decide on it now: that counts no more. {ANEW}"],
        ["Approve"],
    )
    after = desk.post(url("approve", claim.pk), {"version": 2}, follow=True)
    assert words(after, ".conflictdesk-said__words")[0].endswith("A second person has to confirm it.")
    assert list(Ruling.objects.values_list("outcome", "seconds")) == [("pending", None), ("pending", None)]


def test_one_for_another_situation_is_said_to_count_there_alone(
    desk: Client, claim: Claim, bo: User, editor: User
) -> None:
    rulings.approve(claim.pk, bo, version=1)
    rulings.move(claim.pk, editor, SituationFactory(name="Raqqa"), version=2)

    assert _card(desk, claim) == (
        [f"Bo First approved it for another situation: that does not count here. {ANEW}"],
        ["Approve"],
    )


def test_ones_own_counts_no_more_where_the_claim_was_moved(desk: Client, claim: Claim, editor: User) -> None:
    rulings.approve(claim.pk, editor, version=1)
    assert _card(desk, claim)[1] == []
    rulings.move(claim.pk, editor, SituationFactory(name="Raqqa"), version=2)

    assert _card(desk, claim)[1] == ["Approve"]


def test_the_second_approval_is_said_without_waiting(desk: Client, claim: Claim, bo: User) -> None:
    rulings.approve(claim.pk, bo, version=1)
    after = desk.post(url("approve", claim.pk), {"version": 2}, follow=True)

    assert words(after, ".conflictdesk-said__words") == [
        "Approved: At least 750,000 people displaced in Mosul — UN"
    ]


def test_undoing_says_where_a_claim_was_moved(desk: Client, claim: Claim, bo: User, editor: User) -> None:
    rulings.approve(claim.pk, bo, version=1)
    rulings.approve(claim.pk, editor, version=2)
    reopening = rulings.reopen(claim.pk, editor, version=3)
    rulings.move(claim.pk, editor, SituationFactory(name="Raqqa"), version=4)

    response = desk.post(url("undo", reopening.pk))

    assert (response.status_code, Claim.objects.get(pk=claim.pk).state) == (422, "pending")
    assert words(response, "[role=alert] p")[-1] == (
        "It has been moved to “Raqqa” since it was approved: approve it there."
    )
