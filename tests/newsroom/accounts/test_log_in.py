"""Guesses at a password are stopped after five; nobody else is locked out, and a cache that is down
locks nobody out.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from conflictdesk.newsroom import tasks
from tests.failing_cache import DOWN, breaking
from tests.newsroom.accounts.conftest import RIGHT, sign_in

HEADING = "<h1>Too many attempts to sign in</h1>"
HERE, ELSEWHERE = "198.51.100.7", "203.0.113.9"


def attempts() -> Any:
    return apps.get_model("axes", "AccessAttempt").objects.order_by("pk")


def lock(name: str = "olena", **headers: str) -> list[int]:
    """Sends five wrong passwords."""
    return [sign_in(name, f"guess {number}", **headers).status_code for number in range(5)]


def wait(minutes: int) -> None:
    """Lets so many minutes pass: dates all attempts back."""
    for one in attempts():
        attempts().filter(pk=one.pk).update(attempt_time=one.attempt_time - timedelta(minutes=minutes))


def test_the_right_password_after_five_wrong_ones_is_refused_too(editor: Any) -> None:
    client = Client()

    assert lock(client=client) == [200, 200, 200, 200, 429]  # type: ignore[arg-type]
    answer = sign_in(password=RIGHT, client=client)

    assert (answer.status_code, "sessionid" in client.cookies) == (429, False)
    assert client.get("/admin/").status_code == 302


def test_the_page_says_when_to_try_again_in_words_and_without_scripts(editor: Any) -> None:
    lock()
    wait(minutes=3)
    answer = sign_in(password=RIGHT)
    text = answer.content.decode()

    assert HEADING in text
    assert "Try again in 12 minutes." in text
    assert (answer.headers["Cache-Control"], answer.headers["Content-Type"]) == (
        "no-store",
        "text/html; charset=utf-8",
    )
    assert 11 * 60 < int(answer.headers["Retry-After"]) <= 12 * 60
    assert ("<script" in text, 'name="color-scheme" content="light dark"' in text) == (False, True)


def test_scripts_get_the_same_page_and_no_name(editor: Any) -> None:
    lock()
    answer = sign_in(HTTP_X_REQUESTED_WITH="XMLHttpRequest")

    assert (answer.status_code, HEADING in answer.content.decode()) == (429, True)
    assert "olena" not in answer.content.decode()
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_nothing_says_whether_there_is_such_an_account(editor: Any) -> None:
    """Compares pages before and after the lock, for an account, a closed one, and none."""
    editor.__class__.objects.create_user("mykola", password=RIGHT, is_active=False)

    def pages(name: str) -> list[str]:
        """Returns the pages without the user name and the form's CSRF token, which differs on each page."""
        texts = [sign_in(name).content.decode().replace(name, "NAME") for _ in range(6)]
        return [re.sub(r"\b[A-Za-z0-9]{64}\b", "TOKEN", text) for text in texts]

    shown = {name: pages(name) for name in ("olena", "mykola", "nobodyatall")}

    assert [HEADING in page for page in shown["olena"]] == [False, False, False, False, True, True]
    assert shown["olena"] == shown["mykola"] == shown["nobodyatall"]


def test_other_people_and_other_places_are_not_locked_out(editor: Any) -> None:
    lock(REMOTE_ADDR=HERE)

    assert sign_in(password=RIGHT, REMOTE_ADDR=HERE).status_code == 429
    assert sign_in("somebody", REMOTE_ADDR=HERE).status_code == 200
    assert sign_in(password=RIGHT, REMOTE_ADDR=ELSEWHERE).status_code == 302


def test_another_browser_does_not_help(editor: Any) -> None:
    for number in range(5):
        sign_in(HTTP_USER_AGENT=f"browser {number}")

    assert sign_in(password=RIGHT, HTTP_USER_AGENT="browser 6").status_code == 429


def test_signing_in_forgets_what_failed_before(editor: Any) -> None:
    for _ in range(4):
        sign_in()
    assert sign_in(password=RIGHT).status_code == 302

    assert [sign_in().status_code for _ in range(4)] == [200] * 4
    assert sign_in(password=RIGHT).status_code == 302


def test_after_a_quarter_of_an_hour_the_right_password_is_right_again(editor: Any) -> None:
    lock()
    wait(minutes=10)
    # To try meanwhile does not prolong it.
    assert sign_in(password=RIGHT).status_code == 429
    wait(minutes=5)

    assert sign_in(password=RIGHT).status_code == 302


def test_an_operator_unlocks(editor: Any) -> None:
    lock()
    call_command("axes_reset_username", "olena", verbosity=0)

    assert sign_in(password=RIGHT).status_code == 302


def test_whoever_is_in_stays_in(editor: Any) -> None:
    client = Client()
    assert sign_in(password=RIGHT, client=client).status_code == 302
    lock()

    assert client.get("/admin/").status_code == 200


@override_settings(
    CACHES={"default": {"BACKEND": "tests.failing_cache.FailingCache", "LOCATION": "accounts"}}
)
def test_a_dead_cache_neither_locks_out_nor_lets_in(editor: Any) -> None:
    with breaking(DOWN):
        assert sign_in(password=RIGHT).status_code == 302
        assert lock() == [200, 200, 200, 200, 429]


@pytest.mark.parametrize("name", ["x" * 150, "olena\r\nX-A: b", "\u202eaneLo", "İ"])
def test_an_odd_name_is_a_wrong_one(db: Any, name: str) -> None:
    wrong = [200, 200, 200, 200, 429, 429]
    assert [sign_in(name, password="a\r\nb").status_code for _ in range(6)] == wrong
    other = [sign_in(f"{name} ", HTTP_USER_AGENT="b\xe9" * 200).status_code for _ in range(6)]
    assert set(other) <= {200, 429}


def test_a_name_that_no_account_can_have_is_no_guess(db: Any) -> None:
    assert [sign_in("x" * 300).status_code for _ in range(6)] == [200] * 6
    assert not attempts().exists()


@pytest.mark.parametrize(("name", "password"), [("ole\0na", "a"), ("\0", "a"), ("olena", "a\0b")])
def test_what_no_text_has_is_refused_before_anybody_is_asked(db: Any, name: str, password: str) -> None:
    assert [sign_in(name, password=password).status_code for _ in range(6)] == [400] * 6
    assert not attempts().exists()


def test_x_forwarded_for_is_not_believed_unasked(editor: Any) -> None:
    """A visitor who invents a new address with each guess is counted by the address of the connection."""
    for number in range(5):
        sign_in(REMOTE_ADDR=HERE, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")

    assert sign_in(password=RIGHT, REMOTE_ADDR=HERE, HTTP_X_FORWARDED_FOR="192.0.2.9").status_code == 429


def test_behind_a_proxy_one_attacker_does_not_lock_out_all(editor: Any) -> None:
    with override_settings(TRUSTED_PROXIES=["10.0.0.0/8"]):
        for number in range(5):
            # The proxy puts the attacker's address behind what the attacker has made up.
            sign_in(REMOTE_ADDR="10.0.0.2", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, {HERE}")
        attacker = sign_in(password=RIGHT, REMOTE_ADDR="10.0.0.2", HTTP_X_FORWARDED_FOR=HERE)
        olena = sign_in(password=RIGHT, REMOTE_ADDR="10.0.0.2", HTTP_X_FORWARDED_FOR=ELSEWHERE)

    assert (attacker.status_code, olena.status_code) == (429, 302)


def test_neither_log_nor_database_holds_what_was_typed(editor: Any, caplog: pytest.LogCaptureFixture) -> None:
    """People sometimes type their password into the wrong field."""
    sign_in("cormorant", "cormorant too", REMOTE_ADDR=HERE)
    [kept] = attempts().values()

    assert "cormorant" not in caplog.text
    assert (kept["username"], "cormorant" in kept["post_data"] + kept["get_data"]) == ("cormorant", False)
    assert HERE in caplog.text


def test_what_is_remembered_of_log_ins_is_thinned(editor: Any) -> None:
    logs = apps.get_model("axes", "AccessLog").objects
    for address, days in ((HERE, 31), (ELSEWHERE, 29)):
        sign_in(password=RIGHT, REMOTE_ADDR=address)
        logs.filter(ip_address=address).update(attempt_time=timezone.now() - timedelta(days=days))
    sign_in("old")
    wait(minutes=16)
    attempts().create(username="new", ip_address=HERE, user_agent="", failures_since_start=1)

    for _ in range(2):
        tasks.thin_log_ins()

    assert [one.ip_address for one in logs.all()] == [ELSEWHERE]
    assert [one.username for one in attempts()] == ["new"]


def test_the_throttle_comes_before_the_password() -> None:
    assert settings.AUTHENTICATION_BACKENDS == [
        "axes.backends.AxesStandaloneBackend",
        "django.contrib.auth.backends.ModelBackend",
    ]
    assert settings.AXES_HANDLER == "axes.handlers.database.AxesDatabaseHandler"


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "OPTIONS"])
def test_who_only_looks_at_the_log_out_stays_signed_in_and_is_not_said_to_have_left(
    editor: Any, method: str
) -> None:
    client = Client()
    sign_in(password=RIGHT, client=client)
    answer: Any = client.generic(method, "/admin/logout/")

    assert (answer.status_code, dict(answer.cookies)) == (405, {})
    assert "no-store" in answer.headers["Cache-Control"]
    home = client.get("/admin/")
    assert (home.status_code, "logged out" in home.content.decode()) == (200, False)


def test_logging_out_ends_the_session_and_leaves_no_cookie(editor: Any) -> None:
    client = Client()
    sign_in(password=RIGHT, client=client)
    answer: Any = client.post("/admin/logout/")

    assert (answer.status_code, answer.url) == (302, "/admin/login/")
    assert {name: one.value for name, one in answer.cookies.items()} == {"sessionid": ""}
    assert client.get("/admin/").status_code == 302


def test_messages_wait_in_the_session_and_in_no_cookie_of_their_own(editor: Any) -> None:
    client = Client()
    sign_in(password=RIGHT, client=client)
    # The editor may not do that, and a message says so.
    answer: Any = client.get("/admin/users/")

    assert (answer.status_code, answer.url, set(answer.cookies)) == (302, "/admin/", {"sessionid"})
    assert "you do not have permission" in client.get("/admin/").content.decode()


def test_who_signs_in_at_the_page_for_readers_lands_in_the_admin(editor: Any) -> None:
    data = {"username": "olena", "password": RIGHT}
    answer: Any = Client().post("/_util/login/", data)
    assert (answer.status_code, answer.url) == (302, "/admin/")
