"""The page editor in a browser: its scripts run through, and what was typed goes along with Publish, whenever
Wagtail's autosave is under way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import wagtail
from django.contrib.auth.models import Group, Permission, User
from playwright.sync_api import (
    APIResponse,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Route,
    expect,
)
from pytest_django.live_server_helper import LiveServer
from wagtail.models import GroupPagePermission, PageLogEntry, Site

from conflictdesk.newsroom.models import ArticlePage, SectionPage
from tests.factories import JournalistFactory, article

from .conftest import SLOWEST, WATCH_EDITS, edits_are_watched, log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
TITLE = "A city empties"
TEXT = "At least 750,000 people have fled Mosul, the UN said."
WAITING = "Autosave is still under way. This goes on as soon as it is done."
LATE = (
    "Autosave has had no answer for ten seconds, so nothing has been sent yet. Your text is still here. "
    "Press the button again to send it without waiting."
)
NEWER = (
    "A newer version of this article has been saved elsewhere, so nothing has been sent yet. Your text is "
    "still here. Look at the newer version first, or press the button again to replace it."
)
Open = Callable[[str], Page]


@pytest.fixture
def section() -> SectionPage:
    home = Site.objects.get(is_default_site=True).root_page
    return home.add_child(instance=SectionPage(title="World", slug="world"))


@pytest.fixture
def writer(section: SectionPage) -> User:
    """A journalist who may write and publish."""
    for codename in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.create(
            group=Group.objects.get(name="Conflict journalists"),
            page=section,
            permission=Permission.objects.get(codename=codename),
        )
    return JournalistFactory(username="jo")


@pytest.fixture
def failures() -> list[str]:
    """What the browser complained of on the opened pages."""
    return []


@pytest.fixture
def opened(
    live_server: LiveServer, visitors: Callable[..., BrowserContext], writer: User, failures: list[str]
) -> Open:
    """Opens an address of the admin before the journalist, once Wagtail watches what is typed there."""

    def at(address: str) -> Page:
        page = visitors().new_page()
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on("console", lambda said: failures.append(said.text) if _is_failure(said) else None)
        page.add_init_script(WATCH_EDITS)
        log_in(page, writer, live_server.url)
        page.goto(f"{live_server.url}{address}")
        edits_are_watched(page)
        return page

    return at


@pytest.fixture
def add(section: SectionPage) -> str:
    return f"/admin/pages/add/newsroom/articlepage/{section.pk}/"


@pytest.fixture
def draft(section: SectionPage, writer: User) -> ArticlePage:
    """A draft with one empty paragraph."""
    return article("", title=TITLE, parent=section, owner=writer, live=False, published=None)


def _is_failure(said: ConsoleMessage) -> bool:
    """Wagtail writes what its accessibility checks find of an unfinished text as an error, too."""
    return said.type == "error" and not said.text.startswith("axe.run results")


def _until(page: Page, there: Callable[[], bool]) -> None:
    """Lets the browser go on until it is there."""
    for _ in range(SLOWEST // 50):
        if there():
            return
        page.wait_for_timeout(50)
    pytest.fail("It never came.")


def _text_of(page: Page) -> Locator:
    return page.locator("[data-contentpath=body] [contenteditable=true]")


def _begin_article(page: Page) -> None:
    page.locator("#id_title").press_sequentially(TITLE)
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Paragraph").click()


def _paste_and_publish(page: Page) -> None:
    """In one breath: nothing passes between the paste and the press of the button."""
    _text_of(page).click()
    page.get_by_role("button", name="More actions").last.click()
    expect(page.locator("[name=action-publish]")).to_be_visible()
    _text_of(page).evaluate(
        """(element, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const options = {clipboardData, bubbles: true, cancelable: true};
            element.dispatchEvent(new ClipboardEvent("paste", options));
            document.querySelector("[name=action-publish]").click();
        }""",
        TEXT,
    )


def _is_autosave(request: Request) -> bool:
    return request.method == "POST" and request.headers.get("accept") == "application/json"


def _on_autosave(page: Page, handle: Callable[[Route], None]) -> None:
    page.route(
        "**/admin/pages/**", lambda route: handle(route) if _is_autosave(route.request) else route.continue_()
    )


class Held:
    """Keeps the answers to autosave back until they are let go; later ones come through."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.kept: list[tuple[Route, APIResponse]] = []
        self.is_holding = True
        _on_autosave(page, self.handle)

    def handle(self, route: Route) -> None:
        if self.is_holding:
            self.kept.append((route, route.fetch()))
        else:
            route.continue_()

    def wait(self) -> None:
        _until(self.page, lambda: bool(self.kept))

    def let_go(self) -> None:
        self.is_holding = False
        while self.kept:
            route, answer = self.kept.pop(0)
            route.fulfill(response=answer)


def _tells(page: Page, *words: str) -> None:
    """What stands beside the buttons, in a region that a screen reader speaks out."""
    expect(page.locator("footer [role=status] p:visible")).to_have_text(list(words))


def _is_published(page: Page) -> None:
    """Readers see the text, on one page that went live once, and so does whoever opens it next."""
    expect(page.locator(".messages")).to_contain_text("published")
    (stored,) = ArticlePage.objects.all()
    latest = stored.get_latest_revision_as_object()
    assert (stored.live, stored.title, stored.has_unpublished_changes) == (True, TITLE, False)
    assert [TEXT in str(version.body) for version in (stored, latest)] == [True, True]
    assert PageLogEntry.objects.filter(page=stored.pk, action="wagtail.publish").count() == 1


def test_no_script_fails_on_the_way_from_a_new_article_to_a_stored_one(
    opened: Open, add: str, failures: list[str]
) -> None:
    page = opened(add)
    for toggle in page.locator("[data-side-panel-toggle]").all():
        toggle.click()
    page.locator("#id_title").press_sequentially(TITLE)
    expect(page.locator("#w-autosave-indicator")).to_have_attribute("data-w-autosave-state-value", "saved")
    stored = ArticlePage.objects.get()
    expect(page).to_have_url(f"{page.url.split('/admin/')[0]}/admin/pages/{stored.pk}/edit/")
    page.locator("#id_standfirst").fill("Half a city has fled.")
    with page.expect_response(lambda response: _is_autosave(response.request)):
        pass
    assert failures == []


@pytest.mark.skipif(wagtail.VERSION < (8,), reason="Wagtail 7 has no panel beside the form")
def test_the_facts_of_a_new_article_appear_once_it_is_stored(opened: Open, add: str) -> None:
    page = opened(add)
    page.get_by_role("button", name="Toggle facts").click()
    panel = page.locator("[data-side-panel=facts]")
    expect(panel).to_contain_text("The facts of this article will stand here once it is stored.")
    page.locator("#id_title").press_sequentially(TITLE)
    frame = page.frame_locator("[data-side-panel=facts] [data-conflictdesk-frame]")
    expect(
        frame.get_by_text("Claims are proposed from this article's text when it is published.")
    ).to_be_visible()


def test_no_script_fails_on_a_stored_article(opened: Open, draft: ArticlePage, failures: list[str]) -> None:
    page = opened(f"/admin/pages/{draft.pk}/edit/")
    for toggle in page.locator("[data-side-panel-toggle]").all():
        toggle.click()
    with page.expect_response(lambda response: _is_autosave(response.request)):
        page.locator("#id_standfirst").fill("Half a city has fled.")
    assert failures == []


def test_a_new_article_is_published_with_what_was_just_pasted(opened: Open, add: str) -> None:
    page = opened(add)
    _begin_article(page)
    _paste_and_publish(page)
    _is_published(page)


def test_a_draft_is_published_with_what_was_just_pasted(opened: Open, draft: ArticlePage) -> None:
    page = opened(f"/admin/pages/{draft.pk}/edit/")
    _paste_and_publish(page)
    _is_published(page)


@pytest.mark.parametrize("is_new", [True, False], ids=["new", "draft"])
def test_publishing_waits_for_the_autosave_under_way(
    is_new: bool, opened: Open, add: str, draft: ArticlePage
) -> None:
    if is_new:
        draft.delete()
    page = opened(add if is_new else f"/admin/pages/{draft.pk}/edit/")
    held = Held(page)
    if is_new:
        _begin_article(page)
    else:
        page.locator("#id_standfirst").fill("Half a city has fled.")
    held.wait()
    _paste_and_publish(page)
    _tells(page, WAITING)
    expect(page.locator("[name=action-publish]")).to_be_disabled()
    assert not ArticlePage.objects.filter(live=True).exists()
    held.let_go()
    _is_published(page)


@pytest.mark.parametrize(
    "handle",
    [
        pytest.param(lambda route: route.abort(), id="unreachable"),
        pytest.param(lambda route: route.fulfill(status=500, body="broken"), id="broken"),
        pytest.param(lambda route: (route.fetch(), route.abort()), id="answer lost"),
        pytest.param(lambda route: (route.fetch(), route.fulfill(status=502, body="")), id="answer broken"),
    ],
)
def test_a_new_article_is_published_once_after_an_autosave_that_failed(
    handle: Callable[[Route], Any], opened: Open, add: str
) -> None:
    page = opened(add)
    _on_autosave(page, handle)
    with page.expect_request(_is_autosave):
        _begin_article(page)
    _paste_and_publish(page)
    # Wagtail asks once more when it could not reach the newsroom.
    if page.get_by_role("button", name="Continue").is_visible():
        page.get_by_role("button", name="Continue").click()
    _is_published(page)


def test_an_autosave_without_an_answer_is_reported_and_waited_for_no_longer(opened: Open, add: str) -> None:
    page = opened(add)
    held = Held(page)
    _begin_article(page)
    held.wait()
    _paste_and_publish(page)
    _tells(page, LATE)
    publish = page.locator("[name=action-publish]")
    expect(publish).to_be_enabled()
    expect(publish).to_have_text("Publish")
    assert not ArticlePage.objects.filter(live=True).exists()
    publish.click()
    _is_published(page)


def test_a_late_answer_takes_its_warning_away(opened: Open, add: str) -> None:
    page = opened(add)
    held = Held(page)
    _begin_article(page)
    held.wait()
    _paste_and_publish(page)
    _tells(page, LATE)
    held.let_go()
    _tells(page)
    expect(page).to_have_url(
        f"{page.url.split('/admin/')[0]}/admin/pages/{ArticlePage.objects.get().pk}/edit/"
    )
    page.locator("[name=action-publish]").click()
    _is_published(page)


def test_what_a_colleague_saved_meanwhile_is_not_replaced_unasked(opened: Open, draft: ArticlePage) -> None:
    page = opened(f"/admin/pages/{draft.pk}/edit/")
    held = Held(page)
    ArticlePage.objects.get(pk=draft.pk).save_revision()
    page.locator("#id_standfirst").fill("Half a city has fled.")
    held.wait()
    _paste_and_publish(page)
    held.let_go()
    _tells(page, NEWER)
    assert not ArticlePage.objects.filter(live=True).exists()
    expect(_text_of(page)).to_have_text(TEXT)


def test_no_autosave_follows_what_was_submitted(opened: Open, draft: ArticlePage) -> None:
    page = opened(f"/admin/pages/{draft.pk}/edit/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append("autosave") if _is_autosave(request) else None)
    slow: list[Route] = []
    page.route(
        "**/edit/", lambda route: slow.append(route) if _is_submitted(route.request) else route.continue_()
    )
    _paste_and_publish(page)
    _until(page, lambda: bool(slow))
    page.wait_for_timeout(2500)  # Wagtail would have saved by now what differs from the form that was loaded.
    slow.pop().continue_()
    _is_published(page)
    assert sent == []


def _is_submitted(request: Request) -> bool:
    return request.method == "POST" and not _is_autosave(request)
