"""The public address of a box: one for all readers, cheap to answer, silent about what is not public."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from conflictdesk.ledger.models import Situation

pytestmark = pytest.mark.django_db
ADDRESS = "/conflictdesk/boxes/mosul/en/"


def _get(address: str = ADDRESS, **headers: str) -> HttpResponse:
    """The answer at an address."""
    response: Any = Client().get(address, headers=headers)
    return response


def test_an_answer_for_every_cache_and_every_reader(situation: Situation) -> None:
    answer = _get()
    etag = answer.headers["ETag"]
    assert answer.status_code == 200
    assert "750,000" in answer.content.decode()
    assert etag.startswith('"')
    assert {name: answer.headers[name] for name in ("Cache-Control", "Content-Language", "Content-Type")} == {
        "Cache-Control": "public, max-age=0, s-maxage=4, stale-while-revalidate=2, stale-if-error=600",
        "Content-Language": "en",
        "Content-Type": "text/html; charset=utf-8",
    }
    assert "Vary" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    assert not answer.cookies


def test_the_answer_is_the_same_for_a_user_who_is_logged_in(
    situation: Situation, admin_client: Client
) -> None:
    answer = admin_client.get(ADDRESS, headers={"accept-language": "fr"})
    assert answer.content == _get().content
    assert "Vary" not in answer.headers


def test_a_reader_who_has_the_box_is_told_so(situation: Situation) -> None:
    etag = _get().headers["ETag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        answer = _get(**{"if-none-match": known})
        assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", etag)
        assert answer.headers["Cache-Control"] == _get().headers["Cache-Control"]
        assert "Vary" not in answer.headers
    assert _get(**{"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("backend", "hits"),
    [("locmem.LocMemCache", 0), ("db.DatabaseCache", 1)],
    ids=["as with Redis", "embedded"],
)
def test_a_hit_asks_the_cache_and_nothing_else(
    situation: Situation, settings: Settings, backend: str, hits: int
) -> None:
    location = "newsroom_cache" if hits else ""
    settings.CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{backend}", "LOCATION": location}}
    call_command("createcachetable", verbosity=0)
    cache.clear()
    etag = _get().headers["ETag"]
    for headers, status in (({}, 200), ({"if-none-match": etag}, 304)):
        with CaptureQueriesContext(connection) as queries:
            answer = _get(**headers)
        assert answer.status_code == status
        assert [query["sql"].split()[0] for query in queries] == ["SELECT"] * hits
    cache.clear()


@pytest.mark.parametrize("path", ["/conflictdesk/boxes/mosul/xx/", "/conflictdesk/boxes/unknown/en/"])
def test_what_is_unknown_is_not_found(situation: Situation, path: str) -> None:
    answer = _get(path)
    assert (answer.status_code, answer.content) == (404, b"Not found\n")
    assert "Vary" not in answer.headers


def test_the_address_only_reads(situation: Situation) -> None:
    assert Client().post(ADDRESS).status_code == 405


def test_settings_name_the_time_between_questions(situation: Situation, settings: Settings) -> None:
    settings.CONFLICTDESK_POLL_SECONDS, settings.CONFLICTDESK_SHARED_MAX_AGE = 30, 10
    answer = _get()
    assert 'interval="30"' in answer.content.decode()
    assert "s-maxage=10," in answer.headers["Cache-Control"]
