"""The desk around its queue in a browser: two editors, twins, many at once, the page editor, and axe."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
import wagtail
from django.contrib.auth.models import Permission, User
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Actor, Claim, Extraction, Place, Ruling, Situation, TwinRuling
from conflictdesk.ledger.situations import lifecycle
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import (
    EditorFactory,
    JournalistFactory,
    SituationFactory,
    UserFactory,
    article,
    at_place,
    event,
    figure,
    record,
)
from tests.worker import wait_for

from .conftest import SLOWEST, WATCH_EDITS, axe_violations, edits_are_watched, log_in, next_is_ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SignIn = Callable[..., Page]
ON_WAGTAIL_8 = pytest.mark.skipif(wagtail.VERSION < (8,), reason="Wagtail 7 has no panel beside the form")
LINES = ("About 900 people fled Mosul.", "Clashes went on in the city.", "Snipers fired at 40 people.")


@pytest.fixture
def situation() -> Situation:
    return SituationFactory(name="Battle of Mosul", slug="mosul")


@pytest.fixture
def page(situation: Situation) -> ArticlePage:
    return article(*LINES, situation=situation, owner=JournalistFactory(), title="A city empties")


@pytest.fixture
def claims(page: ArticlePage) -> list[Claim]:
    """Two figures and an event, in this order."""
    text = Extraction.objects.get(page=page).text
    fled = {"measure": "displaced", "low": None, "best": 900, "high": None, "qualifier": "about"}
    return record(
        page,
        figure(text, "About 900 people", place=at_place(text, "Mosul", country="IQ"), **fled),
        figure(text, "40 people", measure="wounded", low=40, best=40, high=40),
        event(text, "Clashes"),
    )


@pytest.fixture
def signed_in(live_server: LiveServer, visitors: Callable[..., BrowserContext]) -> SignIn:
    """A page of the admin, open before somebody."""

    def opened(user: User, path: str, **options: Any) -> Page:
        page = visitors(**options).new_page()
        page.add_init_script(WATCH_EDITS)
        log_in(page, user, live_server.url)
        page.goto(f"{live_server.url}{path}")
        return page

    return opened


@pytest.fixture
def chief() -> User:
    return UserFactory(username="chief", first_name="Chief", is_superuser=True, is_staff=True)


def _headline(page: Page, words: str) -> None:
    expect(page.locator(".conflictdesk-headline")).to_have_text(words)


def test_two_editors_see_and_do_not_overwrite_each_other(signed_in: SignIn, claims: list[Claim]) -> None:
    ada = signed_in(EditorFactory(first_name="Ada", last_name="First"), "/admin/facts/")
    bo = signed_in(EditorFactory(first_name="Bo", last_name="Second"), "/admin/facts/")
    expect(bo.locator("[data-desk-others]")).to_have_text("Ada First has this open now.")
    # On a busy machine his page might hear of her decision, too, before he decides.
    bo.route("**/admin/facts/*/open/", lambda route: route.abort())
    next_is_ready(ada)
    next_is_ready(bo)
    ada.keyboard.press("a")
    _headline(ada, "40 people wounded")
    expect(ada.get_by_role("status").filter(has_text="Approved: About 900")).to_be_attached()
    bo.keyboard.press("a")
    refused = bo.get_by_role("alert").filter(has_text="Not recorded: About 900 people displaced in Mosul.")
    expect(refused).to_contain_text("Ada First was first: approved at")
    _headline(bo, "40 people wounded")
    refused.get_by_role("link", name="Look at it").click()
    expect(bo.get_by_role("button", name="Reopen")).to_be_visible()
    assert [ruling.user_name for ruling in Ruling.objects.all()] == ["Ada First"]


def test_a_broken_line_keeps_decisions_and_sends_them_in_order(
    signed_in: SignIn, claims: list[Claim]
) -> None:
    page = signed_in(EditorFactory(), "/admin/facts/")
    next_is_ready(page)
    page.context.set_offline(True)
    page.keyboard.press("a")
    _headline(page, "40 people wounded")
    page.keyboard.press("x")
    page.keyboard.press("2")
    _headline(page, "Clashes")
    expect(page.get_by_role("alert").filter(has_text="have not arrived yet")).to_be_visible()
    assert Ruling.objects.count() == 0
    page.context.set_offline(False)
    expect(page.locator(".conflictdesk-count")).to_have_text("1 waits")
    assert [ruling.decision for ruling in Ruling.objects.all()] == ["approve", "reject"]


def test_a_twin_is_merged_by_a_key_and_the_merge_undone(
    signed_in: SignIn, claims: list[Claim], situation: Situation
) -> None:
    other = article(
        "About 900 people fled Mosul, aid workers said.", situation=situation, owner=UserFactory()
    )
    text = Extraction.objects.get(page=other).text
    fled = {"measure": "displaced", "low": None, "best": 900, "high": None, "qualifier": "about"}
    (told,) = record(
        other, figure(text, "About 900 people", place=at_place(text, "Mosul", country="IQ"), **fled)
    )
    rulings.approve(told.pk, EditorFactory(), version=1)
    page = signed_in(EditorFactory(), f"/admin/facts/?claim={claims[0].pk}")
    page.keyboard.press("m")
    expect(page.get_by_role("button", name="Split: it tells something else")).to_be_visible()
    assert [one.verdict for one in TwinRuling.objects.all()] == ["same"]
    page.keyboard.press("u")
    expect(page.get_by_role("button", name="Undo the merge")).to_have_count(0)
    assert [one.verdict for one in TwinRuling.objects.all()] == ["same", "split"]


def test_many_at_once_with_a_preview_and_one_undo(signed_in: SignIn, claims: list[Claim]) -> None:
    page = signed_in(EditorFactory(), "/admin/facts/?situation=mosul")
    page.get_by_role("link", name="Decide together…").click()
    expect(page.get_by_role("heading", name="If all of them are approved, readers will see")).to_be_visible()
    expect(page.locator(".conflictdesk-changes")).to_contain_text("Displaced · Mosul: about 900")
    page.get_by_role("checkbox").nth(1).uncheck()
    page.get_by_role("button", name="Approve these").click()
    _headline(page, "40 people wounded")
    # The page is a new one: it can be read before its script hears keys.
    expect(page.locator(".conflictdesk--live")).to_be_attached()
    assert sorted(claim.topic for claim in Claim.objects.filter(state="approved")) == ["clash", "displaced"]
    page.keyboard.press("u")
    expect(page.locator(".conflictdesk-count")).to_have_text("3 wait")
    assert Claim.objects.filter(state="approved").count() == 0


def _saved_title(page: ArticlePage) -> str:
    return str(ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object().title)


@pytest.mark.parametrize("beside", [pytest.param(True, marks=ON_WAGTAIL_8), False], ids=["beside", "in"])
def test_facts_with_the_form_while_it_saves_itself(
    beside: bool,
    signed_in: SignIn,
    claims: list[Claim],
    page: ArticlePage,
    chief: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("conflictdesk.desk.article.facts_frame.edit_view_has_panel", lambda model: beside)
    editor = signed_in(chief, f"/admin/pages/{page.pk}/edit/")
    if beside:
        editor.get_by_role("button", name="Toggle facts").click()
        frame = editor.frame_locator(".conflictdesk-side [data-conflictdesk-frame]")
    else:
        frame = editor.frame_locator(":not(.conflictdesk-side) > [data-conflictdesk-frame]")
    expect(frame.locator(".conflictdesk-headline")).to_have_text("About 900 people displaced in Mosul")
    title = editor.locator("#id_title")
    expect(frame.locator(".conflictdesk--live")).to_be_attached()
    edits_are_watched(editor)
    title.fill("A city empties, again")
    expect(frame.locator(".conflictdesk-in-text li")).to_have_count(3)

    frame.locator(".conflictdesk-headline").focus()
    editor.keyboard.press("a")
    expect(frame.locator(".conflictdesk-headline")).to_have_text("Clashes")
    expect(frame.locator(".conflictdesk-in-text small").first).to_have_text("approved")

    frame.get_by_role("button", name="Show in the form: Clashes").click()
    expect(editor.locator('[data-contentpath="body"] [contenteditable="true"]').nth(1)).to_be_focused()

    wait_for(lambda: _saved_title(page) == "A city empties, again", SLOWEST / 1000)
    assert title.input_value() == "A city empties, again"
    assert Ruling.objects.get().claim == claims[0]


def test_who_may_not_look_is_told_so(signed_in: SignIn, claims: list[Claim]) -> None:
    stranger = UserFactory()
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    page = signed_in(stranger, "/admin/facts/")
    expect(page.get_by_text("Facts are reviewed by fact editors.")).to_be_visible()
    expect(page.locator(".conflictdesk-card")).to_have_count(0)


def test_names_are_offered_while_one_types(signed_in: SignIn, claims: list[Claim]) -> None:
    page = signed_in(EditorFactory(), "/admin/facts/")
    page.keyboard.press("e")
    page.get_by_label("Place", exact=True).fill("Tripoli")
    expect(page.locator('#conflictdesk-places option[value*="LY"]').first).to_be_attached()
    page.get_by_label("Place", exact=True).fill("Tripoli, LY")
    page.keyboard.press("Enter")
    _headline(page, "40 people wounded")
    assert Claim.objects.get(pk=claims[0].pk).figurefact.place.country == "LY"


@dataclass(frozen=True)
class Look:
    """How an open page is looked at: the window, its owner's preferences, and what axe has to look at."""

    window: ViewportSize
    preferences: Mapping[str, Any] = field(default_factory=dict)
    axe_options: Mapping[str, Any] = field(default_factory=dict)


WIDE, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=360, height=740)
# Colours depend on the scheme alone; to look at them takes longer than all other rules together.
CONTRAST_ONLY = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
ALL_BUT_CONTRAST = {"rules": {"color-contrast": {"enabled": False}}}
DEFAULT_MEDIA = {"color_scheme": "light", "forced_colors": "none"}
# Colours that are still on their way to others have a contrast of their own.
FINISH_TRANSITIONS = (
    "document.getAnimations().filter((one) => one instanceof CSSTransition).forEach((one) => one.finish())"
)
LOOKS = {
    "wide": Look(WIDE),
    "phone": Look(PHONE, axe_options=ALL_BUT_CONTRAST),
    "right to left": Look(WIDE, axe_options=ALL_BUT_CONTRAST),
    "dark": Look(WIDE, {"color_scheme": "dark"}, CONTRAST_ONLY),
    "high contrast": Look(WIDE, {"forced_colors": "active"}, CONTRAST_ONLY),
}
# Wagtail's own forms have no heading of the first level, and its rich text fields no name.
WAGTAILS_OWN = {"page-has-heading-one", "aria-input-field-name"}


@pytest.fixture
def views(page: ArticlePage, situation: Situation, claims: list[Claim]) -> dict[str, str]:
    """The address of each of the desk's pages, with something on it."""
    rulings.approve(claims[2].pk, EditorFactory(), version=1)
    Actor.objects.create(identifier="red-crescent", name="Red Crescent")
    Place.objects.create(name="Mosul", country="IQ")
    kept = SituationFactory(name="The war")
    merge = lifecycle.merge(SituationFactory(name="The same war"), kept, EditorFactory())
    return {
        "queue": "/admin/facts/",
        "narrowed": "/admin/facts/?kind=figure&sure=high",
        "amended": f"/admin/facts/?claim={claims[0].pk}&amend=1",
        "decided": f"/admin/facts/?claim={claims[2].pk}",
        "empty": "/admin/facts/?situation=none",
        "together": "/admin/facts/together/?kind=figure",
        "framed": f"/admin/facts/?article={page.pk}&text=1&realis=all",
        "draft": f"/admin/facts/draft/{page.pk}/",
        "by hand": f"/admin/facts/add/{page.pk}/",
        "home": "/admin/",
        "form": f"/admin/pages/{page.pk}/edit/",
        "situations": "/admin/snippets/conflictdesk/situation/",
        "situation": f"/admin/snippets/conflictdesk/situation/edit/{situation.pk}/",
        "merged": f"/admin/facts/situations/{situation.pk}/merge/",
        "kept": f"/admin/snippets/conflictdesk/situation/edit/{kept.pk}/",
        "undo a merge": f"/admin/facts/merges/{merge.pk}/undo/",
        "actors": "/admin/snippets/conflictdesk/actor/",
        "places": "/admin/snippets/conflictdesk/place/",
        "own place": "/admin/snippets/conflictdesk/place/add/",
        "account": "/admin/account/",
        "dashboard": f"/admin/snippets/conflictdesk/situation/inspect/{situation.pk}/",
        "decisions": "/admin/reports/facts/decisions/",
        "proposals": "/admin/reports/facts/proposals/",
        "speed": "/admin/reports/facts/speed/",
        "corrections": "/admin/reports/facts/corrections/",
        "state": "/admin/reports/facts/state/",
    }


def _look(browser: Page, look: str) -> None:
    browser.set_viewport_size(LOOKS[look].window)
    browser.emulate_media(**{**DEFAULT_MEDIA, **LOOKS[look].preferences})
    browser.evaluate(FINISH_TRANSITIONS)


def _violations(browser: Page, view: str, look: str) -> list[str]:
    _look(browser, look)
    found = axe_violations(browser, **LOOKS[look].axe_options)
    if view in ("form", "situation", "kept", "own place"):
        found = [one for one in found if one["id"] not in WAGTAILS_OWN]
    wide = browser.evaluate("document.documentElement.scrollWidth > innerWidth")
    told = [f"{one['id']} {one['nodes'][0]['html'][:120]}" for one in found]
    return [*told, "wider than the window"] if wide else told


# A view is opened once for all looks in one language; the views of a language are shared among processes.
ENGLISH, ARABIC = ["wide", "dark", "high contrast", "phone"], ["right to left"]


@pytest.mark.parametrize(
    ("locale", "looks", "part"),
    [("en", ENGLISH, 0), ("en", ENGLISH, 1), ("ar", ARABIC, 0), ("ar", ARABIC, 1)],
    ids=["first half", "second half", "first half from the right", "second half from the right"],
)
def test_axe_finds_nothing(
    signed_in: SignIn, views: dict[str, str], chief: User, locale: str, looks: list[str], part: int
) -> None:
    browser = signed_in(chief, "/admin/", locale=locale, viewport=LOOKS[looks[0]].window)
    complaints: list[str] = []
    browser.on("pageerror", lambda error: complaints.append(str(error)))
    origin = browser.url.removesuffix("/admin/")
    half = -(-len(views) // 2)
    for name, path in list(views.items())[part * half : (part + 1) * half]:
        browser.goto(origin + path)
        for summary in browser.locator(".conflictdesk summary").all():
            summary.click()
        for look in looks:
            complaints += [f"{name}, {look}: {words}" for words in _violations(browser, name, look)]
    assert not complaints, "\n".join(complaints)
