"""Situation page, frame and article in a real browser: no barrier, no overflow, nothing inline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from conflictdesk.ledger.models import Situation, Snapshot
from tests.boxes.contents import content, event, figure, point, standing
from tests.factories import EditorFactory, SituationFactory, article, at_place, record, said_by
from tests.factories import event as event_found
from tests.factories import figure as figure_found

from .conftest import axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
Visitors = Callable[..., BrowserContext]
WIDTHS = (320, 390, 768, 1024, 1280, 1600)
ARMY = {"name": "Iraqi military", "role": "state_forces", "party": True}
LONG = "Wörtersalat" * 20
OVERRIDE = "\u202egnol\u202c"


@pytest.fixture
def addresses(settings: Settings, live_server: LiveServer) -> dict[str, str]:
    """Where the situation is seen, told in hostile and in long words too."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    found: Situation = SituationFactory(name="Battle of Mosul", slug="mosul", summary=f"{LONG} {OVERRIDE}")
    page = _told(found)
    trapped = {"measure": "trapped", "population": "civilians"}
    reports = (("2017-06-01", 500_000, "UN"), ("2017-06-28", 750_000, "x"))
    history = [{**point(day, number), "source": source} for day, number, source in reports]
    shown = content(
        standing(figure(best=750_000, sentence=f"<script>{LONG}"), history=history),
        standing(figure(**trapped, best=50_000, source=ARMY), figure(**trapped, best=100_000, claim=2)),
        events=[event(place=f"{LONG} {OVERRIDE}", source=ARMY)],
        name=found.name,
        summary=found.summary,
    )
    Snapshot.objects.filter(situation=found).delete()
    Snapshot.objects.create(situation=found, version=90, content=shown, digest="")
    paths = {
        "article": page.url,
        "situation": "/situations/mosul/en/",
        "arabic": "/situations/mosul/ar/",
        "embed": "/conflictdesk/embed/mosul/en/",
    }
    return {name: f"{live_server.url}{path}" for name, path in paths.items()}


def _told(found: Situation) -> Any:
    """An article with an approved event in a place with a point, so that there are a timeline and a map."""
    from conflictdesk.ledger.claims import rulings

    line = "The UN said 750 people were killed in Mosul, and fighters clashed there."
    page = article(line, title=f"News {LONG[:120]}", situation=found)
    text = page.conflictdesk_extractions.get().text
    mosul = at_place(
        text, "Mosul", latitude=36.335, longitude=43.119, precision="city", geonames_id=99072, country="IQ"
    )
    shared: dict[str, Any] = {"place": mosul, "attribution": said_by(text, "UN", "un", "un")}
    claims = record(page, event_found(text, "clashed", **shared), figure_found(text, "750 people", **shared))
    for claim in claims:
        rulings.approve(claim.pk, EditorFactory(), version=claim.version, situation=claim.situation)
    return page


def _open(visitors: Visitors, address: str, **options: Any) -> Page:
    page = visitors(**options).new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("name", ["article", "situation", "arabic", "embed"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visitors: Visitors, addresses: dict[str, str], name: str, scheme: Any) -> None:
    page = _open(visitors, addresses[name], color_scheme=scheme)
    for summary in page.locator("summary").all():
        summary.click()
    found = axe_violations(page)
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("name", ["article", "situation", "arabic", "embed"])
def test_no_width_overflows_and_the_policy_holds(
    visitors: Visitors, addresses: dict[str, str], name: str
) -> None:
    page = visitors().new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(addresses[name])
    for summary in page.locator("summary").all():
        summary.click()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [one for one in complaints if "favicon" not in one and "404" not in one] == []


def test_the_page_is_whole_without_a_script(visitors: Visitors, addresses: dict[str, str]) -> None:
    page = _open(visitors, addresses["situation"], java_script_enabled=False)
    page.get_by_text("Why this number?").first.click()
    expect(page.locator(".cd-quote").first).to_be_visible()
    page.get_by_label("Where").select_option(index=1)
    page.get_by_role("button", name="Show").first.click()
    expect(page).to_have_url(f"{addresses['situation']}?type=&place=Mosul&side=#timeline")
    expect(page.locator("#timeline .cd-event")).to_have_count(1)
    expect(page.locator(".cd-map .cd-dot")).to_have_count(1)


def test_everything_is_reached_by_keyboard(visitors: Visitors, addresses: dict[str, str]) -> None:
    page = _open(visitors, addresses["article"])
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.className || document.activeElement.tagName"))
        if page.evaluate("document.activeElement.matches('.cd-why summary')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("details.cd-why").first).to_have_attribute("open", "")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", reached


def test_the_frame_tells_how_tall_it_is(
    visitors: Visitors, addresses: dict[str, str], live_server: LiveServer
) -> None:
    page = visitors(viewport={"width": 600, "height": 600}).new_page()
    host = f"{live_server.url}/host/"
    frame = f'<iframe src="{addresses["embed"]}" width="400" height="100" title="box"></iframe>'
    script = f'<script src="{live_server.url}/static/conflictdesk/boxes/resize.js"></script>'
    page.route(host, lambda route: route.fulfill(body=frame + script, content_type="text/html"))
    page.goto(host)
    page.wait_for_function("document.querySelector('iframe').height > 300")
    tall = page.frame_locator("iframe").locator("body").evaluate("document.body.scrollHeight")
    assert abs(int(page.locator("iframe").get_attribute("height") or 0) - tall) <= 1


def test_on_paper_sources_are_written_out_and_forms_are_not(
    visitors: Visitors, addresses: dict[str, str]
) -> None:
    page = _open(visitors, addresses["situation"])
    page.emulate_media(media="print")
    expect(page.locator(".cd-filters")).to_be_hidden()
    article_named = page.locator(".cd-source .cd-hidden").first
    assert article_named.evaluate("element => getComputedStyle(element).position") == "static"


def test_arabic_begins_at_the_right_and_keeps_its_numbers(
    visitors: Visitors, addresses: dict[str, str]
) -> None:
    page = _open(visitors, addresses["arabic"], viewport={"width": 1280, "height": 900})
    label, section = (page.locator(one).first.bounding_box() for one in (".cd-story-now", "#figures"))
    assert label is not None
    assert section is not None
    assert abs(label["x"] + label["width"] - section["x"] - section["width"]) < 1
    assert label["x"] > section["x"] + section["width"] / 2
    expect(page.locator(".cd-value").first).to_have_text("750,000")
