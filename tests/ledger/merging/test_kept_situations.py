"""A reference to a situation that was merged away leads to the kept one, however often it was merged."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.merging import kept_situations
from conflictdesk.ledger.models import Claim, MembershipChange, Situation
from conflictdesk.ledger.situations import lifecycle, membership, membership_changes
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import JournalistFactory, SituationFactory
from tests.ledger.merging.merged import killed

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere() -> Situation:
    return SituationFactory(name="Elsewhere")


@pytest.fixture
def stale() -> Situation:
    """Returns a situation read before it was merged into War, and War into Big war. The kept ones have
    lower keys.
    """
    big, war, found = (SituationFactory(name=name) for name in ("Big war", "War", "Raqqa"))
    for double, into in ((found, war), (war, big)):
        lifecycle.merge(Situation.objects.get(pk=double.pk), into, None)
    assert found.merged_into is None
    return found


@pytest.fixture
def claim(elsewhere: Situation) -> Claim:
    return killed(elsewhere, 12)


def of(claim: Claim) -> list[str]:
    return [one.name for one in membership.situations_of(claim.page_key)]


def plan(page_key: int | None, *wanted: Situation) -> ArticlePage:
    """Saves a draft with these situations, as a person who may not publish the article."""
    page = ArticlePage.objects.get(pk=page_key)
    page.save_revision()
    membership_changes.choose(page, wanted, JournalistFactory())
    return page


def test_the_way_leads_to_the_last_one(stale: Situation, elsewhere: Situation) -> None:
    found = kept_situations.kept([stale.pk, elsewhere.pk, 0])
    assert {key: one.name for key, one in found.items()} == {
        stale.pk: "Big war",
        elsewhere.pk: "Elsewhere",
    }


def test_an_article_joins_the_kept_one(claim: Claim, stale: Situation) -> None:
    assert membership.assign(claim.page_key, [stale]) is True
    claim.refresh_from_db()
    assert (of(claim), str(claim.situation)) == (["Big war"], "Big war")
    assert membership.assign(claim.page_key, [stale]) is False


def test_what_a_form_has_chosen_is_the_kept_one(claim: Claim, stale: Situation) -> None:
    page = ArticlePage.objects.get(pk=claim.page_key)
    membership_changes.choose(page, [stale], None)
    assert of(claim) == ["Big war"]


def test_an_article_moves_to_the_kept_one_with_its_facts(
    claim: Claim, stale: Situation, elsewhere: Situation, editor: User
) -> None:
    rulings.approve(claim.pk, editor, version=1)
    membership.move(claim.page_key, elsewhere, stale)
    claim.refresh_from_db()
    assert of(claim) == ["Big war"]
    assert [str(one.situation) for one in (claim, claim.figurefact)] == ["Big war"] * 2
    membership.move(claim.page_key, stale, elsewhere)
    claim.refresh_from_db()
    assert (of(claim), str(claim.figurefact.situation)) == (["Elsewhere"], "Elsewhere")


def test_a_claim_is_moved_to_the_kept_one(claim: Claim, stale: Situation, editor: User) -> None:
    rulings.approve(claim.pk, editor, version=1)
    rulings.move(claim.pk, editor, stale, version=2)
    claim.refresh_from_db()
    assert (str(claim.situation), str(claim.figurefact.situation)) == ("Big war", "Big war")
    with pytest.raises(rulings.AlreadyThere):
        rulings.move(claim.pk, editor, stale, version=3)


@pytest.mark.parametrize("by_key", [True, False])
def test_a_claim_is_approved_in_the_kept_one(
    by_key: bool, claim: Claim, stale: Situation, editor: User
) -> None:
    ruling = rulings.approve(claim.pk, editor, version=1, situation=stale.pk if by_key else stale)
    claim.refresh_from_db()
    assert [str(one.situation) for one in (ruling, claim, claim.figurefact)] == ["Big war"] * 3


def test_a_planned_change_follows_every_merge(claim: Claim, elsewhere: Situation) -> None:
    raqqa, mosul, war, big = (SituationFactory(name=name) for name in ("Raqqa", "Mosul", "War", "Big war"))
    page = plan(claim.page_key, raqqa)
    for double, into in ((raqqa, war), (war, big), (elsewhere, mosul)):
        lifecycle.merge(double, into, None)
    assert [one.name for one in membership_changes.planned(page)] == ["Big war"]
    assert [str(one) for one in membership_changes.waiting(page)] == ["- Mosul", "+ Big war"]
    page.get_latest_revision().publish()
    assert of(claim) == ["Big war"]
    assert not MembershipChange.objects.exists()


def test_a_planned_leave_follows_every_merge(claim: Claim, elsewhere: Situation) -> None:
    war, big = SituationFactory(name="War"), SituationFactory(name="Big war")
    page = plan(claim.page_key)
    lifecycle.merge(elsewhere, war, None)
    lifecycle.merge(war, big, None)
    assert (of(claim), membership_changes.planned(page)) == (["Big war"], [])
    page.get_latest_revision().publish()
    assert of(claim) == []


@pytest.mark.parametrize("lower_key", ["double", "kept"])
def test_who_is_to_leave_one_for_the_one_it_is_merged_into_stays(lower_key: str) -> None:
    first, second = SituationFactory(name="First"), SituationFactory(name="Second")
    double, kept = (first, second) if lower_key == "double" else (second, first)
    claim = killed(double, 12)
    page = plan(claim.page_key, kept)
    lifecycle.merge(double, kept, None)
    assert membership_changes.waiting(page) == []
    page.get_latest_revision().publish()
    assert of(claim) == [kept.name]


def test_who_is_to_leave_what_was_merged_into_one_of_two_stays_too(
    claim: Claim, elsewhere: Situation
) -> None:
    war, big = SituationFactory(name="War"), SituationFactory(name="Big war")
    page = plan(claim.page_key)
    lifecycle.merge(elsewhere, war, None)
    membership.assign(claim.page_key, [war, big])
    lifecycle.merge(war, big, None)
    page.get_latest_revision().publish()
    assert of(claim) == ["Big war"]


def test_who_is_to_leave_one_of_two_that_are_merged_stays(claim: Claim, elsewhere: Situation) -> None:
    war = SituationFactory(name="War")
    membership.assign(claim.page_key, [elsewhere, war])
    page = plan(claim.page_key, war)
    lifecycle.merge(elsewhere, war, None)
    assert [one.name for one in membership_changes.planned(page)] == ["War"]
    page.get_latest_revision().publish()
    assert of(claim) == ["War"]


@pytest.fixture
def gone() -> Situation:
    """Returns a situation read before it was deleted."""
    found = SituationFactory(name="Gone")
    Situation.objects.get(pk=found.pk).delete()
    return found


def test_nothing_goes_to_one_that_was_deleted_meanwhile(
    claim: Claim, gone: Situation, elsewhere: Situation, editor: User
) -> None:
    with pytest.raises(rulings.NoSituation):
        rulings.move(claim.pk, editor, gone, version=1)
    page = ArticlePage.objects.get(pk=claim.page_key)
    assert membership_changes.join(page, gone, None) is False
    assert membership.assign(page.pk, [elsewhere, gone]) is False
    claim.refresh_from_db()
    assert (of(claim), claim.situation, claim.version) == (["Elsewhere"], elsewhere, 1)
