"""A situation chosen on a card that the person may not know of is refused in words."""

from __future__ import annotations

import pytest
from django.test import Client

from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, DeskGrant, FigureFact, Ruling, Situation
from tests.desk.conftest import url, words
from tests.factories import SituationFactory, UserFactory
from tests.permissions.people import _group

pytestmark = pytest.mark.django_db
AGAIN = "The situation that you chose is not there, or not any more: choose again."
AMENDED = {"claim-number": "800,000", "claim-qualifier": "exact", "claim-measure": "displaced",
           "claim-unit": "person", "claim-realis": "actual"}  # fmt: skip


@pytest.fixture
def section_desk(client: Client, claim: Claim) -> Client:
    """Returns the browser of a person who decides on the article and knows no situation in preparation."""
    group = _group("Section", "access_admin")
    assert claim.page is not None
    DeskGrant.objects.create(group=group, page=claim.page.get_parent(), level=DeskGrant.Level.DECIDE)
    user = UserFactory()
    user.groups.set([group])
    client.force_login(user)
    return client


def _chosen(case: str) -> str:
    if case == "in preparation":
        return str(SituationFactory(name="Secret Falcon").pk)
    if case == "merged":
        return str(SituationFactory(merged_into=SituationFactory()).pk)
    return {"none there": "999999", "no number": "mosul"}[case]


@pytest.mark.parametrize("case", ["in preparation", "none there", "no number"])
@pytest.mark.parametrize("name", ["approve", "amend", "move"])
def test_what_one_may_not_know_of_is_not_taken_for_the_claims_own(
    section_desk: Client, claim: Claim, situation: Situation, name: str, case: str
) -> None:
    sent = {"version": 1, "situation": _chosen(case), **(AMENDED if name == "amend" else {})}
    response = section_desk.post(url(name, claim.pk), sent)

    now = Claim.objects.get(pk=claim.pk)
    assert (response.status_code, words(response, "[role=alert] p")[-1]) == (422, AGAIN)
    assert (now.state, now.situation, now.version) == ("pending", situation, 1)
    assert (Ruling.objects.count(), FigureFact.objects.count()) == (0, 0)
    assert "Falcon" not in response.content.decode()


def test_what_was_typed_stays(section_desk: Client, claim: Claim) -> None:
    response = section_desk.post(url("amend", claim.pk), {"version": 1, "situation": "999999", **AMENDED})

    assert 'value="800,000"' in response.content.decode()


def test_none_chosen_is_the_claims_own(section_desk: Client, claim: Claim, situation: Situation) -> None:
    section_desk.post(url("approve", claim.pk), {"version": 1, "situation": ""})

    assert [ruling.situation for ruling in Ruling.objects.all()] == [situation]
    assert not rulings.needs_second(claim, {})
