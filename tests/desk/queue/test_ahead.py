"""Cards loaded ahead, and the names of others who have a claim open."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from conflictdesk.desk.queue.queue_views import PART
from conflictdesk.desk.review import presence
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, Extraction, Ruling, Situation
from tests.desk.conftest import url, words
from tests.factories import EditorFactory, UserFactory, article, figure, record

pytestmark = pytest.mark.django_db
AHEAD = "conflictdesk_facts:ahead"


@pytest.fixture
def queue(situation: Situation) -> list[Claim]:
    lines = [f"{number} people died in the fighting." for number in range(1, 9)]
    page = article(*lines, situation=situation, owner=UserFactory())
    text = Extraction.objects.get(page=page).text
    return record(page, *(figure(text, line.split(" died")[0]) for line in lines))


def _ready(desk: Client, **query: object) -> list[int]:
    return [card["id"] for card in desk.get(reverse(AHEAD), query).json()["cards"]]


def test_the_next_five_are_ready(desk: Client, queue: list[Claim]) -> None:
    keys = [claim.pk for claim in queue]
    assert _ready(desk, after=keys[0]) == keys[1:6]
    assert _ready(desk, after=keys[5], skip=f"{keys[0]},{keys[6]}", number=2) == [keys[7], keys[1]]
    assert _ready(desk, after="x") == []


def test_a_ready_card_is_the_card(desk: Client, queue: list[Claim]) -> None:
    (card,) = desk.get(reverse(AHEAD), {"after": queue[0].pk, "number": 1}).json()["cards"]
    found = BeautifulSoup(card["card"], "html.parser")
    assert [one.get_text() for one in found.select(".conflictdesk-headline")] == ["12 people killed"]
    assert [one.get_text() for one in found.select(".conflictdesk-add")] == ["Add a fact that was missed"]
    assert [form["action"] for form in found.select("form")] == [
        url("approve", queue[1].pk), url("reject", queue[1].pk),
    ]  # fmt: skip
    assert card["url"] == f"{url('queue')}?claim={queue[1].pk}"


def test_a_decision_in_passing_tells_what_became_of_it(desk: Client, queue: list[Claim]) -> None:
    headers = {PART: "said"}
    response = desk.post(url("approve", queue[0].pk), {"version": 1}, headers=headers)
    assert (response.status_code, response[PART]) == (200, "said")
    assert words(response, ".conflictdesk-said__words") == ["Approved: 12 people killed"]
    assert words(response, ".conflictdesk-count") == ["7 wait"]
    assert words(response, ".conflictdesk-card") == []


def test_a_refusal_in_passing_names_the_claim_and_who_was_first(desk: Client, queue: list[Claim]) -> None:
    rulings.reject(queue[0].pk, EditorFactory(first_name="Bo", last_name="Early"), "other", version=1)
    response = desk.post(url("approve", queue[0].pk), {"version": 1}, headers={PART: "said"})
    assert (response.status_code, response[PART]) == (409, "said")
    (told,) = words(response, "[role=alert]")
    assert told.startswith("Not recorded: 12 people killed. Bo Early was first: rejected at")
    assert Ruling.objects.count() == 1


def test_who_has_it_open_is_told_until_they_leave(desk: Client, queue: list[Claim], editor: User) -> None:
    bo = EditorFactory(first_name="Bo", last_name="Early")
    presence.enter(queue[0].pk, bo)
    told = desk.post(url("presence", queue[0].pk)).json()
    assert "Bo Early has this open now." in told["others"]
    assert told["version"] == 1
    presence.leave(queue[0].pk, bo)
    assert desk.post(url("presence", queue[0].pk)).json()["others"] == ""
    desk.post(url("presence", queue[1].pk), {"left": queue[0].pk})
    assert presence.enter(queue[0].pk, bo) == []
    assert presence.enter(queue[1].pk, bo) == ["Ada Editor"]


def test_presence_expires(queue: list[Claim], monkeypatch: pytest.MonkeyPatch, editor: User) -> None:
    presence.enter(queue[0].pk, editor)
    monkeypatch.setattr(presence, "SECONDS", -1)
    assert presence.enter(queue[0].pk, EditorFactory()) == []
