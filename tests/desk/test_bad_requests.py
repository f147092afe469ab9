"""Text that no database stores, and numbers that no row has, are refused at every address without an
error.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib.auth.models import User
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from conflictdesk import bad_requests, untrusted
from conflictdesk.desk.models import SavedFilter
from conflictdesk.ledger.models import Claim
from tests.factories import UserFactory
from tests.permissions.answers import fingerprint
from tests.resolved import Address, addresses

pytestmark = [pytest.mark.django_db, pytest.mark.made_once]
HUGE = "9" * 25
REFUSED = b"This request holds characters that no text has.\n"
MIDDLEWARE = "conflictdesk.bad_requests.RefuseUnreadable"
# As the admin's own decorator answers who asks by script.
SCRIPT = {"x-requested-with": "XMLHttpRequest"}
Send = Callable[[Client, Address, str], Any]


def _at(value: str) -> Callable[[Address, str], str]:
    """Returns the address with that value for its words, and a row's key for its numbers."""
    return lambda one, key: one.at(lambda name, converter: key if converter == "int" else value)


usual = _at("mosul")
SENT: dict[str, Send] = {
    "a query": lambda client, one, key: client.get(usual(one, key) + "?q=a%00b"),
    "the name of a parameter": lambda client, one, key: client.get(usual(one, key) + "?a%00b=1"),
    "a form": lambda client, one, key: client.post(usual(one, key), {"name": "a\0b"}),
    "a form's query": lambda client, one, key: client.post(usual(one, key) + "?situation=a%00b"),
    "JSON": lambda client, one, key: client.post(
        usual(one, key), json.dumps({"a": [{"b": "\0"}]}), "application/json"
    ),
    "half of a character in JSON": lambda client, one, key: client.post(
        usual(one, key), json.dumps({"a\ud800": 1}), "application/json"
    ),
    "what is no JSON": lambda client, one, key: client.post(usual(one, key), "[" * 9000, "application/json"),
}


@pytest.fixture
def client(claim: Claim) -> Client:
    """Returns the browser of a superuser; it gets errors as responses, like a real browser."""
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.fixture
def alone(settings: Any) -> None:
    """Installs the plugin's addresses without its middleware."""
    settings.MIDDLEWARE = [one for one in site.MIDDLEWARE if one != MIDDLEWARE]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("where", SENT)
def test_no_view_of_the_plugin_takes_text_that_cannot_be_stored(
    client: Client,
    claim: Claim,
    where: str,
) -> None:
    before = fingerprint()
    told = {one.route: SENT[where](client, one, str(claim.pk)).status_code for one in addresses()}
    assert told == dict.fromkeys(told, 400)
    assert fingerprint() == before


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("value", ["a%00b", "%00", "%ED%A0%80", HUGE, "x" * 9000, "'", "%2e%2e"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_words_of_an_address_are_an_error(
    client: Client,
    claim: Claim,
    value: str,
    method: str,
) -> None:
    asked = [one for one in addresses() if one.takes_words]
    told = {one.route: getattr(client, method)(_at(value)(one, str(claim.pk))).status_code for one in asked}
    assert {route: status for route, status in told.items() if status >= 500} == {}


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("key", ["9223372036854775808", HUGE, "9" * 5000])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_number_of_an_address_is_an_error(client: Client, key: str, method: str) -> None:
    asked = [one for one in addresses() if one.takes_numbers]
    before = fingerprint()
    told = {one.route: getattr(client, method)(usual(one, key)).status_code for one in asked}
    assert told == dict.fromkeys(told, 404)
    assert fingerprint() == before


PARAMETERS = (
    *(
        "page",
        "p",
        "claim",
        "as",
        "after",
        "skip",
        "number",
        "done",
        "article",
        "id",
        "situation",
        "ordering",
    ),
    *(
        "maxwidth",
        "on",
        "place",
        "kind",
        "topic",
        "sure",
        "format",
        "export",
        "state",
        "country",
        "precision",
    ),
    *("at_after", "km", "latitude", "url", "multiple", "q", "whose", "realis", "text", "type"),
)
API_PARAMETERS = ("page", "page_size", "geonames_id", "situation", "place", "date_from", "side", "measure")


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("value", [HUGE, "9" * 5000, "-1", "1e999", "NaN", "x" * 9000, "%ED%A0%80", "²"])
def test_no_value_of_a_query_is_an_error(client: Client, claim: Claim, value: str) -> None:
    query = "&".join(f"{name}={value}" for name in PARAMETERS)
    asked = [f"{usual(one, str(claim.pk))}?{query}" for one in addresses()]
    asked += [f"/api/conflictdesk/v1/figures/?{name}={value}" for name in API_PARAMETERS]
    told = [(url[:70], client.get(url).status_code) for url in asked]
    assert [one for one in told if one[1] >= 500 and one[1] != 501] == []


# The whole site, by the middleware.


def test_the_log_in_takes_no_text_that_cannot_be_stored() -> None:
    login = reverse("wagtailadmin_login")
    answer = Client().post(login, {"username": "a\0b", "password": "c"})
    assert (answer.status_code, answer.content) == (400, REFUSED)


@pytest.mark.parametrize(
    "path", ["/a%00b/", "/admin/pages/%00/", "/documents/1/%00", "/admin/?a=%00", "/admin/login/?next=%00"]
)
def test_no_address_of_the_site_asks_the_database_of_it(client: Client, path: str) -> None:
    before = fingerprint()
    assert (client.get(path).status_code, fingerprint() == before) == (400, True)


@pytest.mark.parametrize("key", ["9223372036854775808", HUGE])
@pytest.mark.parametrize("path", ["/documents/{}/a.pdf", "/admin/pages/{}/edit/", "/admin/images/{}/"])
def test_no_number_of_the_site_s_addresses_is_an_error(client: Client, path: str, key: str) -> None:
    before = fingerprint()
    assert (client.get(path.format(key)).status_code, fingerprint() == before) == (404, True)


def test_a_cookie_is_looked_at_as_it_is_read() -> None:
    client = Client(raise_request_exception=False)
    client.cookies[site.SESSION_COOKIE_NAME] = "abcdefgh\0ijk"
    answer = client.get("/admin/")
    assert (answer.status_code, answer.content) == (400, REFUSED)
    assert list(answer.cookies) == []


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_what_people_close_in_the_admin_is_json_that_can_be_stored(client: Client, kind: str) -> None:
    url = reverse("wagtailadmin_dismissibles")
    bad = client.patch(url, json.dumps({"a": "\0"}), kind)
    good = client.patch(url, json.dumps({"a": "\\u0000 as words"}), "application/json")
    assert (bad.status_code, good.status_code) == (400, 200)


@pytest.mark.parametrize("words", ["مقاتلو الحشد", "می‌خواهم", "👩‍🚒", "é\u0301", "\U0010ffff"])
def test_all_other_text_is_let_through(client: Client, words: str) -> None:
    kept = client.post(f"{reverse('conflictdesk_facts:save_filter')}?kind=event", {"name": words})
    assert (kept.status_code, SavedFilter.objects.get().name) == (302, words)


def test_a_filter_that_is_too_long_narrows_nothing(client: Client) -> None:
    url = reverse("conflictdesk_facts:save_filter")
    for name in ("situation", "topic"):
        answer = client.post(f"{url}?kind=event&{name}={'x' * 9000}", {"name": name})
        assert answer.status_code == 302
    assert list(SavedFilter.objects.values_list("query", flat=True)) == ["kind=event", "kind=event"]


def test_accounts_are_asked_for_by_text_alone(client: Client) -> None:
    name = User.objects.get(is_superuser=True).get_username()
    refused, found = client.get("/admin/users/?q=%00"), client.get(f"/admin/users/?q={name}")
    assert (refused.status_code, refused.content) == (400, REFUSED)
    assert (found.status_code, name in found.content.decode()) == (200, True)


def _seen(client: Client, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Returns the texts of a request to the plugin that are checked."""
    seen: list[str] = []

    def look(text: str) -> bool:
        seen.append(text)
        return True

    monkeypatch.setattr(untrusted, "is_text", look)
    client.post(reverse("conflictdesk_facts:queue"), json.dumps({"a": "words"}), "application/json")
    return seen


def test_a_request_is_looked_at_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [_seen(client, monkeypatch).count(one) for one in ("a", "words")] == [1, 1]


@pytest.mark.usefixtures("alone")
def test_a_request_is_looked_at_without_the_middleware(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [_seen(client, monkeypatch).count(one) for one in ("a", "words")] == [1, 1]


# Character sets that Django decodes by and that caches do not distinguish.


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("charset", ["cp037", "utf-16", "latin-1"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_view_of_the_plugin_decodes_as_the_visitor_says(
    client: Client, claim: Claim, charset: str, method: str
) -> None:
    kind = f"text/plain; charset={charset}"
    told = {
        one.route: client.generic(method.upper(), usual(one, str(claim.pk)), b"a", kind).status_code
        for one in addresses()
    }
    assert told == dict.fromkeys(told, 400)


class Unread(BytesIO):
    """A body whose sender is slow."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("The body was read.")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_has_no_body_is_not_waited_for(claim: Claim, method: str) -> None:
    later: Any = {"wsgi.input": Unread(), "CONTENT_LENGTH": "9", "CONTENT_TYPE": "application/json"}
    request = WSGIRequest({**RequestFactory()._base_environ(), "REQUEST_METHOD": method, **later})
    answer = bad_requests.RefuseUnreadable(lambda _: HttpResponse("seen"))(request)
    assert (answer.status_code, answer.getvalue()) == (200, b"seen")
