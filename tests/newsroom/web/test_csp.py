"""The content security policy, and that the pages work under it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django.fixtures import Settings

from conflictdesk.newsroom.web import csp
from tests.factories import SituationFactory, article
from tests.newsroom.conftest import Newsroom

# What a browser would refuse under the policy: inline code and style, other origins, frames.
REFUSED = re.compile(
    r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=\"/)|(?:src|srcset)=\"(?:https?:)?//|<i?frame|<base",
    re.IGNORECASE,
)


STATIC = "localhost:8000/static/ testserver/static/"
WORDS = "localhost:8000/admin/jsi18n/ testserver/admin/jsi18n/"
PAGES = {
    "default-src": "'none'",
    "script-src": STATIC,
    "style-src": STATIC,
    "img-src": "'self' data:",
    "font-src": STATIC,
    "media-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'self'",
}
DESK = {**PAGES, "script-src": f"{STATIC} {WORDS}"}
ADMIN = {
    **DESK,
    "script-src": f"{STATIC} {WORDS} 'unsafe-inline'",
    "script-src-attr": "'none'",
    "style-src": f"{STATIC} 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "frame-src": "'self'",
}
UPLOADS = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "img-src": "data:",
    "frame-ancestors": "'none'",
    "sandbox": "",
}


def rules(answer: Any) -> dict[str, str]:
    """Returns the policy's directives by name: their order means nothing, and django-csp's varies."""
    found = (rule.partition(" ") for rule in answer.headers[csp.HEADER].split("; "))
    return {name: value for name, _, value in found}


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/", PAGES),
        ("/iraq/story/", PAGES),
        ("/nothing/", PAGES),
        ("/documents/1/nothing.txt", PAGES),
        ("/media/missing.svg", UPLOADS),
        ("/admin/login/", DESK),
        ("/admin/password_reset/", DESK),
        ("/admin/", DESK),
        ("/admin/facts/", DESK),
        ("/admin/pages/", ADMIN),
        ("/admin/nothing/", ADMIN),
    ],
)
@pytest.mark.parametrize("who", ["anybody", "boss"])
def test_policy_of_each_address(newsroom: Newsroom, path: str, policy: dict[str, str], who: str) -> None:
    article(title="Story", parent=newsroom.iraq)
    client = Client()
    if who == "boss":
        client.force_login(User.objects.create_superuser("boss"))

    assert rules(client.get(path)) == policy


def test_a_preview_holds_to_the_policy_of_the_page_that_it_shows(newsroom: Newsroom) -> None:
    page = article(title="Story", parent=newsroom.iraq)
    client = Client()
    client.force_login(User.objects.create_superuser("boss"))

    assert rules(client.get(f"/admin/pages/{page.pk}/view_draft/")) == PAGES
    assert rules(client.get(f"/admin/pages/{page.pk}/edit/preview/")) == PAGES
    assert rules(client.get(f"/admin/pages/{page.pk}/edit/")) == ADMIN


@pytest.mark.parametrize(
    ("host", "sources"),
    [
        ("localhost:8000", "localhost:8000/static/"),
        ("news.example:444", "localhost:8000/static/ news.example:444/static/"),
        # No policy can name an IPv6 address.
        ("[::1]:8000", "localhost:8000/static/ 'self'"),
        # Served like any other, and so named for nobody: caches would hand it on.
        ("evil.example", "localhost:8000/static/"),
    ],
)
def test_scripts_come_from_the_static_files_of_the_host_and_not_from_uploads(
    db: None, settings: Settings, host: str, sources: str
) -> None:
    settings.ALLOWED_HOSTS = ["*", "localhost", "news.example", "[::1]"]
    found = rules(Client(HTTP_HOST=host).get("/nothing/"))
    assert (found["script-src"], found["style-src"], found["font-src"]) == (sources, sources, sources)


@pytest.mark.parametrize(
    ("base", "host", "sources"),
    [
        ("https://news.example", "news.example", "news.example/static/"),
        ("https://news.example", "news.example:4444", "news.example/static/"),
        ("https://news.example", "NEWS.example.:1", "news.example/static/"),
        ("https://news.example", "other.example", "news.example/static/ other.example/static/"),
        ("https://news.example", "other.example.:99", "news.example/static/ other.example/static/"),
        ("https://news.example:8443", "news.example:4444", "news.example:8443/static/"),
        (
            "https://news.example:8443",
            "other.example:99",
            "news.example:8443/static/ other.example:8443/static/",
        ),
        ("https://news.example", "[::1]:8000", "news.example/static/ 'self'"),
    ],
)
def test_in_public_no_port_or_dot_of_the_request_is_named(
    db: None, settings: Settings, base: str, host: str, sources: str
) -> None:
    settings.ALLOWED_HOSTS = ["news.example", "other.example", "[::1]"]
    settings.WAGTAILADMIN_BASE_URL = base
    for path in ("/nothing/", "/admin/login/"):
        assert rules(Client(HTTP_HOST=host).get(path))["style-src"] == sources


def test_a_host_that_is_not_served_is_not_named(db: None, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["news.example"]
    answer = Client(HTTP_HOST="evil.example").get("/nothing/")
    assert answer.status_code == 400
    assert "evil.example" not in str(answer.headers)
    assert rules(answer)["script-src"] == "localhost:8000/static/"


def test_static_files_of_another_address_are_named_by_it(db: None, settings: Settings) -> None:
    settings.STATIC_URL = "https://static.example/"
    assert rules(Client().get("/nothing/"))["script-src"] == "https://static.example/"


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
