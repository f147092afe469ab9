"""Numbers of rulings and readings that a person may not see are answered like numbers that do not exist."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.models import Page

from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, DeskGrant, Extraction, Ruling
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import url
from tests.factories import EditorFactory, UserFactory
from tests.permissions.people import _group

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(client: Client, section: Page) -> User:
    """Returns a fact editor of another section, logged in."""
    group = _group("Elsewhere", "access_admin")
    DeskGrant.objects.create(group=group, page=section, level=DeskGrant.Level.DECIDE)
    user: User = UserFactory()
    user.groups.set([group])
    client.force_login(user)
    return user


def _answers(client: Client, name: str, *numbers: int) -> list[tuple[int, bytes]]:
    found = [client.post(url(name, number)) for number in numbers]
    return [(one.status_code, one.content) for one in found]


@pytest.mark.usefixtures("elsewhere")
def test_of_another_section(client: Client, claim: Claim) -> None:
    ruling = rulings.approve(claim.pk, EditorFactory(), version=1)
    Extraction.objects.update(state="failed")

    for name, number in (("undo", ruling.pk), ("retry", claim.extraction_id)):
        there, nothing = _answers(client, name, number, 999_999)
        assert there == nothing
        assert there[0] == 404
    assert (Ruling.objects.count(), Extraction.objects.get().state) == (1, "failed")


@pytest.mark.usefixtures("elsewhere")
def test_of_ones_own_ruling_on_what_one_sees_no_more(client: Client, claim: Claim, elsewhere: User) -> None:
    grant = DeskGrant.objects.create(
        group=elsewhere.groups.get(),
        page=claim.page.get_parent(),  # type: ignore[union-attr]
        level=DeskGrant.Level.DECIDE,
    )
    ruling = rulings.approve(claim.pk, User.objects.get(pk=elsewhere.pk), version=1)
    grant.delete()

    assert [status for status, _ in _answers(client, "undo", ruling.pk)] == [404]
    assert Claim.objects.get(pk=claim.pk).state == "approved"


def test_who_sees_and_does_not_decide_is_refused(
    client: Client, claim: Claim, page: ArticlePage, journalist: User
) -> None:
    ruling = rulings.approve(claim.pk, EditorFactory(), version=1)
    Extraction.objects.update(state="failed")
    client.force_login(journalist)

    assert [status for name, number in (("undo", ruling.pk), ("retry", claim.extraction_id))
            for status, _ in _answers(client, name, number)] == [403, 403]  # fmt: skip


def test_the_readings_of_drafts_are_nobodys_to_count(desk: Client, claim: Claim) -> None:
    """A person who sees a live article does not see how often its draft was read."""
    Extraction.objects.update(state="draft")

    there, nothing = _answers(desk, "retry", claim.extraction_id, 999_999)

    assert there == nothing
    assert there[0] == 404
