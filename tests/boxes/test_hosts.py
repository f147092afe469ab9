"""No answer contains a request's Host header: addresses are those of the site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from wagtail.models import Site

from conflictdesk.desk.models import Digest
from conflictdesk.desk.reports import digest
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import FormerAddress, Situation
from conflictdesk.newsroom.models import ArticlePage
from tests.boxes.live.test_box_cache import public_situation, show
from tests.factories import EditorFactory, article, event, figure, record
from tests.shared_database import rolled_back

FOREIGN = "evil.example"
HEADERS: list[dict[str, str]] = [
    {"host": FOREIGN},
    {"host": f"{FOREIGN}:8443"},
    {"x-forwarded-host": FOREIGN},
    {"host": FOREIGN, "x-forwarded-host": FOREIGN, "x-forwarded-proto": "https", "x-forwarded-port": "1"},
]
API = "/api/conflictdesk/v1"
PUBLIC = [
    "/conflictdesk/boxes/mosul/en/",
    "/conflictdesk/embed/mosul/en/",
    "/conflictdesk/oembed/?url=http%3A%2F%2Flocalhost%2Fsituations%2Fmosul%2Fen%2F",
    "/situations/mosul/",
    "/situations/mosul/en/",
    "/situations/mosul/ar/?type=clash",
    "/situations/former/en/",
    "/situations/mosul/en/changes.atom",
    "/situations/mosul/en/picture.png",
    f"{API}/",
    f"{API}/situations/",
    f"{API}/situations/?page_size=1&page=2",
    f"{API}/situations/mosul/",
    f"{API}/situations/former/",
    f"{API}/figures/",
    f"{API}/events/",
    f"{API}/schema/",
    f"{API}/schema/?format=json",
    f"{API}/docs/",
    "/",
]


@pytest.fixture(scope="module")
def published(django_db_setup: None, django_db_blocker: Any) -> Iterator[Situation]:
    """A situation on a site of a name of its own, made once for this module."""
    with rolled_back(django_db_blocker):
        yield _published_situation()


def _published_situation() -> Situation:
    """A public situation with articles, a figure and a former address, on a site named news.example."""
    situation = public_situation(name="Battle of Mosul", slug="mosul")
    show(situation, 750_000)
    FormerAddress.objects.create(situation=situation, slug="former")
    article("More.", situation=Situation.objects.create(name="Other", slug="other"))
    article("More.", situation=Situation.objects.create(name="Third", slug="third"))
    page = article("The toll rose to 12 people.", situation=situation)
    (claim,) = record(page, figure(page.conflictdesk_extractions.get().text, "12 people"))
    rulings.approve(claim.pk, EditorFactory(), version=claim.version)
    site = Site.objects.get()
    site.hostname, site.port = "news.example", 443
    site.save()
    return situation


@pytest.fixture
def site(published: Situation, db: None, settings: Any) -> Site:
    """The site, which accepts every host."""
    settings.ALLOWED_HOSTS = ["*"]
    settings.USE_X_FORWARDED_HOST = True
    return Site.objects.get()


def _answer_text(path: str, **headers: str) -> str:
    """Status, headers and body of an answer, as one text."""
    answer: Any = Client().get(path, headers=headers)
    return f"{answer.status_code} {dict(answer.headers)} {answer.content!r}"


@pytest.mark.parametrize("headers", HEADERS)
@pytest.mark.parametrize("path", PUBLIC)
def test_no_answer_names_a_foreign_host(site: Site, path: str, headers: dict[str, str]) -> None:
    path = path.replace("localhost", "news.example")
    foreign = _answer_text(path, **headers)
    assert FOREIGN not in foreign
    assert _answer_text(path, host="news.example") == foreign


def test_there_are_whole_addresses_that_could_name_it(site: Site) -> None:
    named = {
        path
        for path in PUBLIC
        if "https://news.example" in _answer_text(path.replace("localhost", "news.example"))
    }
    assert named == {
        PUBLIC[2],
        *("/situations/mosul/en/", "/situations/mosul/ar/?type=clash", "/situations/mosul/en/changes.atom"),
        *(f"{API}/situations/?page_size=1&page=2", f"{API}/figures/"),
    }


def test_the_api_leads_on_and_back_within_the_site(site: Site) -> None:
    asked = Client().get(f"{API}/situations/?page_size=1&page=2", headers={"host": FOREIGN}).json()
    assert (asked["next"], asked["previous"]) == (
        f"https://news.example{API}/situations/?page=3&page_size=1",
        f"https://news.example{API}/situations/?page_size=1",
    )


def test_caches_keep_no_foreign_host(site: Site) -> None:
    """What the first reader's request leaves behind, the next is served."""
    for path in PUBLIC:
        path = path.replace("localhost", "news.example")
        _answer_text(path, host=FOREIGN)
        assert FOREIGN not in _answer_text(path, host="news.example")


def test_of_several_sites_the_one_that_is_asked_is_named(site: Site) -> None:
    Site.objects.create(hostname="other.example", port=8000, root_page=site.root_page)
    told = [
        _answer_text("/situations/mosul/en/changes.atom", host=host)
        for host in ("other.example:8000", FOREIGN)
    ]
    assert ["http://other.example:8000/situations/mosul/en/" in one for one in told] == [True, False]
    assert ["https://news.example/situations/mosul/en/" in one for one in told] == [False, True]


def test_without_a_site_the_admin_s_address_is_the_site_s(site: Site, settings: Any) -> None:
    from django.test import RequestFactory

    from conflictdesk.ledger import public_sites

    settings.WAGTAILADMIN_BASE_URL = "https://desk.example/"
    Site.objects.all().delete()
    assert (
        public_sites.root_url(RequestFactory().get("/", headers={"host": FOREIGN})) == "https://desk.example"
    )
    settings.WAGTAILADMIN_BASE_URL = None
    assert public_sites.root_url(RequestFactory().get("/", headers={"host": FOREIGN})) == ""


def test_the_digest_leads_to_the_admin_s_address(site: Site, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://desk.example"
    editor: User = EditorFactory(email="ada@news.example")
    Digest.objects.create(user=editor)
    page: Any = ArticlePage.objects.first()
    page = article("There were clashes.", situation=Situation.objects.get(slug="mosul"))
    record(page, event(page.conflictdesk_extractions.get().text, "clashes"))
    assert digest.send_all() == 1
    assert "https://desk.example/admin/facts/" in mail.outbox[0].body
    assert FOREIGN not in mail.outbox[0].body


# oEmbed takes addresses of the site, of the web, and fetches nothing


def _oembed(url: str, **headers: str) -> Any:
    """The answer about an address."""
    return Client().get("/conflictdesk/oembed/", {"url": url}, headers=headers)


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/situations/mosul/en/",
        "https://news.example/situations/mosul/en/",
        "https://news.example:443/situations/mosul/en/",
        "http://news.example:80/situations/mosul/en/",
        "HTTPS://NEWS.example/situations/mosul/en/?on=2017-06-28#figures",
    ],
)
def test_oembed_takes_the_site_s_addresses_of_the_web(site: Site, url: str) -> None:
    answer = _oembed(url, host=FOREIGN)
    assert answer.status_code == 200
    told = json.loads(answer.content)
    assert told["provider_url"] == "https://news.example/"
    assert 'src="https://news.example/conflictdesk/embed/mosul/en/"' in told["html"]


@pytest.mark.parametrize(
    "url",
    [
        *(
            f"{scheme}://news.example/situations/mosul/en/"
            for scheme in ("ftp", "file", "gopher", "data", "ws")
        ),
        "javascript://news.example/situations/mosul/en/",
        "//news.example/situations/mosul/en/",
        "/situations/mosul/en/",
        "news.example/situations/mosul/en/",
        "https://evil.example/situations/mosul/en/",
        "https://news.example@evil.example/situations/mosul/en/",
        "https://evil.example@news.example/situations/mosul/en/",
        "https://news.example:8443/situations/mosul/en/",
        "https://news.example.evil.example/situations/mosul/en/",
        "https://news.example\\@evil.example/situations/mosul/en/",
        "https://[::1/situations/mosul/en/",
        "https://news.example/situations/mosul/",
        "https://news.example/situations/mosul/en/changes.atom",
        "https://news.example/conflictdesk/oembed/",
        "",
    ],
)
def test_oembed_refuses_all_others_in_words(site: Site, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(*_: Any, **__: Any) -> None:
        raise AssertionError("nothing is fetched")

    monkeypatch.setattr("socket.socket.connect", fetch)
    monkeypatch.setattr("socket.getaddrinfo", fetch)
    answer = _oembed(url, host=FOREIGN)
    assert (answer.status_code, answer.headers["Content-Type"], answer.content) == (
        404,
        "text/plain; charset=utf-8",
        b"This is no http or https address of a situation page of this site.\n",
    )
