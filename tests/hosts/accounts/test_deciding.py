"""Rulings by people with accounts of the host's own: one's own, those of others, and of two."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse

from conflictdesk.desk.models import Batch
from conflictdesk.ledger.models import (
    Actor,
    Claim,
    Extraction,
    Pick,
    Ruling,
    Situation,
    TwinRuling,
)
from tests.hosts.accounts.models import Person

from .conftest import WOUNDED, browser, claim_of, desk_url, rule, state, words

pytestmark = pytest.mark.django_db


def test_an_approval_names_who_gave_it(wounded: Claim, ada: Person) -> None:
    desk = browser(ada)
    assert words(desk.get(desk_url("queue")), ".conflictdesk-headline") == [
        "At least 3,417 people wounded in Mosul — United Nations"
    ]
    assert rule(desk, "approve", wounded) == 302
    ruling = Ruling.objects.get()
    assert (ruling.user, ruling.user_name) == (ada, "ada@example.org")
    decided = words(desk.get(desk_url("queue"), {"claim": wounded.pk}), ".conflictdesk-decided")
    assert "approved by ada@example.org" in decided[0]


def test_it_is_taken_back_reopened_amended_and_rejected(wounded: Claim, ada: Person, bob: Person) -> None:
    desk, other = browser(ada), browser(bob)
    rule(desk, "approve", wounded)
    undo = desk_url("undo", Ruling.objects.get().pk)
    assert (other.post(undo).status_code, state(wounded)) == (403, "approved")
    assert (desk.post(undo).status_code, state(wounded)) == (302, "pending")
    rule(desk, "approve", wounded)
    assert (rule(other, "reopen", wounded), state(wounded)) == (302, "pending")
    assert (rule(other, "reject", wounded, reason="other"), state(wounded)) == (302, "rejected")
    assert list(Ruling.objects.values_list("decision", "user")) == [
        ("approve", ada.pk), ("undo", ada.pk), ("approve", ada.pk), ("reopen", bob.pk), ("reject", bob.pk),
    ]  # fmt: skip


def test_two_approvals_are_two_peoples(killed: Claim, ada: Person, bob: Person) -> None:
    desk, other = browser(ada), browser(bob)
    assert (rule(desk, "approve", killed), state(killed)) == (302, "pending")
    assert (rule(desk, "approve", killed), state(killed)) == (403, "pending")
    assert words(desk.get(desk_url("queue")), ".conflictdesk-headline") == ["Nothing waits. A good day."]
    seen = words(other.get(desk_url("queue"), {"second": "1"}), ".conflictdesk-replaced")
    assert seen[0].startswith("Approved by ada@example.org, ")
    assert (rule(other, "approve", killed), state(killed)) == (302, "approved")
    assert Ruling.objects.order_by("-pk").values_list("first_user", "user")[0] == (ada.pk, bob.pk)


def test_the_database_refuses_two_approvals_of_one(killed: Claim, ada: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Ruling.objects.create(claim=killed, decision="approve", outcome="approved", user=ada, first_user=ada)
    assert not Ruling.objects.exists()


def test_a_writer_does_not_decide_on_their_own_article(wounded: Claim, writer: Person) -> None:
    writer.groups.add(Group.objects.get(name="Fact editors"))
    desk = browser(writer)
    assert (rule(desk, "approve", wounded), state(wounded)) == (403, "pending")
    shown = [
        words(desk.get(desk_url("queue"), {"whose": whose}), ".conflictdesk-headline")
        for whose in ("mine", "others")
    ]
    assert shown == [["At least 3,417 people wounded in Mosul — United Nations"], ["Nothing waits here."]]


def test_claims_decided_together_are_undone_by_who_decided(
    writer: Person, mosul: Situation, ada: Person, bob: Person
) -> None:
    claims = [claim_of(WOUNDED, writer, mosul, f"Day {n}") for n in (1, 2)]
    desk, address = browser(ada), desk_url("together") + "?situation=mosul"
    assert len(words(desk.get(address), ".conflictdesk-chosen strong")) == 2
    desk.post(address, {"claim": [f"{one.pk}:{one.version}" for one in claims], "action": "approve"})
    batch = Batch.objects.get()
    assert (batch.user, [state(one) for one in claims]) == (ada, ["approved", "approved"])
    undo = desk_url("undo_together", batch.pk)
    assert browser(bob).post(undo).status_code == 404
    desk.post(undo)
    assert [state(one) for one in claims] == ["pending", "pending"]


def test_what_is_decided_beside_a_ruling(
    writer: Person, mosul: Situation, raqqa: Situation, ada: Person
) -> None:
    first, second = (claim_of(WOUNDED, writer, mosul, f"Day {n}") for n in (1, 2))
    desk = browser(ada)
    for verb in ("same", "apart"):
        assert desk.post(desk_url(verb, first.pk), {"other": second.pk}).status_code == 302
    assert set(TwinRuling.objects.values_list("user", "user_name")) == {(ada.pk, "ada@example.org")}
    Situation.objects.filter(pk=mosul.pk).update(policy="editors_pick")
    rule(desk, "approve", first)
    assert rule(desk, "pick", first) == 302
    assert Pick.objects.values_list("user", "user_name").get() == (ada.pk, "ada@example.org")
    assert rule(desk, "move", first, situation=raqqa.pk) == 302
    assert Claim.objects.get(pk=first.pk).situation == raqqa


def test_words_marked_by_hand_name_who_marked_them(wounded: Claim, ada: Person) -> None:
    desk, address = browser(ada), desk_url("add", wounded.page_key)
    extraction = Extraction.objects.get()
    desk.post(address, {"words": "wounded in Mosul", "text": extraction.pk, "tells": "event:clash"})
    claim = Claim.objects.exclude(pk=wounded.pk).get()
    assert (claim.added_by, claim.added_by_name) == (ada, "ada@example.org")
    shown = words(desk.get(desk_url("queue"), {"claim": claim.pk}), ".conflictdesk-replaced")
    assert "Marked by hand by ada@example.org" in shown


def test_situations_and_actors_are_merged(
    mosul: Situation, raqqa: Situation, ada: Person, admin: Person
) -> None:
    first, second = (Actor.objects.create(identifier=name, name=name) for name in ("army", "forces"))
    desk = browser(ada)
    for name, double, into in (("merge_situation", raqqa, mosul), ("merge_actor", second, first)):
        assert desk.get(desk_url(name, double.pk)).status_code == 200
        assert desk.post(desk_url(name, double.pk), {"into": into.pk}).status_code == 302
        double.refresh_from_db()
        assert double.merged_into == into
    assert desk.post(desk_url("close", mosul.pk)).status_code == 302
    history = reverse(Situation.snippet_viewset.get_url_name("history"), args=(mosul.pk,))  # type: ignore[attr-defined]
    rows = words(browser(admin).get(history), "#listing-results tbody tr")
    assert [("ada@example.org" in row) for row in rows] == [True] * len(rows) != []


def test_what_was_written_and_decided_outlives_the_account(wounded: Claim, ada: Person) -> None:
    rule(browser(ada), "approve", wounded)
    ada.delete()
    assert Ruling.objects.values_list("user", "user_name").get() == (None, "ada@example.org")
