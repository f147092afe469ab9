"""While the database is down, every visitor gets a page in words, and nobody a traceback."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from tests.factories import UserFactory
from tests.newsroom.conftest import Newsroom
from tests.newsroom.web.test_csp import DESK, PAGES, rules

AWAY = OperationalError("PostgreSQL has stopped\nanswering: it hangs")
HEADING = "<h1>The newsroom cannot get at its articles at the moment</h1>"
SENT = "What you have just sent may not have been stored."


@contextmanager
def database_away(error: Exception = AWAY) -> Iterator[None]:
    """Makes each query fail while it lasts, also those of a page that reports the outage."""

    def fail(*_: Any) -> None:
        raise error

    with connection.execute_wrapper(fail):
        yield


def get(path: str, client: Client | None = None, **headers: str) -> Any:
    with database_away():
        return (client or Client(raise_request_exception=False)).get(path, headers=headers)


@pytest.mark.parametrize("path", ["/", "/iraq/", "/situations/mosul/en/", "/nothing/", "/admin/login/"])
def test_a_reader_and_an_editor_get_a_page_in_words(newsroom: Newsroom, path: str) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "somebody's"
    response = get(path, client)
    text = response.content.decode()

    assert (response.status_code, HEADING in text, SENT in text) == (503, True, False)
    assert f'<a href="{path}">Try again</a>' in text
    assert (response.headers["Retry-After"], response.headers["Cache-Control"]) == ("10", "no-store")
    assert rules(response) == (DESK if path.startswith("/admin/") else PAGES)


@pytest.mark.parametrize("error", [AWAY, InterfaceError("connection already closed")])
def test_who_has_sent_something_is_told_what_to_do(newsroom: Newsroom, error: Exception) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(is_superuser=True))
    with database_away(error):
        response = client.post(f"/admin/pages/{newsroom.iraq.pk}/unpublish/")
    text = response.content.decode()

    assert (response.status_code, HEADING in text, SENT in text) == (503, True, True)
    assert "Try again" not in text


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/conflictdesk/boxes/mosul/en/", {}),
        ("/api/conflictdesk/v1/situations/", {"accept": "application/json"}),
        ("/iraq/", {"sec-fetch-dest": "empty"}),
    ],
)
def test_programs_get_one_line(newsroom: Newsroom, path: str, headers: dict[str, str]) -> None:
    response = get(path, **headers)

    assert (response.status_code, response.content) == (503, b"The database does not answer at the moment.\n")
    assert response.headers["Content-Type"] == "text/plain"
    assert response.headers["Retry-After"] == "10"


def test_the_page_is_in_the_readers_language(newsroom: Newsroom) -> None:
    text = get("/nothing/", **{"accept-language": "ar"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in text


def test_the_cause_is_one_line_in_the_log(newsroom: Newsroom, caplog: pytest.LogCaptureFixture) -> None:
    get("/iraq/")
    lines = [one.getMessage() for one in caplog.records if one.name == "conflictdesk.newsroom.web.outages"]
    assert lines == ["GET /iraq/: the database does not serve: PostgreSQL has stopped answering: it hangs"]


def test_what_fails_around_the_view_is_told_so_too(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise AWAY

    monkeypatch.setattr(SessionMiddleware, "process_request", fail)
    response = Client(raise_request_exception=False).get("/iraq/")
    assert (response.status_code, HEADING in response.content.decode()) == (503, True)


def test_a_mistake_is_not_taken_for_an_outage(newsroom: Newsroom) -> None:
    error, cause = OperationalError("no such table: newsroom_articlepage"), sqlite3.OperationalError()
    cause.sqlite_errorcode = sqlite3.SQLITE_ERROR
    error.__cause__ = cause
    with database_away(error):
        response = Client(raise_request_exception=False).get("/iraq/")
    assert (response.status_code, HEADING in response.content.decode()) == (500, False)
