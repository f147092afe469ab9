"""The situation page: at a public address, whole without a script, and silent about what is not public."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from conflictdesk.boxes.live.responses import cache_control
from conflictdesk.ledger.merging import unmerging
from conflictdesk.ledger.models import ArticleSituation, FigureFact, FormerAddress, Situation, Snapshot
from conflictdesk.ledger.situations import lifecycle
from conflictdesk.newsroom.models import ArticlePage
from tests import hidden
from tests.boxes.live.test_box_cache import public_situation
from tests.boxes.live.test_rendering import HOSTILE, Tags
from tests.factories import SituationFactory, article

pytestmark = pytest.mark.django_db
ADDRESS = "/situations/mosul/en/"


@pytest.fixture
def situation(hiding: Situation, db: None) -> Situation:
    """A situation in which much is hidden."""
    return Situation.objects.get(pk=hiding.pk)


def _page(address: str = ADDRESS) -> str:
    """The HTML of a page that is there."""
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def _section(html: str, name: str) -> str:
    """The words of one section of the page."""
    start = html.index(f'<section id="{name}"')
    return " ".join(Tags(html[start : html.find('class="cd-s-section"', start + 40)]).text.split())


def test_figures_timeline_places_articles_and_corrections_are_on_one_page(situation: Situation) -> None:
    html = _page()
    assert _section(html, "figures").startswith("Figures Killed Openville 1,111 UN · as of 28 June 2017")
    assert "by 28 Jun Clashes in Openville, UN said" in _section(html, "timeline")
    assert "1 event" in _section(html, "timeline")
    assert "Openville not on the map1" in _section(html, "places")
    assert "28 June 2017News of Openville" in _section(html, "articles")
    assert 'id="past"' in html


def test_numbers_of_single_incidents_stand_for_themselves(situation: Situation) -> None:
    assert 'id="incidents"' not in _page()
    FigureFact.objects.update(period="incident")
    html = _page()
    told = _section(html, "incidents")
    assert "Killed Openville 1,111 UN · as of 28 June 2017" in told
    assert "The UN said 1111 people were killed in Openville" in told
    assert hidden.leaks(told) == []
    assert 'id="incidents"' not in _page(f"{ADDRESS}?on={timezone.localdate()}")


def test_why_this_number_tells_quote_source_article_and_approval(situation: Situation) -> None:
    html = _page()
    evidence = html[html.index('<details class="cd-why"') : html.index("</details>")]
    assert "<mark>1111 people</mark>" in evidence
    assert "<bdi>UN</bdi>, " in evidence
    assert "News of Openville" in evidence
    assert "approved by an editor on" in evidence
    assert "#block-" in evidence


def test_a_reader_filters_the_timeline_by_a_query(situation: Situation) -> None:
    assert "No event is like that." in _section(_page(f"{ADDRESS}?type=shelling"), "timeline")
    html = _page(f"{ADDRESS}?place=Openville&side=&type=clash&page=x")
    assert "Clashes in Openville" in _section(html, "timeline")
    assert '<option value="Openville" selected>' in html
    assert '<meta name="robots" content="noindex">' in html
    assert '<meta name="robots"' not in _page()


UNREADABLE = ["page=-1", "page=٣", "page=99999999999", "on=2017-13-01", "on=9999-01-01", "on=x"]


def test_a_query_that_cannot_be_read_asks_for_nothing(situation: Situation) -> None:
    told = {query: _section(_page(f"{ADDRESS}?{query}"), "timeline") for query in UNREADABLE}
    assert [query for query, words in told.items() if "Clashes in Openville" not in words] == []


def test_as_it_stood_on_a_day(situation: Situation) -> None:
    Snapshot.objects.filter(situation=situation).update(created_at=timezone.now() - timedelta(days=3))
    Situation.objects.filter(pk=situation.pk).update(summary="It is over.")
    ArticlePage.objects.filter(title="News of Openville").update(first_published_at=timezone.now())
    today = timezone.localdate()
    then = _page(f"{ADDRESS}?on={today - timedelta(days=2)}")
    before = _page(f"{ADDRESS}?on={today - timedelta(days=9)}")
    assert ("1,111" in then, "As it stood on" in then) == (True, True)
    assert ("1,111" in before, "No confirmed figures yet" in before) == (False, True)
    assert "It is over." not in before
    assert ("News of Openville" in _section(_page(ADDRESS), "articles")) is True
    assert ("News of Openville" in _section(before, "articles")) is False
    assert "application/ld+json" not in then


def test_a_past_day_leaves_out_what_is_not_public_today(
    situation: Situation, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    Snapshot.objects.filter(situation=situation).update(created_at=timezone.now() - timedelta(days=3))
    article("Another.", situation=situation)
    with django_capture_on_commit_callbacks(execute=True):
        ArticlePage.objects.get(title="News of Openville").unpublish()
    html = _page(f"{ADDRESS}?on={timezone.localdate() - timedelta(days=2)}")
    assert ("1,111" in html, "1111" in html, "Openville" in html) == (False, False, False)
    assert "What has been withdrawn since is left out." in html


def test_what_is_not_public_is_not_found(situation: Situation) -> None:
    article("Text.", situation=SituationFactory(slug="prepared"), live=False)
    named = {path: Client().get(f"/situations/{path}/").status_code
             for path in ("mosul/en", "mosul/xx", "unknown/en", "prepared/en")}  # fmt: skip
    assert named == {"mosul/en": 200, "mosul/xx": 404, "unknown/en": 404, "prepared/en": 404}


# Every address of a situation that readers come by.
FOLLOWED = [
    "situations/{}/en/",
    "situations/{}/en/changes.atom",
    "situations/{}/en/picture.png",
    "conflictdesk/boxes/{}/en/",
    "conflictdesk/embed/{}/en/",
]


@pytest.mark.parametrize("path", FOLLOWED)
def test_a_former_address_leads_to_the_present_one(path: str) -> None:
    found = public_situation(slug="raqqa")
    FormerAddress.objects.create(situation=found, slug="battle")
    answer: Any = Client().get("/" + path.format("battle"))
    assert (answer.status_code, answer.headers["Location"]) == (301, "/" + path.format("raqqa"))


@pytest.mark.parametrize("path", FOLLOWED)
def test_a_merged_situation_is_found_at_its_own_address_once_that_is_undone(
    path: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """No browser and no cache keeps the way to the other one."""
    siege, war = (public_situation(name=name, slug=name) for name in ("siege", "war"))
    own = Client().get("/" + path.format("siege"))
    with django_capture_on_commit_callbacks(execute=True):
        merge = lifecycle.merge(siege, war, None)
    away: Any = Client().get("/" + path.format("siege"))
    assert (away.status_code, away.headers["Location"]) == (301, "/" + path.format("war"))
    assert away.headers["Cache-Control"] == cache_control()

    with django_capture_on_commit_callbacks(execute=True):
        unmerging.undo(merge.pk, None)

    back = Client().get("/" + path.format("siege"))
    assert (own.status_code, back.status_code) == (200, 200)
    assert Client().get("/" + path.format("war")).status_code == 200


@pytest.mark.parametrize("path", FOLLOWED)
def test_a_former_address_of_what_is_not_public_names_no_other(path: str) -> None:
    """The present address of a situation that is being prepared would give its name away."""
    secret = SituationFactory(name="Operation Thunder", slug="operation-thunder")
    article("A draft.", situation=secret, live=False)
    FormerAddress.objects.create(situation=secret, slug="battle")
    lifecycle.merge(SituationFactory(slug="siege"), secret, None)
    unknown: Any = Client().get("/" + path.format("unknown"))
    for former in ("battle", "siege", "operation-thunder"):
        answer: Any = Client().get("/" + path.format(former))
        assert (answer.status_code, answer.headers.get("Location")) == (404, None)
        assert answer.content.decode().replace(former, "unknown") == unknown.content.decode()


def test_an_address_without_a_language_leads_to_the_readers_own() -> None:
    public_situation(slug="raqqa")
    answer = Client().get("/situations/raqqa/", headers={"accept-language": "fr"})
    assert answer.headers["Location"] == "/situations/raqqa/fr/"
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_head_tells_machines_where_to_look(situation: Situation) -> None:
    links = [attributes for tag, attributes in Tags(_page()).tags if tag == "link"]
    by_type = {one["type"]: one["href"] for one in links if one.get("type") and one["rel"] == "alternate"}
    assert by_type == {
        "application/atom+xml": "http://localhost/situations/mosul/en/changes.atom",
        "application/json+oembed": (
            "http://localhost/conflictdesk/oembed/?url=http%3A%2F%2Flocalhost%2Fsituations%2Fmosul%2Fen%2F"
        ),
    }
    languages = {one["hreflang"]: one["href"] for one in links if one.get("hreflang")}
    assert sorted(languages) == ["ar", "en", "es", "fr", "ru", "uk"]
    meta = {
        one["property"]: one["content"]
        for tag, one in Tags(_page()).tags
        if tag == "meta" and one.get("property")
    }
    version = Snapshot.objects.filter(situation=situation).first().version  # type: ignore[union-attr]
    assert meta["og:image"] == f"http://localhost/situations/mosul/en/picture.png?version={version}"
    assert meta["og:description"] == "Killed: 1,111, UN"


def test_the_page_speaks_the_language_of_its_address(situation: Situation) -> None:
    html = _page("/situations/mosul/ar/")
    assert ('lang="ar" dir="rtl"' in html, "التسلسل الزمني" in html) == (True, True)


def test_hostile_text_stays_text(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        found = SituationFactory(slug="raqqa", name=HOSTILE[:200], summary=HOSTILE)
        article("Text.", title=HOSTILE[:200], situation=found)
    html = _page(f"/situations/raqqa/en/?type={HOSTILE[:60]}&place=%3Cscript%3E&side=%22%3E")
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert [json.loads(one)["@graph"][0]["name"] for one in data] == [HOSTILE[:200]]
    scripts = [attributes for tag, attributes in Tags(html).tags if tag == "script"]
    assert [one for one in scripts if "src" not in one and one.get("type") != "application/ld+json"] == []
    assert not [name for _, attributes in Tags(html).tags for name in attributes if name.startswith("on")]


def test_queries_do_not_grow_with_the_number_of_facts(
    situation: Situation, django_assert_num_queries: Any, settings: Settings
) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    few = _queries_of_a_page()
    for number in range(3):
        page = article("Text.", title=f"More {number}", situation=situation)
        assert ArticleSituation.objects.filter(page=page).exists()
    assert _queries_of_a_page() == few


def _queries_of_a_page() -> int:
    """The number of queries of a page that was already shown once."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _page()
    with CaptureQueriesContext(connection) as queries:
        _page()
    return len(queries)
