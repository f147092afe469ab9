"""Asking for a new password: nothing says whose address it is, and nobody's inbox is flooded."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client, override_settings

from conflictdesk.newsroom import tasks
from conflictdesk.newsroom.accounts import password_reset
from tests.factories import UserFactory
from tests.newsroom.accounts.conftest import sign_in

ASK = "/admin/password_reset/"


def ask(email: str) -> tuple[int, str]:
    answer: Any = Client().post(ASK, {"email": email})
    return answer.status_code, answer.url


def test_the_web_server_sends_nothing_and_asks_a_worker_either_way(
    editor: Any, sent_tasks: list[Any]
) -> None:
    """With a mail server that takes a second, the answer's time would say whether there is an account."""
    answers = [ask(address) for address in ("OLENA@news.example", "nobody@news.example")]

    assert answers == [(302, "/admin/password_reset/done/")] * 2
    assert mail.outbox == []
    assert sent_tasks == [
        ("newsroom.send_password_reset", editor.pk),
        ("newsroom.send_password_reset", 0),
    ]


@override_settings(WAGTAILADMIN_BASE_URL="https://news.example.org")
def test_a_worker_sends_a_link_that_sets_a_new_password(editor: Any) -> None:
    UserFactory(email="olena@news.example")
    tasks.send_password_reset(editor.pk)
    [message] = mail.outbox
    [link] = re.findall(r"https://news\.example\.org(/admin/password_reset/confirm/\S+)", str(message.body))

    assert (message.to, "olena" in str(message.body)) == (["olena@news.example"], True)
    client = Client()
    form: Any = client.get(link, follow=True)
    new = "a longer one: kittiwake"
    client.post(form.redirect_chain[-1][0], {"new_password1": new, "new_password2": new})
    assert sign_in(password=new).status_code == 302


def test_an_account_is_sent_one_in_five_minutes(editor: Any) -> None:
    for _ in range(3):
        tasks.send_password_reset(editor.pk)

    assert [message.to for message in mail.outbox] == [["olena@news.example"]]


@pytest.mark.parametrize("closed", [True, False])
def test_nobody_is_sent_nothing(editor: Any, closed: bool) -> None:
    editor.is_active = not closed
    editor.save()
    tasks.send_password_reset(editor.pk if closed else password_reset.NOBODY)

    assert mail.outbox == []


def test_in_the_language_of_the_account(editor: Any) -> None:
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=editor, preferred_language="fr")
    tasks.send_password_reset(editor.pk)

    assert "réinitialiser votre mot de passe" in str(mail.outbox[0].body).lower()


def test_a_broker_that_is_down_is_named_in_the_log(
    editor: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(password_reset.sending, "send", lambda *_: False)

    assert ask("olena@news.example") == (302, "/admin/password_reset/done/")
    assert caplog.messages == ["The broker does not answer: a new password was asked for, and no worker was."]
