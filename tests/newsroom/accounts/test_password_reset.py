"""Requests for a new password: the response does not show whose address it is, and nobody's inbox is
flooded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings

from conflictdesk.newsroom import tasks
from conflictdesk.newsroom.accounts import password_reset
from tests.factories import UserFactory
from tests.failing_cache import DOWN, breaking
from tests.newsroom.accounts.conftest import sign_in

ASK = "/admin/password_reset/"


@pytest.fixture(autouse=True)
def _nobody_asked_yet(db: Any) -> Iterator[None]:
    """Clears the requests of other tests, which a cache on a server keeps."""
    cache.clear()
    yield
    cache.clear()


def ask(email: str, address: str = "198.51.100.7") -> tuple[int, str]:
    answer: Any = Client().post(ASK, {"email": email}, REMOTE_ADDR=address)
    return answer.status_code, answer.url


def test_the_web_server_sends_nothing_and_asks_a_worker_either_way(
    editor: Any, sent_tasks: list[Any]
) -> None:
    """If the mail server takes a second, the response time would show whether there is an account."""
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
    monkeypatch.setattr(password_reset.task_sending, "send", lambda *_: False)

    assert ask("olena@news.example") == (302, "/admin/password_reset/done/")
    assert caplog.messages == ["The broker does not answer: a new password was asked for, and no worker was."]


def test_an_address_asks_a_worker_five_times_a_minute(editor: Any, sent_tasks: list[Any]) -> None:
    """The response is the same, so that it does not show who asked from there before."""
    answers = [ask(f"nobody{number}@news.example") for number in range(60)]
    assert answers == [(302, "/admin/password_reset/done/")] * 60
    assert sent_tasks == [("newsroom.send_password_reset", 0)] * 5

    ask("olena@news.example", "203.0.113.9")
    assert sent_tasks[5:] == [("newsroom.send_password_reset", editor.pk)]


def test_after_a_minute_it_may_ask_again(
    db: None, sent_tasks: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(password_reset, "ASKED_SECONDS", 0)
    for number in range(7):
        ask(f"nobody{number}@news.example")
    assert sent_tasks == [("newsroom.send_password_reset", 0)] * 7


@override_settings(
    CACHES={
        "default": {
            "BACKEND": "conflictdesk.caches.ResilientCache",
            "OPTIONS": {"BACKEND": "tests.failing_cache.FailingCache"},
        }
    }
)
def test_a_cache_that_is_down_stops_nobody(editor: Any, sent_tasks: list[Any]) -> None:
    with breaking(DOWN):
        for _ in range(7):
            ask("olena@news.example")
    assert sent_tasks == [("newsroom.send_password_reset", editor.pk)] * 7


@pytest.mark.parametrize("error", [ConnectionRefusedError(111, "refused"), SMTPRecipientsRefused({})])
def test_an_e_mail_that_could_not_be_sent_is_one_line_and_does_not_count(
    editor: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    def refuse(*_: Any) -> None:
        raise error

    with monkeypatch.context() as down:
        down.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        tasks.send_password_reset(editor.pk)
    assert [(one.getMessage(), one.exc_info) for one in caplog.records] == [
        (f"The mail server did not take a link to a new password: {type(error).__name__}.", None)
    ]

    tasks.send_password_reset(editor.pk)
    assert [message.to for message in mail.outbox] == [["olena@news.example"]]
