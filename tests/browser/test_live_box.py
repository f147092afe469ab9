"""The box in a real browser: it keeps up, and keeps out of the reader's way."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from conflictdesk.boxes.live import box_cache, responses
from conflictdesk.ledger.models import Situation, Snapshot
from tests.boxes.contents import content, event, figure, point, standing
from tests.factories import SituationFactory, article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
Visitors = Callable[..., BrowserContext]

FAILING = "Not updating: no connection to the newsroom"
HISTORY = [point("2017-06-01", 500_000), point("2017-06-28", 600_000)]
LONG = [f"Paragraph {number} of a long article that a reader scrolls." for number in range(60)]


@pytest.fixture
def situation(settings: Settings) -> Situation:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    settings.CONFLICTDESK_POLL_SECONDS = 1
    found: Situation = SituationFactory(name="Battle of Mosul", slug="mosul")
    return found


@pytest.fixture
def address(situation: Situation, live_server: LiveServer) -> str:
    """An article whose box shows 600,000."""
    path = article(*LONG, title="Battle", situation=situation).url
    show(situation, 600_000)
    return f"{live_server.url}{path}"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str | None, bool]]:
    """Each question that reached the server: the tag that the reader had, and whether it still held. None may
    ask the caches between to be passed by.
    """
    questions: list[tuple[str | None, bool]] = []
    is_known = responses._is_known

    def listen(request: Any, tag: str) -> bool:
        assert "Cache-Control" not in request.headers
        assert "Pragma" not in request.headers
        questions.append((request.headers.get("If-None-Match"), is_known(request, tag)))
        return questions[-1][1]

    monkeypatch.setattr(responses, "_is_known", listen)
    return questions


def show(situation: Situation, number: int, *events: dict[str, Any], state: str = "live") -> None:
    """Puts the next snapshot into the cache, as a ruling would."""
    newest = Snapshot.objects.filter(situation=situation).first()
    standings = [standing(figure(best=number), history=HISTORY)]
    standings += [standing(figure(measure=one, best=1)) for one in ("killed", "wounded", "missing", "freed")]
    standings += [standing(figure(measure="detained", best=number))]
    told = content(*standings, events=[*events, event(place="Old City")], name=situation.name, state=state)
    version = newest.version + 1 if newest else 1
    Snapshot.objects.create(situation=situation, version=version, content=told, digest="")
    box_cache.refill(situation.slug)


def _open(visitors: Visitors, address: str, **options: Any) -> Page:
    page = visitors(**options).new_page()
    page.goto(address)
    return page


def _at_rest(page: Page) -> None:
    """Waits until the page has not scrolled for half a second."""
    page.evaluate(
        """() => new Promise((resolve) => {
            let [at, since] = [scrollY, performance.now()];
            const look = () => {
                if (scrollY !== at) [at, since] = [scrollY, performance.now()];
                if (performance.now() - since > 500) resolve();
                else requestAnimationFrame(look);
            };
            look();
        })"""
    )


def _asks_nothing(page: Page) -> None:
    """The page sends no question for more than two of its intervals. One that was sent before may still be on
    its way to the server.
    """
    page.wait_for_timeout(300)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.wait_for_timeout(2500)
    assert sent == []


def _until(holds: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def test_a_change_is_seen_without_reload_and_moves_nothing(
    visitors: Visitors, address: str, situation: Situation, asked: list[Any]
) -> None:
    page = _open(visitors, address, viewport={"width": 390, "height": 700})
    box = page.locator("conflictdesk-box")
    link = box.locator(".cd-source a").first
    box.locator(".cd-further > summary").click()
    link.focus()
    page.evaluate("window.marked = document.querySelector('.cd-source a')")
    # The site scrolls smoothly to what is clicked and focused: on a busy machine it may still be at it.
    _at_rest(page)
    page.evaluate("scrollTo({top: 190, behavior: 'instant'})")
    _at_rest(page)
    _until(lambda: (None, False) in asked)
    before = page.evaluate("scrollY")
    show(situation, 750_000, event(claim=12, place="Zanjili"))
    expect(box.locator(".cd-value").first).to_have_text("750,000")
    expect(box.locator(".cd-event").first).to_contain_text("Clashes in Zanjili")
    expect(box.locator("[data-changed]")).to_have_count(3)
    assert page.evaluate("document.activeElement === window.marked")
    assert page.evaluate("scrollY") == before
    assert box.locator(".cd-further").get_attribute("open") is not None
    expect(box.get_by_role("status")).to_have_text(
        "Battle of Mosul, updated: Displaced: 750,000, UN; Detained: 750,000, UN; 27 Jun: Clashes in Zanjili"
    )
    expect(box.locator("[data-changed]")).to_have_count(0)


def test_nothing_new_is_told_in_a_few_bytes(visitors: Visitors, address: str, asked: list[Any]) -> None:
    page = _open(visitors, address)
    _until(lambda: len(asked) > 3)
    found = box_cache.find("mosul", "en")
    assert found is not None
    assert asked[:4] == [(None, False), *[(f'"{found.etag}"', True)] * 3]
    expect(page.get_by_role("status")).to_be_empty()


def test_a_withdrawn_figure_leaves_and_is_named(
    visitors: Visitors, address: str, situation: Situation
) -> None:
    page = _open(visitors, address)
    newest = Snapshot.objects.first()
    assert newest is not None
    newest.content["standings"].pop(0)
    version = newest.version + 1
    Snapshot.objects.create(situation=situation, version=version, content=newest.content, digest="")
    box_cache.refill("mosul")
    expect(page.get_by_role("status")).to_contain_text("withdrawn: Displaced")
    expect(page.locator(".cd-body")).not_to_contain_text("Displaced")


def test_an_answer_older_than_the_page_is_not_taken(
    visitors: Visitors, address: str, asked: list[Any]
) -> None:
    page = visitors().new_page()
    page.goto(address)
    page.evaluate("document.querySelector('conflictdesk-box').setAttribute('version', '99')")
    page.evaluate("document.querySelector('.cd-value span').textContent = 'newer'")
    _until(lambda: len(asked) > 1)
    expect(page.locator(".cd-value").first).to_have_text("newer")


def test_a_hidden_tab_asks_nothing_and_asks_again_when_seen(
    visitors: Visitors, address: str, asked: list[Any]
) -> None:
    page = _open(visitors, address)
    _until(lambda: len(asked) > 0)
    _hide(page, True)
    _asks_nothing(page)
    count = len(asked)
    _hide(page, False)
    _until(lambda: len(asked) > count)


def _hide(page: Page, hidden: bool) -> None:
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')); }",
        hidden,
    )


def test_a_reader_can_pause_and_go_on(visitors: Visitors, address: str, asked: list[Any]) -> None:
    page = _open(visitors, address)
    box = page.locator("conflictdesk-box")
    page.get_by_role("button", name="Pause updates: Battle of Mosul").press("Enter")
    expect(box.locator(".cd-live-state")).to_have_text("Updates paused")
    _asks_nothing(page)
    count = len(asked)
    page.get_by_role("button", name="Resume updates: Battle of Mosul").press("Enter")
    _until(lambda: len(asked) > count)
    expect(box.locator(".cd-live-state")).to_have_text("Updates by itself")
    expect(page.get_by_role("button", name="Pause updates: Battle of Mosul")).to_be_focused()


def test_a_server_that_is_gone_is_admitted_and_one_that_is_back_is_used(
    visitors: Visitors, address: str, situation: Situation
) -> None:
    page = visitors().new_page()
    page.route("**/conflictdesk/boxes/**/en/", lambda route: route.abort())
    page.goto(address)
    box = page.locator("conflictdesk-box")
    expect(box.locator(".cd-live-state")).to_have_text(FAILING)
    expect(box.locator(".cd-value").first).to_have_text("600,000")
    page.unroute("**/conflictdesk/boxes/**/en/")
    show(situation, 750_000)
    expect(box.locator(".cd-value").first).to_have_text("750,000")
    expect(box.locator(".cd-live-state")).to_have_text("Updates by itself")


def test_a_cache_that_answers_for_a_dead_server_is_not_believed(visitors: Visitors, address: str) -> None:
    page = visitors().new_page()

    def stale(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "age": "300"})

    page.route("**/conflictdesk/boxes/**/en/", stale)
    page.goto(address)
    expect(page.locator(".cd-live-state")).to_have_text(FAILING)


def test_a_situation_that_closes_is_asked_about_no_more(
    visitors: Visitors, address: str, situation: Situation, asked: list[Any]
) -> None:
    page = _open(visitors, address)
    _until(lambda: len(asked) > 0)
    show(situation, 600_000, state="closed")
    expect(page.locator(".cd-live-state")).to_have_text("Closed")
    expect(page.locator(".cd-live button")).to_be_hidden()
    _asks_nothing(page)


def test_the_box_is_whole_without_a_script(visitors: Visitors, address: str, asked: list[Any]) -> None:
    page = _open(visitors, address, java_script_enabled=False)
    box = page.locator("conflictdesk-box")
    expect(box.locator(".cd-value").first).to_have_text("600,000")
    expect(box.locator(".cd-live")).to_have_text("Reload the page for newer figures.")
    expect(box.locator(".cd-updated time")).to_contain_text("UTC")
    box.locator(".cd-further > summary").click()
    expect(box.get_by_role("heading", name="Detained")).to_be_visible()
    assert asked == []


def test_the_time_of_the_last_change_is_told_relative_to_now(
    visitors: Visitors, address: str, situation: Situation
) -> None:
    page = visitors().new_page()
    page.clock.install()
    page.goto(address)
    time_of_change = page.locator(".cd-updated time")
    expect(page.locator(".cd-updated")).to_have_text("updated just now")
    page.clock.run_for(3 * 60_000)
    expect(time_of_change).to_have_text("3 minutes ago")
    assert (time_of_change.get_attribute("title") or "").endswith("UTC")


def test_a_reader_who_wants_no_motion_gets_none(
    visitors: Visitors, address: str, situation: Situation
) -> None:
    page = _open(visitors, address, reduced_motion="reduce")
    show(situation, 750_000)
    changed = page.locator("[data-changed]").first
    expect(changed).to_be_visible()
    assert changed.evaluate("element => getComputedStyle(element).animationName") == "none"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_width_overflows_and_the_policy_holds(visitors: Visitors, address: str, scheme: Any) -> None:
    page = visitors(color_scheme=scheme).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    for width in (320, 390, 768, 1024, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


def test_a_party_is_named_in_words_on_focus_and_in_print(
    visitors: Visitors, address: str, situation: Situation
) -> None:
    army = {"name": "Iraqi military", "role": "state_forces", "party": True}
    show(situation, 1, event(claim=12, source=army))
    page = _open(visitors, address)
    words = page.locator(".cd-event .cd-party-words")
    assert words.evaluate("element => element.getBoundingClientRect().width") < 2
    page.locator(".cd-event a").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert words.evaluate("element => element.getBoundingClientRect().width") > 50
    page.emulate_media(media="print")
    assert words.evaluate("element => getComputedStyle(element).position") == "static"
    expect(page.locator(".cd-live")).to_be_hidden()
