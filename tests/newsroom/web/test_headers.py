"""The headers of every response, and the settings of https, cookies and framing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django.fixtures import Settings
from wagtail.documents.models import Document

from conflictdesk.newsroom.configuration.environment import PROJECT
from conflictdesk.newsroom.web.isolation import PERMISSIONS
from tests.factories import SituationFactory, article
from tests.newsroom.conftest import Newsroom

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "conflictdesk.newsroom.settings",
    "BASE_URL": "https://news.example.org",
    "ALLOWED_HOSTS": "news.example.org",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "DATABASE_URL": "postgresql://news:pw@db.example/room",
    "REDIS_URL": "redis://cache.example/0",
    "TRUSTED_PROXIES": "127.0.0.1",
}
OWN = ("SECURE_COOKIES", "SSL_REDIRECT", "HSTS_SECONDS", "HSTS_SUBDOMAINS", "HSTS_PRELOAD", "BROKER_URL",
       "CACHE_URL", "STATIC_ROOT", "DEBUG", "SESSION_HOURS", "DJANGO_ALLOW_ASYNC_UNSAFE")  # fmt: skip


def in_production(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs Python with the environment of production and nothing of the test's."""
    given = {name: value for name, value in os.environ.items() if name not in OWN}
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, cwd=PROJECT,
        env=given | PRODUCTION | {"VAR_DIR": str(folder)} | more,
    )  # fmt: skip


def test_the_check_before_going_public_finds_nothing(tmp_path: Path) -> None:
    ran = in_production(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == "System check identified no issues (3 silenced).\n"


READ = """
import json
from django.conf import settings
names = %r
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def settings_of(folder: Path, *names: str, **more: str) -> dict[str, Any]:
    ran = in_production(folder, "-c", READ % (names,), **more)
    assert (ran.returncode, ran.stderr) == (0, "")
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


HTTPS = (
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
)
COOKIES = (
    "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE",
    "SESSION_COOKIE_AGE",
)  # fmt: skip


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, [True, 3600, False, False]),
        ({"SSL_REDIRECT": "false", "HSTS_SECONDS": "0"}, [False, 0, False, False]),
        (
            {"HSTS_SECONDS": "31536000", "HSTS_SUBDOMAINS": "true", "HSTS_PRELOAD": "true"},
            [True, 31_536_000, True, True],
        ),
        ({"BASE_URL": "http://localhost:8000"}, [False, 0, False, False]),
    ],
)
def test_https_is_insisted_on_where_the_site_has_it(
    tmp_path: Path, more: dict[str, str], expected: list[Any]
) -> None:
    assert list(settings_of(tmp_path, *HTTPS, **more).values()) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ["__Host-sessionid", "__Host-csrftoken", True, True, True, True, "Lax", "Lax", 43_200]),
        (
            {"BASE_URL": "http://localhost:8000", "SESSION_HOURS": "2"},
            ["sessionid", "csrftoken", False, False, True, True, "Lax", "Lax", 7_200],
        ),
    ],
)
def test_cookies_are_this_hosts_alone_and_no_scripts(
    tmp_path: Path, more: dict[str, str], expected: list[Any]
) -> None:
    assert list(settings_of(tmp_path, *COOKIES, **more).values()) == expected


def test_http_is_redirected_and_health_is_answered_over_http(newsroom: Newsroom, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 3600
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client = Client()
    moved = client.get("/iraq/?page=2")
    assert (moved.status_code, moved.headers["Location"]) == (301, "https://testserver/iraq/?page=2")
    for path in ("/healthz", "/healthz/"):
        assert (client.get(path).status_code, client.get(path).json()) == (200, {"status": "ok"})
    assert client.get("/readyz/web").json()["status"] in {"ready", "not ready"}
    arrived = client.get("/iraq/", headers={"X-Forwarded-Proto": "https"})
    assert (arrived.status_code, arrived.headers["Strict-Transport-Security"]) == (200, "max-age=3600")


def test_what_answers_before_all_else_is_isolated_too(newsroom: Newsroom, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    found = {path: Client().get(path).headers for path in ("/iraq/", "/healthz", "/readyz/web")}
    assert {
        path: (headers["Permissions-Policy"], headers["Cross-Origin-Resource-Policy"])
        for path, headers in found.items()
    } == dict.fromkeys(found, (PERMISSIONS, "same-origin"))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ["news.example.org"]),
        ({"BASE_URL": "https://news.example.org:8443/"}, ["news.example.org:8443"]),
        ({"BASE_URL": "http://localhost:8000"}, [None]),
    ],
)
def test_https_is_that_of_the_site_and_not_the_port_that_was_asked_for(
    tmp_path: Path, more: dict[str, str], expected: list[Any]
) -> None:
    assert list(settings_of(tmp_path, "SECURE_SSL_HOST", **more).values()) == expected
    if expected[0]:
        host = expected[0]
        moved = in_production(tmp_path, "-c", MOVED, **more)
        assert moved.stdout.splitlines() == ["301", f"https://{host}/iraq/?page=2"], moved.stderr


MOVED = """
import django
django.setup()
from django.test import Client
answer = Client(HTTP_HOST="news.example.org.:4444").get("/iraq/?page=2")
print(answer.status_code, answer.headers["Location"], sep="\\n")
"""


@pytest.mark.parametrize("prefix", ["/media", "/static"])
def test_no_prefix_that_a_server_names_makes_a_page_an_upload(newsroom: Newsroom, prefix: str) -> None:
    """Some servers take the prefix from a visitor."""
    usual, prefixed = Client().get("/iraq/"), Client(SCRIPT_NAME=prefix).get("/iraq/")
    assert (prefixed.status_code, prefixed.content) == (200, usual.content)
    for name in ("Content-Security-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy"):
        assert prefixed.headers[name] == usual.headers[name], name


@pytest.fixture
def addresses(newsroom: Newsroom) -> dict[str, str]:
    """Returns one address of each kind."""
    article("One.", title="Story", parent=newsroom.iraq, situation=SituationFactory(slug="mosul"))
    document = Document.objects.create(title="A", file=ContentFile(b"a", name="a.txt"))
    picture = default_storage.save("images/a.svg", ContentFile(b"<svg/>"))
    return {
        "page": "/iraq/story/",
        "missing": "/nothing/",
        "admin": "/admin/",
        "queue": "/admin/facts/",
        "document": document.url,
        "picture": default_storage.url(picture),
        "static": "/static/newsroom/base.css",
        "embed": "/conflictdesk/embed/mosul/en/",
        "box": "/conflictdesk/boxes/mosul/en/",
        "feed": "/situations/mosul/en/changes.atom",
        "drawing": "/situations/mosul/en/picture.png",
        "oembed": f"/conflictdesk/oembed/?url={newsroom.home.get_site().root_url}/situations/mosul/en/",
        "api": "/api/conflictdesk/v1/situations/",
    }


def answers(addresses: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Returns each address's response to somebody who may see it, read to its end."""
    client = Client()
    client.force_login(User.objects.create_superuser("boss"))
    for name, address in addresses.items():
        answer = client.get(address)
        assert (name, answer.status_code) == (name, 404 if name == "missing" else 200)
        answer.getvalue()
        yield name, answer


OWN_ALONE = {"page", "missing", "admin", "queue", "document"}


def test_every_answer_says_what_browsers_may_do_with_it(addresses: dict[str, str]) -> None:
    for name, answer in answers(addresses):
        headers = answer.headers
        assert headers["X-Content-Type-Options"] == "nosniff", name
        assert headers["Referrer-Policy"] == "same-origin", name
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", name
        assert headers["Permissions-Policy"] == PERMISSIONS, name
        shared = "same-origin" if name in OWN_ALONE else "cross-origin"
        assert headers["Cross-Origin-Resource-Policy"] == shared, name
        assert "Content-Security-Policy" in headers, name
    assert "camera=()" in PERMISSIONS.split(", ")
    assert Client().get("/healthz").headers["X-Content-Type-Options"] == "nosniff"


def test_framing_is_refused_in_one_way(addresses: dict[str, str]) -> None:
    for name, answer in answers(addresses):
        assert "X-Frame-Options" not in answer.headers, name
        found = dict(
            rule.partition(" ")[::2] for rule in answer.headers["Content-Security-Policy"].split("; ")
        )
        # Wagtail's own policy for documents has none; what is a download is shown in no frame.
        ancestors = {"embed": "*", "picture": "'none'", "document": None}.get(name, "'self'")
        assert found.get("frame-ancestors") == ancestors, name
