"""The review queue in a browser: keys alone, two editors at once, a broken line, and no JavaScript at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, Extraction, Ruling
from tests.factories import EditorFactory, JournalistFactory, SituationFactory, article, event, figure, record

from .conftest import log_in, next_is_ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
Open = Callable[..., Page]
LINES = (
    "At least 12 people were killed in Mosul.",
    "Clashes went on in the city.",
    "Snipers killed 3 soldiers.",
)


@pytest.fixture
def claims() -> list[Claim]:
    """A figure, another figure and an event of one article, in this order."""
    page = article(*LINES, situation=SituationFactory(name="Battle of Mosul"), owner=JournalistFactory())
    text = Extraction.objects.get().text
    return record(
        page,
        figure(text, "At least 12 people", low=12, best=12, high=None, qualifier="at_least"),
        figure(text, "3 soldiers", low=3, best=3, high=3, population="soldiers"),
        event(text, "Clashes"),
    )


@pytest.fixture
def editor() -> User:
    return EditorFactory(username="editor", first_name="Ada", last_name="Editor")


@pytest.fixture
def queue(
    live_server: LiveServer, visitors: Callable[..., BrowserContext], claims: list[Claim], editor: User
) -> Open:
    """The queue, open before an editor. With `ahead` the next claims are ready before they are asked for;
    with `presence` the page hears which claims others have open or have decided."""

    def opened(*, ahead: bool = True, presence: bool = True, **options: Any) -> Page:
        page = visitors(**options).new_page()
        if not ahead:
            page.route("**/admin/facts/ahead/**", lambda route: route.abort())
        if not presence:
            page.route("**/admin/facts/*/open/", lambda route: route.abort())
        log_in(page, editor, live_server.url)
        page.goto(f"{live_server.url}/admin/facts/")
        return page

    return opened


def _shows(page: Page, headline: str) -> None:
    """The headline is there, and the focus with it once anything was done."""
    expect(page.locator(".conflictdesk-headline")).to_have_text(headline)


def _is_at(page: Page, claim: Claim) -> None:
    """The address is that of the claim that is shown, at most with what was done before it."""
    expect(page).to_have_url(re.compile(rf"/admin/facts/\?claim={claim.pk}(&done=\d+)?$"))


def _decisions() -> list[str]:
    return list(Ruling.objects.values_list("decision", flat=True))


def test_a_session_by_keyboard_alone(queue: Open, claims: list[Claim]) -> None:
    page = queue()
    page.evaluate("window.stillTheSamePage = true")
    headline = page.locator(".conflictdesk-headline")
    _shows(page, "At least 12 people killed")

    page.keyboard.press("j")
    _shows(page, "3 soldiers killed")
    expect(headline).to_be_focused()
    _is_at(page, claims[1])
    page.keyboard.press("k")
    _shows(page, "At least 12 people killed")
    _is_at(page, claims[0])

    page.keyboard.press("a")
    _shows(page, "3 soldiers killed")
    expect(page.get_by_role("status").filter(has_text="Approved: At least 12 people killed")).to_be_attached()
    expect(page.get_by_role("link", name="Facts to review (2)")).to_be_visible()

    page.keyboard.press("x")
    expect(page.get_by_role("button", name="Wrong number")).to_be_focused()
    page.keyboard.press("3")
    _shows(page, "Clashes")
    expect(page.get_by_role("status").filter(has_text="Rejected: 3 soldiers killed")).to_be_attached()
    assert Ruling.objects.latest("pk").reason == "not_a_fact"

    page.keyboard.press("u")
    _shows(page, "3 soldiers killed")
    _is_at(page, claims[1])
    page.keyboard.press("e")
    expect(page.get_by_label("Number")).to_be_focused()
    page.get_by_label("Number").fill("many")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Number")).to_be_focused()
    expect(page.locator(".conflictdesk-field--wrong")).to_contain_text("This is no number.")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("about 40")
    page.keyboard.press("Enter")
    _shows(page, "Clashes")
    _is_at(page, claims[2])

    page.keyboard.press("a")
    _shows(page, "Nothing waits. A good day.")
    assert page.evaluate("window.stillTheSamePage") is True
    assert _decisions() == ["approve", "reject", "undo", "amend", "approve"]
    assert claims[1].figurefact.best == 40


def test_after_going_back_the_line_goes_on_from_there(queue: Open) -> None:
    page = queue()
    next_is_ready(page, cards=2)
    page.keyboard.press("j")
    _shows(page, "3 soldiers killed")
    # The end of the line, and from its start the claim that was passed over.
    next_is_ready(page, cards=2)
    page.keyboard.press("k")
    _shows(page, "At least 12 people killed")
    page.keyboard.press("a")
    _shows(page, "3 soldiers killed")


def test_wagtails_list_of_keys_has_ours_and_keeps_them_quiet(queue: Open) -> None:
    page = queue()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_contain_text("Reject, then the number of the reason")
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    _shows(page, "At least 12 people killed")
    assert _decisions() == []


def test_the_whole_article_opens_and_closes_without_losing_the_focus(queue: Open) -> None:
    page = queue()
    page.keyboard.press("o")
    expect(page.get_by_role("region", name="Whole article")).to_be_focused()
    page.keyboard.press("o")
    expect(page.locator(".conflictdesk-article summary")).to_be_focused()


def test_the_next_cards_are_those_of_the_filter_that_was_just_chosen(queue: Open) -> None:
    page = queue()
    next_is_ready(page)
    with page.expect_request("**/admin/facts/ahead/**") as asked:
        page.locator(".conflictdesk-filters select[name=kind]").select_option("figure")
    assert "kind=figure" in asked.value.url


def test_typing_a_note_decides_nothing(queue: Open) -> None:
    page = queue()
    page.keyboard.press("x")
    page.get_by_label("Note").fill("")
    page.get_by_label("Note").type("a1xu")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Note")).to_be_hidden()
    _shows(page, "At least 12 people killed")
    assert _decisions() == []


def test_a_claim_without_a_situation_asks_for_one_and_takes_it(queue: Open, claims: list[Claim]) -> None:
    elsewhere = SituationFactory(name="Elsewhere")
    Claim.objects.update(situation=None)
    page = queue()
    page.keyboard.press("a")
    chooser = page.get_by_label("Situation", exact=True).last
    expect(chooser).to_be_focused()
    chooser.select_option("Elsewhere")
    expect(page.locator(".conflictdesk-homeless")).to_have_count(0)
    expect(chooser).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    _shows(page, "3 soldiers killed")
    expect(page.get_by_role("status").filter(has_text="Approved: At least 12 people killed")).to_be_attached()
    claims[0].refresh_from_db()
    assert (claims[0].state, claims[0].situation) == ("approved", elsewhere)


def test_the_list_scrolls_to_the_claim_that_is_open(queue: Open) -> None:
    page = queue(viewport={"width": 1300, "height": 200})
    page.keyboard.press("j")
    _shows(page, "3 soldiers killed")
    page.keyboard.press("j")
    _shows(page, "Clashes")
    hidden = page.locator(".conflictdesk-line").evaluate(
        """(list) => [list.scrollHeight - list.clientHeight, list.getBoundingClientRect().bottom
            - list.querySelector("[aria-current]").getBoundingClientRect().bottom]"""
    )
    assert hidden[0] > 0
    assert hidden[1] >= 0


def test_the_second_editor_is_told_on_the_claim(queue: Open, claims: list[Claim]) -> None:
    page = queue(ahead=False, presence=False)
    rulings.reject(claims[0].pk, EditorFactory(first_name="Bo", last_name="Early"), "other", version=1)
    page.keyboard.press("a")
    expect(page.get_by_role("alert").filter(has_text="Bo Early was first: rejected at")).to_be_visible()
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    assert _decisions() == ["reject"]


def test_a_claim_that_another_decides_stays_on_the_screen(queue: Open, claims: list[Claim]) -> None:
    page = queue(ahead=False)
    page.clock.install()
    page.reload()
    _shows(page, "At least 12 people killed")
    rulings.reject(claims[0].pk, EditorFactory(first_name="Bo", last_name="Early"), "other", version=1)
    page.clock.run_for(21_000)
    expect(page.get_by_role("status").filter(has_text="decided or changed elsewhere")).to_be_attached()
    _shows(page, "At least 12 people killed")
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    page.keyboard.press("a")
    assert _decisions() == ["reject"]


@pytest.mark.parametrize("ahead", [True, False])
def test_who_is_signed_out_is_told_so_and_loses_nothing(
    queue: Open, live_server: LiveServer, editor: User, ahead: bool
) -> None:
    page = queue(ahead=ahead)
    _shows(page, "At least 12 people killed")
    if ahead:
        next_is_ready(page)
    page.context.clear_cookies()
    page.keyboard.press("a")
    told = page.get_by_role("alert").filter(has_text="You are signed out.")
    expect(told).to_be_visible()
    expect(page.get_by_text("could not be reached")).to_be_hidden()
    assert _decisions() == []

    with page.context.expect_page() as opened:
        told.get_by_role("link", name="Sign in again as Ada Editor").click()
    login = opened.value
    login.fill("[name=username]", editor.username)
    login.fill("[name=password]", "password")
    login.press("[name=password]", "Enter")
    login.wait_for_url(f"{live_server.url}/admin/facts/?claim=*")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(told).to_be_hidden()
    if not ahead:
        _shows(page, "At least 12 people killed")
        page.keyboard.press("a")
    expect(page.get_by_role("status").filter(has_text="Approved: At least 12 people killed")).to_be_attached()
    assert _decisions() == ["approve"]


def test_what_was_typed_is_kept_for_who_is_signed_out(
    queue: Open, live_server: LiveServer, editor: User
) -> None:
    page = queue(ahead=False)
    page.keyboard.press("e")
    page.get_by_label("Number").fill("about 40")
    page.context.clear_cookies()
    page.keyboard.press("Enter")
    told = page.get_by_role("alert").filter(has_text="You are signed out.")
    expect(told).to_be_visible()
    expect(page.get_by_label("Number")).to_have_value("about 40")

    login = page.context.new_page()
    login.goto(f"{live_server.url}/admin/login/?next=/admin/facts/")
    login.fill("[name=username]", editor.username)
    login.fill("[name=password]", "password")
    login.press("[name=password]", "Enter")
    login.wait_for_url(f"{live_server.url}/admin/facts/")
    page.get_by_label("Number").press("Enter")
    _shows(page, "3 soldiers killed")
    assert _decisions() == ["amend"]


def test_a_broken_line_loses_nothing(queue: Open) -> None:
    page = queue()
    page.keyboard.press("e")
    page.get_by_label("Number").fill("14")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="Nothing was recorded")).to_be_visible()
    expect(page.get_by_label("Number")).to_have_value("14")
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    _shows(page, "3 soldiers killed")
    assert _decisions() == ["amend"]


def test_works_without_javascript(queue: Open, claims: list[Claim]) -> None:
    page = queue(java_script_enabled=False)
    page.get_by_role("button", name="Approve").click()
    _shows(page, "3 soldiers killed")
    page.get_by_text("Reject").click()
    page.get_by_role("button", name="Not a fact").click()
    _shows(page, "Clashes")
    page.get_by_role("button", name="Undo").click()
    _shows(page, "3 soldiers killed")
    page.get_by_role("link", name="Amend").click()
    page.get_by_label("Number").fill("4")
    page.get_by_role("button", name="Save and approve").click()
    _shows(page, "Clashes")
    assert _decisions() == ["approve", "reject", "undo", "amend"]
