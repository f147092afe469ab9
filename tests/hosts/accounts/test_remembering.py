"""What the desk remembers of people with accounts of the host's own, and where it shows them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conflictdesk.desk.models import Digest, SavedFilter
from conflictdesk.desk.reports import digest
from conflictdesk.ledger.models import (
    Claim,
    Situation,
)
from tests.hosts.accounts.models import Person, Report

from .conftest import browser, desk_url, rule, words

pytestmark = pytest.mark.django_db


def test_who_has_a_claim_open_is_named_to_others(wounded: Claim, ada: Person, bob: Person) -> None:
    desk, other = browser(ada), browser(bob)
    desk.get(desk_url("queue"), {"claim": wounded.pk})
    told = other.post(desk_url("presence", wounded.pk)).json()["others"]
    assert "ada@example.org has this open now." in " ".join(told.split())
    assert "bob@example.org has this open now." in str(desk.post(desk_url("presence", wounded.pk)).json())


def test_a_filter_is_kept_for_its_person_alone(wounded: Claim, ada: Person, bob: Person) -> None:
    desk, other = browser(ada), browser(bob)
    desk.post(desk_url("save_filter") + "?kind=figure", {"name": "Figures"})
    desk.post(desk_url("save_filter") + "?kind=event", {"name": "Figures"})
    kept = SavedFilter.objects.get()
    assert (kept.user, kept.query) == (ada, "kind=event")
    assert "Figures" in desk.get(desk_url("queue")).content.decode()
    forget = desk_url("forget_filter", kept.pk)
    other.post(forget)
    assert SavedFilter.objects.count() == 1
    desk.post(forget)
    assert SavedFilter.objects.count() == 0


def test_the_digest_goes_to_their_address(wounded: Claim, ada: Person, bob: Person) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    for person in (ada, bob):
        Digest.objects.create(user=person, told_until=yesterday, by_mail=person == ada)
    assert digest.send_all() == 1
    assert [one.to for one in mail.outbox] == [["ada@example.org"]]
    assert "Facts to review" in words(browser(ada).get(reverse("wagtailadmin_account")), "h2")


REPORTS = (
    "conflictdesk_decisions",
    "conflictdesk_proposals",
    "conflictdesk_speed",
    "conflictdesk_corrections",
)


def test_reports_name_people(wounded: Claim, ada: Person) -> None:
    desk = browser(ada)
    rule(desk, "approve", wounded)
    found = {name: words(desk.get(reverse(name)), "#listing-results tbody tr") for name in REPORTS}
    assert found["conflictdesk_decisions"][0].startswith("ada@example.org Wounded")
    assert [len(rows) for rows in found.values()] == [1, 1, 1, 0]
    sheet = b"".join(desk.get(reverse("conflictdesk_decisions"), {"export": "csv"})).decode()
    assert sheet.splitlines()[1].startswith("ada@example.org,Wounded,")
    assert desk.get(reverse("conflictdesk_decisions"), {"export": "xlsx"}).status_code == 200
    assert desk.get(reverse("conflictdesk_state")).status_code == 200


def test_rulings_stand_in_the_history_and_are_found_by_person(
    wounded: Claim, ada: Person, bob: Person, admin: Person
) -> None:
    rule(browser(ada), "approve", wounded)
    rule(browser(bob), "reopen", wounded)
    client = browser(admin)
    history = words(client.get(reverse("wagtailadmin_pages:history", args=(wounded.page_key,))), "tbody tr")
    assert [name for name in ("ada@example.org", "bob@example.org") if name in " ".join(history)] == [
        "ada@example.org", "bob@example.org",
    ]  # fmt: skip
    log = client.get(reverse("wagtailadmin_reports:site_history"), {"user": str(ada.pk)})
    rows = [row for row in words(log, "#listing-results tbody tr") if "claim" in row]
    assert ["ada@example.org" in row for row in rows] == [True]


@pytest.mark.usefixtures("wounded")
def test_the_pages_around_the_desk_open(ada: Person, admin: Person, mosul: Situation) -> None:
    addresses = [reverse("wagtailadmin_home"), desk_url("queue"), desk_url("notice"), desk_url("ahead")]
    inspect = Situation.snippet_viewset.get_url_name("inspect")  # type: ignore[attr-defined]
    addresses.append(reverse(inspect, args=(mosul.pk,)))
    for client in (browser(ada), browser(admin)):
        assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)


def test_readers_see_the_fact_and_no_account(wounded: Claim, ada: Person) -> None:
    rule(browser(ada), "approve", wounded)
    public = ("/situations/mosul/en/", "/api/conflictdesk/v1/figures/", Report.objects.get().url)
    answers = [Client().get(address) for address in public]
    assert [answer.status_code for answer in answers] == [200] * 3
    shown = [answer.content.decode() for answer in answers]
    assert ["3,417" in text for text in shown] == [True] * 3
    assert ["example.org" in text for text in shown] == [False] * 3
