"""Grave claims need two people: who may give which approval, and what cancels the first."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from conflictdesk import checks
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import facts_by_hand, readings, rulings
from conflictdesk.ledger.models import Claim, Extraction, FigureFact, RejectReason, Ruling
from conflictdesk.ledger.rights import ruling_rights
from conflictdesk.ledger.snapshots import refreshing
from tests.factories import EditorFactory, JournalistFactory, SituationFactory, article, figure, record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_people(settings: Settings) -> None:
    """Uses the default setting."""
    del settings.CONFLICTDESK_SECOND_APPROVAL


@pytest.fixture
def claims() -> list[Claim]:
    """Returns a claim about people killed and one about people wounded."""
    page = article("12 people were killed, 30 people were wounded.", situation=SituationFactory())
    text = Extraction.objects.get().text
    bounds = {"low": 30, "best": 30, "high": 30}
    return record(
        page,
        figure(text, "12 people", period="cumulative"),
        figure(text, "30 people", measure="wounded", period="cumulative", **bounds),
    )


@pytest.fixture
def ada() -> User:
    return EditorFactory(first_name="Ada", last_name="First")


@pytest.fixture
def bob() -> User:
    return EditorFactory(first_name="Bob", last_name="Second")


def _now(claim: Claim) -> Claim:
    return queries.claim(claim.pk)


def _shown(claim: Claim) -> list[float | None]:
    assert claim.situation_id is not None
    snapshot = refreshing.latest(claim.situation_id)
    return [one["leader"]["high"] for one in snapshot.content["standings"]] if snapshot else []


def test_the_first_approval_shows_nothing_the_second_does(claims: list[Claim], ada: User, bob: User) -> None:
    killed, _ = claims
    first = rulings.approve(killed.pk, ada, version=1)

    assert (_now(killed).state, _now(killed).first_approval) == ("pending", first)
    assert (_shown(killed), FigureFact.objects.count()) == ([], 0)
    assert killed in queries.pending()

    second = rulings.approve(killed.pk, bob, version=2)

    assert (_now(killed).state, _now(killed).ruling) == ("approved", second)
    assert (second.seconds, first.outcome, second.outcome) == (first, "pending", "approved")
    assert _shown(killed) == [12]


def test_other_kinds_need_one(claims: list[Claim], ada: User) -> None:
    rulings.approve(claims[1].pk, ada, version=1)

    assert _now(claims[1]).state == "approved"


def test_nobody_gives_both(claims: list[Claim], ada: User) -> None:
    rulings.approve(claims[0].pk, ada, version=1)

    with pytest.raises(rulings.NotAllowed, match="You approved it first"):
        rulings.approve(claims[0].pk, ada, version=2)

    assert (_now(claims[0]).state, claims[0].rulings.count()) == ("pending", 1)


def test_two_first_approvals_at_once_do_not_add_up(claims: list[Claim], ada: User, bob: User) -> None:
    """The second person saw the claim before there was a first approval."""
    rulings.approve(claims[0].pk, ada, version=1)

    with pytest.raises(rulings.AlreadyDecided, match="Ada First was first: approved"):
        rulings.approve(claims[0].pk, bob, version=1)

    assert _now(claims[0]).state == "pending"


def test_an_amendment_starts_it_anew(claims: list[Claim], ada: User, bob: User) -> None:
    killed = claims[0]
    rulings.approve(killed.pk, ada, version=1)
    amended = rulings.amend(killed.pk, bob, {"high": 14}, version=2)
    assert (_now(killed).state, _now(killed).first_approval) == ("pending", amended)

    with pytest.raises(rulings.NotAllowed):
        rulings.approve(killed.pk, bob, version=3)
    confirmed = rulings.approve(killed.pk, ada, version=3)

    assert (confirmed.decision, confirmed.amendment, confirmed.seconds) == ("approve", {"high": 14}, amended)
    assert readings.reading(_now(killed), confirmed)["high"] == 14
    assert _shown(killed) == [14]


def test_the_first_person_may_amend_and_a_second_confirms_by_the_same_values(
    claims: list[Claim], ada: User, bob: User
) -> None:
    rulings.approve(claims[0].pk, ada, version=1)
    rulings.amend(claims[0].pk, ada, {"high": 14}, version=2)

    rulings.amend(claims[0].pk, bob, {"high": 14}, version=3)

    assert (_now(claims[0]).state, FigureFact.objects.get().high) == ("approved", 14)


def test_what_is_amended_into_a_grave_kind_or_out_of_it_needs_two(
    claims: list[Claim], ada: User, bob: User
) -> None:
    killed, wounded = claims
    rulings.amend(wounded.pk, ada, {"measure": "killed"}, version=1)
    rulings.amend(killed.pk, ada, {"measure": "wounded"}, version=1)

    assert (_now(wounded).state, _now(killed).state) == ("pending", "pending")


def test_undoing_the_second_leaves_the_first(claims: list[Claim], ada: User, bob: User) -> None:
    killed = claims[0]
    first = rulings.approve(killed.pk, ada, version=1)
    second = rulings.approve(killed.pk, bob, version=2)

    rulings.undo(second.pk, bob)
    assert (_now(killed).state, _now(killed).first_approval) == ("pending", first)
    assert FigureFact.objects.count() == 0

    rulings.undo(first.pk, ada)
    assert (_now(killed).state, _now(killed).ruling) == ("pending", None)


def test_the_second_person_may_reject(claims: list[Claim], ada: User, bob: User) -> None:
    rulings.approve(claims[0].pk, ada, version=1)
    rulings.reject(claims[0].pk, bob, RejectReason.WRONG_NUMBER, version=2)

    assert _now(claims[0]).state == "rejected"


def test_authors_give_neither(claims: list[Claim], ada: User) -> None:
    page = claims[0].page.specific  # type: ignore[union-attr]
    page.save_revision(user=ada)
    page.save_revision(user=JournalistFactory()).publish()
    rulings.approve(claims[0].pk, EditorFactory(), version=1)

    with pytest.raises(rulings.NotAllowed, match="your own article"):
        rulings.approve(claims[0].pk, ada, version=2)


@pytest.mark.parametrize(("editors", "seconded", "told"), [(0, True, 0), (1, True, 1), (2, True, None),
                                                           (0, False, 0), (1, False, None)])  # fmt: skip
def test_a_check_tells_that_too_few_people_may_rule(
    settings: Settings, editors: int, seconded: bool, told: int | None
) -> None:
    if not seconded:
        settings.CONFLICTDESK_SECOND_APPROVAL = set()
    for _ in range(editors):
        EditorFactory()
    EditorFactory(is_active=False)
    JournalistFactory()

    found = checks.enough_people_may_rule(None, databases=["default"])

    assert ruling_rights.too_few_rulers() == told
    assert [one.id for one in found] == ([] if told is None else ["conflictdesk.W001"])
    assert checks.enough_people_may_rule(None) == []


def test_a_kind_that_is_none_is_named(settings: Settings) -> None:
    settings.CONFLICTDESK_SECOND_APPROVAL = ["figure:killed", "killed", "event:tea"]

    assert [one.msg for one in checks.second_approval_kinds_exist(None)] == [
        "CONFLICTDESK_SECOND_APPROVAL has 'event:tea', which is no kind of claim.",
        "CONFLICTDESK_SECOND_APPROVAL has 'killed', which is no kind of claim.",
    ]


@pytest.mark.parametrize(
    ("amendment", "needs"),
    [
        ({"low": 31, "best": 31, "high": 31}, True),
        ({"qualifier": "at_least", "low": 30, "best": None, "high": None}, False),
        ({"population": "civilians"}, False),
        ({"low": 24, "best": None, "high": None, "qualifier": "at_least"}, True),
    ],
    ids=["another number", "the same number", "no number", "a guess"],
)
def test_a_number_that_the_words_do_not_say_needs_two(
    amendment: dict[str, object], needs: bool, claims: list[Claim], settings: Settings
) -> None:
    wounded = _now(claims[1])
    assert rulings.needs_second(wounded, amendment) is False
    settings.CONFLICTDESK_SECOND_APPROVAL_BY_HAND = True
    assert rulings.needs_second(wounded, amendment) is needs


def test_a_fact_by_hand_needs_two(claims: list[Claim], ada: User, bob: User, settings: Settings) -> None:
    settings.CONFLICTDESK_SECOND_APPROVAL_BY_HAND = True
    extraction = Extraction.objects.get()
    span = facts_by_hand.find(extraction, "30 people were")
    assert span is not None
    claim = facts_by_hand.add(extraction, ada, *span, "figure", "missing")
    rulings.approve(claim.pk, ada, version=1)
    with pytest.raises(rulings.NotAllowed, match="You approved it first"):
        rulings.approve(claim.pk, ada, version=2)
    rulings.approve(claim.pk, bob, version=2)
    assert _now(claim).state == "approved"


def test_a_claim_is_not_moved_to_where_it_is(claims: list[Claim], ada: User) -> None:
    situation = claims[0].situation
    assert situation is not None
    with pytest.raises(rulings.AlreadyThere):
        rulings.move(claims[0].pk, ada, situation, version=1)
    assert _now(claims[0]).version == 1


def test_the_database_refuses_one_persons_two_approvals(claims: list[Claim], ada: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Ruling.objects.create(
            claim=claims[0], decision="approve", outcome="approved", user=ada, first_user=ada, user_name="Ada"
        )
