"""The digest: one message about new claims, to those who want it; and the waiting claims on the first
page.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conflictdesk.desk.models import Digest
from conflictdesk.desk.reports import digest
from conflictdesk.ledger.models import Claim
from conflictdesk.reconcile import priority
from tests.desk.conftest import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(editor: User, claims: list[Claim]) -> Digest:
    """Returns the editor, whose last digest was sent yesterday."""
    User.objects.filter(pk=editor.pk).update(email="ada@example.org")
    yesterday = timezone.now() - timedelta(days=1)
    return Digest.objects.create(user=editor, told_until=yesterday, seen_until=yesterday)


def test_tells_once_of_what_has_come(reader: Digest) -> None:
    assert [digest.send_all(), digest.send_all()] == [1, 0]
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["ada@example.org"], "2 new claims wait for review")
    assert "- At least 750,000 people displaced in Mosul — UN\n- Clashes in Old City\n" in message.body
    assert reverse("conflictdesk_facts:queue") in message.body


def test_says_nothing_where_nothing_has_come(reader: Digest) -> None:
    Digest.objects.update(told_until=timezone.now())
    assert digest.send_all() == 0


def test_who_has_switched_it_off_gets_none(reader: Digest) -> None:
    Digest.objects.update(by_mail=False)
    assert digest.send_all() == 0


def test_who_may_not_rule_gets_none(reader: Digest, journalist: User) -> None:
    User.objects.filter(pk=journalist.pk).update(email="jo@example.org")
    Digest.objects.create(user=journalist, told_until=timezone.now() - timedelta(days=1))
    digest.send_all()
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]


def test_is_switched_off_in_the_account(desk: Client, reader: Digest) -> None:
    panel = digest.DigestSettingsPanel(None, reader.user, None)
    assert panel.is_active()
    form = digest.DigestForm({}, instance=reader, prefix="conflictdesk_digest")
    form.save()
    assert Digest.objects.get().by_mail is False
    assert "Facts to review" in " ".join(words(desk.get(reverse("wagtailadmin_account")), "h2"))


def test_the_first_page_says_what_waits_and_what_is_new(desk: Client, reader: Digest) -> None:
    Claim.objects.filter(kind="figure").update(owed=priority.score(priority.CONTRADICTS))
    told = " ".join(words(desk.get(reverse("wagtailadmin_home")), ".conflictdesk-home__count"))
    assert told == "2 claims wait. 2 are new since you last looked. 1 contradicts what readers see now."
    desk.get(reverse("conflictdesk_facts:queue"))
    told = " ".join(words(desk.get(reverse("wagtailadmin_home")), ".conflictdesk-home__count"))
    assert told == "2 claims wait. 1 contradicts what readers see now."


def test_goes_to_the_field_that_accounts_have_their_address_in(
    reader: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(User, "EMAIL_FIELD", "last_name")
    User.objects.filter(pk=reader.user.pk).update(email="old@example.org", last_name="new@example.org")
    assert digest.send_all() == 1
    assert [message.to for message in mail.outbox] == [["new@example.org"]]


def test_accounts_without_an_address_get_none_and_are_not_asked(
    reader: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(User, "EMAIL_FIELD", "mail")
    assert digest.send_all() == 0
    assert Digest.objects.get(pk=reader.pk).told_until == reader.told_until
    assert digest.DigestSettingsPanel(None, reader.user, None).is_active() is False
