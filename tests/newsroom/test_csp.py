"""The content security policy, and that the pages hold under it."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from conflictdesk.newsroom import csp
from tests.factories import SituationFactory, article
from tests.newsroom.conftest import Newsroom

# What a browser would refuse under the policy: inline code and style, other origins, frames.
REFUSED = re.compile(
    r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=\"/)|(?:src|srcset)=\"(?:https?:)?//|<i?frame|<base",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/", csp.PAGES),
        ("/iraq/story/", csp.PAGES),
        ("/nothing/", csp.PAGES),
        ("/media/missing.svg", csp.UPLOADS),
        ("/admin/login/", None),
    ],
)
def test_policy_of_each_address(newsroom: Newsroom, path: str, policy: str | None) -> None:
    article(title="Story", parent=newsroom.iraq)

    assert Client().get(path).headers.get(csp.HEADER) == policy


def test_pages_may_load_nothing_inline_and_nothing_from_elsewhere() -> None:
    rules = dict(rule.split(" ", 1) for rule in csp.PAGES.split("; "))

    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"


def test_pages_contain_nothing_that_the_policy_refuses(newsroom: Newsroom) -> None:
    page = article("One.", parent=newsroom.iraq, situation=SituationFactory())

    for path in ("/", "/iraq/", page.url, "/nothing/"):
        assert REFUSED.findall(Client().get(path).content.decode()) == [], path


def test_an_editor_who_is_logged_in_reads_the_same_page_with_the_edit_button(newsroom: Newsroom) -> None:
    page = article("One.", parent=newsroom.iraq)
    client = Client()
    client.force_login(User.objects.create_superuser("boss"))

    text = client.get(page.url).content.decode()
    assert "<wagtail-userbar>" in text
    assert re.findall(r"<script(?![^>]*\ssrc=|[^>]*application/json)", text) == []
    assert "<wagtail-userbar>" not in Client().get(page.url).content.decode()


def test_an_uploaded_picture_is_served_and_can_run_nothing(newsroom: Newsroom) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    name = default_storage.save("map.svg", ContentFile(drawing))

    response = Client().get(default_storage.url(name))
    assert b"".join(response.streaming_content) == drawing
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert "sandbox" in response.headers[csp.HEADER]
    assert "script-src" not in response.headers[csp.HEADER]
