"""The pages about missing addresses and faults."""

from __future__ import annotations

import pytest
from django.test import Client

from conflictdesk.newsroom.models import HomePage
from tests.newsroom.conftest import Newsroom
from tests.newsroom.web.test_csp import PAGES, rules


@pytest.mark.parametrize("path", ["/nothing/", "/iraq/nothing/"])
def test_an_address_without_a_page_keeps_masthead_and_menu(newsroom: Newsroom, path: str) -> None:
    response = Client().get(path)
    text = response.content.decode()

    assert response.status_code == 404
    assert "<h1>There is no page at this address</h1>" in text
    assert '<a href="/syria/">Syria</a>' in text


@pytest.mark.django_db
def test_a_site_without_any_page_has_a_page_for_that_too() -> None:
    response = Client().get("/nothing/")

    assert response.status_code == 404
    assert "<h1>There is no page at this address</h1>" in response.content.decode()


def test_a_broken_page_says_so_without_asking_the_database(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the database is gone: password=secret")

    monkeypatch.setattr(HomePage, "get_context", broken)
    response = Client(raise_request_exception=False).get("/")
    text = response.content.decode()

    assert response.status_code == 500
    assert "<h1>Something went wrong on our side</h1>" in text
    assert "secret" not in text
    assert rules(response) == PAGES
