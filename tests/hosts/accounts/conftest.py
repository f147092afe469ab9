"""A newsroom of people with accounts of the host's own, and an article that the extractor has read."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Site

from conflictdesk.ledger.extractions import intake
from conflictdesk.ledger.models import (
    ArticleSituation,
    Claim,
    Extraction,
    Situation,
)
from tests.hosts.accounts.models import Person, Report

WOUNDED = "At least 3,417 people were wounded in Mosul, the UN said."
KILLED = "At least 12 people were killed in Mosul, the army said."


def member(email: str, *groups: str) -> Person:
    person = Person.objects.create_user(email, "a secret of theirs")
    person.groups.set(Group.objects.filter(name__in=groups))
    return person


def browser(person: Person) -> Client:
    """Logged in by Wagtail's own form."""
    client = Client()
    answer = client.post("/admin/login/", {"username": person.email, "password": "a secret of theirs"})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    return client


def words(response: Any, selector: str) -> list[str]:
    assert response.status_code == 200
    found = BeautifulSoup(response.content, "html.parser").select(selector)
    return [" ".join(one.get_text().split()) for one in found]


def desk_url(name: str, *args: int) -> str:
    return reverse(f"conflictdesk_facts:{name}", args=args)


@pytest.fixture
def ada() -> Person:
    return member("ada@example.org", "Fact editors")


@pytest.fixture
def bob() -> Person:
    return member("bob@example.org", "Fact editors")


@pytest.fixture
def admin() -> Person:
    return Person.objects.create_superuser("root@example.org", "a secret of theirs")


@pytest.fixture
def writer() -> Person:
    """May write and publish everywhere."""
    group = Group.objects.create(name="Writers")
    for verb in ("add", "change", "publish"):
        permission = Permission.objects.get(codename=f"{verb}_page")
        GroupPagePermission.objects.create(
            group=group, page=Page.get_first_root_node(), permission=permission
        )
    return member("jo@example.org", "Writers", "Conflict journalists")


@pytest.fixture
def mosul() -> Situation:
    return Situation.objects.create(name="Battle of Mosul", slug="mosul")


@pytest.fixture
def raqqa() -> Situation:
    return Situation.objects.create(name="Battle of Raqqa", slug="raqqa")


def publish(text: str, writer: Person, situation: Situation, title: str = "A day") -> Report:
    report = Report(title=title, text=text, owner=writer, live=False)
    Site.objects.get().root_page.add_child(instance=report)
    ArticleSituation.objects.create(page=report, situation=situation)
    report.save_revision(user=writer).publish()
    return report


def claim_of(text: str, writer: Person, situation: Situation, title: str = "A day") -> Claim:
    """The one claim of an article that was read by the extractor."""
    report = publish(text, writer, situation, title)
    intake.run(Extraction.objects.get(page=report).pk)
    return Claim.objects.get(page=report)


@pytest.fixture
def wounded(writer: Person, mosul: Situation) -> Claim:
    return claim_of(WOUNDED, writer, mosul)


@pytest.fixture
def killed(writer: Person, mosul: Situation) -> Claim:
    """Two people approve it."""
    return claim_of(KILLED, writer, mosul)


def version(claim: Claim) -> int:
    return Claim.objects.values_list("version", flat=True).get(pk=claim.pk)


def rule(client: Client, verb: str, claim: Claim, **more: Any) -> int:
    answer = client.post(desk_url(verb, claim.pk), {"version": version(claim), **more})
    return int(answer.status_code)


def state(claim: Claim) -> str:
    return str(Claim.objects.values_list("state", flat=True).get(pk=claim.pk))
