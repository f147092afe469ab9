"""A ruling stands again, or is confirmed, only in the situation it was made for, and only while it
counts.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import Settings

from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import facts, rulings
from conflictdesk.ledger.claims.second_approvals import is_approved_for
from conflictdesk.ledger.merging import unmerging
from conflictdesk.ledger.models import Claim, Extraction, FigureFact, Ruling, Situation
from conflictdesk.ledger.situations import lifecycle, membership
from tests.factories import EditorFactory, JournalistFactory, SituationFactory, article, edit, figure, record

pytestmark = pytest.mark.django_db
LINE = "12 people were killed, 30 people were wounded."


@pytest.fixture(autouse=True)
def two_people(settings: Settings) -> None:
    """Uses the default setting."""
    del settings.CONFLICTDESK_SECOND_APPROVAL


@pytest.fixture
def ada() -> User:
    return EditorFactory(first_name="Ada", last_name="First")


@pytest.fixture
def bob() -> User:
    return EditorFactory(first_name="Bob", last_name="Second")


@pytest.fixture
def cem() -> User:
    """Returns a person who has approved nothing and acts alone."""
    return EditorFactory(first_name="Cem", last_name="Alone")


@pytest.fixture
def mosul() -> Situation:
    return SituationFactory(name="Battle of Mosul", slug="mosul")


@pytest.fixture
def raqqa() -> Situation:
    return SituationFactory(name="Raqqa", slug="raqqa")


@pytest.fixture
def claims(mosul: Situation) -> list[Claim]:
    """Returns a claim about people killed, which two people approve, and one about people wounded."""
    page = article(LINE, situation=mosul, owner=JournalistFactory())
    text = Extraction.objects.get().text
    bounds = {"low": 30, "best": 30, "high": 30}
    return record(
        page,
        figure(text, "12 people", period="cumulative"),
        figure(text, "30 people", measure="wounded", period="cumulative", **bounds),
    )


@pytest.fixture
def killed(claims: list[Claim]) -> Claim:
    return claims[0]


def _now(claim: Claim) -> Claim:
    return queries.claim(claim.pk)


def _approve(claim: Claim, *users: User) -> Ruling:
    return [rulings.approve(claim.pk, user, version=_now(claim).version) for user in users][-1]


def _reopen(claim: Claim, user: User) -> Ruling:
    return rulings.reopen(claim.pk, user, version=_now(claim).version)


def _facts() -> list[tuple[str, int]]:
    return list(FigureFact.objects.order_by("claim").values_list("situation__name", "claim"))


def _by_ruling(claim: Claim, to: Situation, user: User) -> None:
    rulings.move(claim.pk, user, to, version=_now(claim).version)


def _by_its_article(claim: Claim, to: Situation, user: User) -> None:
    membership.assign(claim.page_key, [to], user)


def _with_its_article(claim: Claim, to: Situation, user: User) -> None:
    membership.move(claim.page_key, queries.claim(claim.pk).situation, to, user)


def _by_settling(claim: Claim, to: Situation, user: User) -> None:
    membership.assign(claim.page_key, [], user)
    membership.assign(claim.page_key, [to], user)
    membership.assign_pending_claims(claim.page_key)


WAYS = [_by_ruling, _by_its_article, _with_its_article, _by_settling]


@pytest.mark.parametrize("moved", WAYS)
@pytest.mark.parametrize("which", [0, 1], ids=["two people", "one person"])
def test_no_undoing_carries_an_approval_to_another_situation(
    claims: list[Claim], ada: User, bob: User, cem: User, raqqa: Situation, moved: Any, which: int
) -> None:
    claim = claims[which]
    approval = _approve(claim, ada, bob) if which == 0 else _approve(claim, ada)
    reopening = _reopen(claim, cem)
    moved(claim, raqqa, cem)

    with pytest.raises(rulings.MovedSince) as refused:
        rulings.undo(reopening.pk, cem)

    now = _now(claim)
    assert str(refused.value) == "It has been moved to “Raqqa” since it was approved: approve it there."
    assert (now.state, now.situation, now.ruling, _facts()) == ("pending", raqqa, reopening, [])
    assert (now.rulings.count(), approval.situation == raqqa) == (3 - which, False)


def test_moved_away_and_back_it_stands_again(
    killed: Claim, ada: User, bob: User, cem: User, mosul: Situation, raqqa: Situation
) -> None:
    approval = _approve(killed, ada, bob)
    reopening = _reopen(killed, cem)
    _by_ruling(killed, raqqa, cem)
    _by_ruling(killed, mosul, cem)

    rulings.undo(reopening.pk, cem)

    assert (_now(killed).state, _now(killed).ruling, _facts()) == (
        "approved", approval, [("Battle of Mosul", killed.pk)],
    )  # fmt: skip


def test_without_the_situation_that_it_was_approved_for_it_waits(
    killed: Claim, ada: User, bob: User, cem: User, mosul: Situation, raqqa: Situation
) -> None:
    """The ruling names no situation, like rulings made before situations were recorded."""
    _approve(killed, ada, bob)
    reopening = _reopen(killed, cem)
    mosul.delete()

    with pytest.raises(rulings.NoSituation):
        rulings.undo(reopening.pk, cem)
    _by_ruling(killed, raqqa, cem)
    with pytest.raises(rulings.MovedSince):
        rulings.undo(reopening.pk, cem)

    assert (_now(killed).state, _facts()) == ("pending", [])


def test_an_approval_for_a_double_counts_for_what_it_was_merged_into(
    killed: Claim, ada: User, bob: User, cem: User, mosul: Situation, raqqa: Situation
) -> None:
    war = SituationFactory(name="The war")
    approval = _approve(killed, ada, bob)
    reopening = _reopen(killed, cem)
    lifecycle.merge(mosul, raqqa, None)
    lifecycle.merge(raqqa, war, None)

    rulings.undo(reopening.pk, cem)

    assert (_now(killed).ruling, _facts()) == (approval, [("The war", killed.pk)])


def test_a_first_approval_for_a_double_is_confirmed_in_what_it_was_merged_into(
    killed: Claim, ada: User, bob: User, mosul: Situation, raqqa: Situation
) -> None:
    first = _approve(killed, ada)
    lifecycle.merge(mosul, raqqa, None)

    second = _approve(killed, bob)

    assert (second.seconds, second.first_user, _facts()) == (first, ada, [("Raqqa", killed.pk)])


def test_what_was_approved_for_the_kept_one_does_not_stand_again_in_the_other(
    killed: Claim, ada: User, bob: User, cem: User, mosul: Situation, raqqa: Situation
) -> None:
    merge = lifecycle.merge(mosul, raqqa, None)
    _approve(killed, ada, bob)
    reopening = _reopen(killed, cem)
    unmerging.undo(merge.pk, None)
    assert _now(killed).situation == mosul

    with pytest.raises(rulings.MovedSince, match="moved to “Battle of Mosul” since"):
        rulings.undo(reopening.pk, cem)

    assert _facts() == []


def test_what_comes_back_into_the_text_comes_back_where_it_was_approved(
    killed: Claim, ada: User, bob: User, cem: User, raqqa: Situation
) -> None:
    """Nor does a fact of two people move while its words are gone."""
    _approve(killed, ada, bob)
    page = edit(killed.page.specific, "Nothing.")  # type: ignore[union-attr]
    record(page)
    assert _now(killed).presence == "vanished"
    with pytest.raises(rulings.TwoPeopleMove):
        _by_ruling(killed, raqqa, cem)
    _by_its_article(killed, raqqa, cem)

    page = edit(page, LINE)
    record(page, figure(Extraction.objects.latest("sequence").text, "12 people", period="cumulative"))

    assert (_now(killed).presence, _facts()) == ("present", [("Battle of Mosul", killed.pk)])


def test_a_fact_that_one_person_may_move_is_written_again_where_it_is(
    claims: list[Claim], ada: User, mosul: Situation, raqqa: Situation
) -> None:
    """The ruling names the former situation; only rulings that become facts are checked for it."""
    ruling = _approve(claims[1], ada)
    _by_ruling(claims[1], raqqa, ada)
    assert (is_approved_for(ruling, mosul.pk), is_approved_for(ruling, raqqa.pk)) == (True, False)

    facts.derive(_now(claims[1]), ruling)

    assert _facts() == [("Raqqa", claims[1].pk)]


def test_a_first_approval_counts_no_more_once_its_giver_is_an_author(
    killed: Claim, ada: User, bob: User, cem: User
) -> None:
    _approve(killed, ada)
    page = killed.page.specific  # type: ignore[union-attr]
    page.save_revision(user=ada).publish()

    second = _approve(killed, bob)

    assert (second.outcome, second.seconds, second.first_user, _facts()) == ("pending", None, None, [])
    assert (_now(killed).state, _now(killed).first_approval) == ("pending", second)
    with pytest.raises(rulings.NotAllowed, match="your own article"):
        _approve(killed, ada)
    third = _approve(killed, cem)
    assert (third.seconds, third.first_user, _now(killed).state) == (second, bob, "approved")


@pytest.mark.parametrize("gone", ["rights", "account", "active"])
def test_a_first_approval_counts_no_more_once_its_giver_may_not_decide(
    killed: Claim, ada: User, bob: User, gone: str
) -> None:
    _approve(killed, ada)
    if gone == "rights":
        ada.groups.clear()
    elif gone == "account":
        ada.delete()
    else:
        User.objects.filter(pk=ada.pk).update(is_active=False)

    second = _approve(killed, bob)

    assert (second.seconds, _now(killed).state, _facts()) == (None, "pending", [])


def test_an_amended_first_approval_that_counts_no_more_is_approved_as_it_was_seen(
    killed: Claim, ada: User, bob: User, cem: User
) -> None:
    rulings.amend(killed.pk, ada, {"high": 14}, version=1)
    killed.page.specific.save_revision(user=ada).publish()  # type: ignore[union-attr]

    second = _approve(killed, bob)
    _approve(killed, cem)

    assert (second.decision, second.amendment, second.outcome) == ("amend", {"high": 14}, "pending")
    assert [fact.high for fact in FigureFact.objects.all()] == [14]
