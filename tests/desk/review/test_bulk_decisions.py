"""Decisions on many claims at once: which are allowed, the preview for readers, undone as one."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from conflictdesk.desk.models import Batch
from conflictdesk.desk.review import bulk_decisions
from conflictdesk.desk.review.card import Card
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, Extraction, Ruling, Situation
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.reconcile import priority
from tests.desk.conftest import soup, words
from tests.factories import UserFactory, article, event, figure, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(situation: Situation) -> str:
    return reverse("conflictdesk_facts:together") + f"?situation={situation.slug}"


@pytest.fixture
def found(situation: Situation) -> list[Claim]:
    page = article("500 people fled. Clashes went on.", situation=situation, owner=UserFactory())
    text = Extraction.objects.get(page=page).text
    values = dict.fromkeys(("low", "best", "high"), 500) | {"measure": "displaced", "period": "cumulative"}
    return record(page, figure(text, "500 people", **values), event(text, "Clashes"))


def _ticked(*claims: Claim) -> list[str]:
    return [f"{claim.pk}:{claim.version}" for claim in claims]


def test_the_preview_says_what_readers_would_see_and_changes_nothing(
    desk: Client, found: list[Claim], address: str, situation: Situation
) -> None:
    response = desk.get(address)
    assert words(response, ".conflictdesk-chosen strong") == ["500 people displaced", "Clashes"]
    assert words(response, ".conflictdesk-changes li") == [
        "nothing yet → Displaced: 500 (28 June 2017)",
        "1 more event in the list",
    ]
    assert Ruling.objects.count() == 0
    assert refreshing.latest(situation.pk) is None
    assert set(Claim.objects.values_list("state", "version")) == {("pending", 1)}


def test_approved_together_and_undone_as_one(
    desk: Client, found: list[Claim], address: str, queue_url: str
) -> None:
    desk.post(address, {"claim": _ticked(*found), "action": "approve"})
    assert [claim.state for claim in Claim.objects.all()] == ["approved", "approved"]
    (form,) = soup(desk.get(queue_url)).select(".conflictdesk-said form")
    assert " ".join(form.get_text().split()) == "Undo 2 decisions u"
    desk.post(form["action"])
    assert [claim.state for claim in Claim.objects.all()] == ["pending", "pending"]
    assert [ruling.decision for ruling in Ruling.objects.all()] == ["approve", "approve", "undo", "undo"]


def test_rejected_together_for_a_reason(desk: Client, found: list[Claim], address: str) -> None:
    desk.post(address, {"claim": _ticked(found[1]), "action": "duplicate"})
    assert [(one.claim, one.reason) for one in Ruling.objects.all()] == [(found[1], "duplicate")]


def test_what_has_to_be_looked_at_by_itself_stays_out(
    desk: Client, found: list[Claim], address: str, settings: Settings, editor: User
) -> None:
    settings.CONFLICTDESK_SECOND_APPROVAL = {"event:clash"}
    Claim.objects.filter(kind="figure").update(owed=priority.score(priority.CONTRADICTS))
    own = article("Clashes again.", situation=found[0].situation, owner=editor)
    record(own, event(Extraction.objects.get(page=own).text, "Clashes again"))
    Claim.objects.filter(page=own).update(topic="attack")
    response = desk.get(address)
    assert words(response, ".conflictdesk-chosen strong") == []
    assert sorted(words(response, ".conflictdesk-latest small")) == [
        "It contradicts what readers see now.",
        "This is your own article: another fact editor has to decide.",
        "Two people approve facts of this kind.",
    ]
    desk.post(address, {"claim": _ticked(*Claim.objects.all()), "action": "approve"})
    assert Ruling.objects.count() == 0


def test_a_long_list_asks_no_more_than_a_short_one(
    desk: Client, address: str, situation: Situation, editor: User
) -> None:
    """Authors and obstacles are looked up once for all claims."""
    asked = []
    for _ in range(3):
        own = article("Clashes went on.", situation=situation, owner=editor)
        record(own, event(Extraction.objects.get(page=own).text, "Clashes"))
        with CaptureQueriesContext(connection) as queries:
            response = desk.get(address)
        asked.append((len(words(response, ".conflictdesk-latest small")), len(queries)))
    assert asked == [(1, asked[0][1]), (2, asked[0][1]), (3, asked[0][1])]


def test_who_comes_second_is_shown_the_list_as_it_is_now(
    desk: Client, found: list[Claim], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another editor decides while the first one's decisions are being recorded."""
    decide = bulk_decisions.decide

    def slow(cards: list[Card], action: str, user: User) -> Batch:
        monkeypatch.setattr(bulk_decisions, "decide", decide)
        rulings.reject(found[0].pk, UserFactory(is_superuser=True), "duplicate", version=1)
        return decide(cards, action, user)

    monkeypatch.setattr(bulk_decisions, "decide", slow)
    response = desk.post(address, {"claim": _ticked(*found), "action": "approve"})
    assert response.status_code == 409
    assert words(response, ".conflictdesk-chosen strong") == ["Clashes"]
    assert [ruling.decision for ruling in Ruling.objects.all()] == ["reject"]


def test_only_over_a_filter(desk: Client, found: list[Claim]) -> None:
    whole = reverse("conflictdesk_facts:together")
    assert words(desk.get(whole), ".conflictdesk-chosen li") == []
    desk.post(whole, {"claim": _ticked(*found), "action": "approve"})
    assert Batch.objects.count() == 0


def test_what_moved_on_meanwhile_stops_the_whole(desk: Client, found: list[Claim], address: str) -> None:
    ticked = _ticked(*found)
    Claim.objects.filter(pk=found[0].pk).update(version=2)
    response = desk.post(address, {"claim": ticked, "action": "approve"})
    assert response.status_code == 409
    assert words(response, "[role=alert] p") == [
        "Some of these claims have moved on meanwhile. Look at the list once more."
    ]
    assert Ruling.objects.count() == 0


def test_who_may_not_rule_decides_nothing(
    client: Client, journalist: User, found: list[Claim], address: str
) -> None:
    client.force_login(journalist)
    client.post(address, {"claim": _ticked(*found), "action": "approve"})
    assert Ruling.objects.count() == 0
