"""What middleware adds on general grounds, and what a visitor brings along, changes no shared answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.cache import patch_vary_headers

from conflictdesk.ledger.models import FormerAddress, Situation
from conflictdesk.shared_responses import SharedResponse

API = "/api/conflictdesk/v1"
SHARED = (
    "/conflictdesk/boxes/mosul/en/",
    "/conflictdesk/boxes/nothing/en/",
    "/conflictdesk/boxes/former/en/",
    "/conflictdesk/embed/mosul/en/",
    "/situations/former/en/",
    "/situations/mosul/en/changes.atom",
    "/situations/mosul/en/picture.png",
    f"{API}/situations/",
    f"{API}/situations/mosul/",
    f"{API}/situations/former/",
    f"{API}/figures/",
    f"{API}/figures/?page=99",
    f"{API}/figures/?colour=red",
    f"{API}/events/0/",
    f"{API}/nothing/",
)
# A language, a session and a token that the site does not know.
COOKIES = {"django_language": "fr", "sessionid": "none", "csrftoken": "none"}


@pytest.mark.parametrize(
    ("names", "vary"),
    [
        (["Cookie"], None),
        (["Accept-Language", "cookie"], None),
        (["Accept-Encoding"], "Accept-Encoding"),
        (["Cookie", "Accept-Encoding", "Accept-Language", "Origin"], "Accept-Encoding, Origin"),
    ],
)
def test_vary(names: list[str], vary: str | None) -> None:
    response = SharedResponse("box", headers={"ETag": '"1"', "Content-Language": "en"})
    for name in names:
        patch_vary_headers(response, [name])
    assert response.headers.get("Vary") == vary
    assert response.headers["ETag"] == '"1"'
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.django_db
@pytest.mark.parametrize("path", SHARED)
def test_cookies_and_languages_change_nothing_that_a_shared_cache_keeps(
    situation: Situation, path: str
) -> None:
    """Django would take the session away from whoever a cache hands the answer to, and give them a token."""
    FormerAddress.objects.create(situation=situation, slug="former")
    plain: Any = Client().get(path)
    client = Client()
    client.cookies.load(COOKIES)
    answer: Any = client.get(path, headers={"accept-language": "fr"})
    assert "s-maxage" in answer.headers["Cache-Control"]
    assert not answer.cookies
    assert (answer.status_code, dict(answer.headers), answer.content) == (
        plain.status_code,
        dict(plain.headers),
        plain.content,
    )
    assert "Vary" not in answer.headers


@pytest.mark.django_db
def test_oembed_answers_in_the_language_of_the_address(situation: Situation) -> None:
    asked = {"url": "http://localhost/situations/mosul/ar/"}
    answer = Client().get("/conflictdesk/oembed/", asked, headers={"accept-language": "fr"})
    assert (answer.status_code, answer.headers["Content-Language"]) == (200, "ar")
