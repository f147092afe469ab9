"""The content security policies in a browser: admin and pages work under them, uploads run nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from playwright.sync_api import BrowserContext, ConsoleMessage, FilePayload, Page, Route, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer
from wagtail.documents.models import Document

from conflictdesk.ledger.models import Claim, Extraction, Place, Situation
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import JournalistFactory, SituationFactory, UserFactory, article, figure, record

from .conftest import Traffic, log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
Open = Callable[..., Page]


@pytest.fixture
def situation() -> Situation:
    return SituationFactory(name="Battle of Mosul", slug="mosul")


@pytest.fixture
def story(situation: Situation) -> ArticlePage:
    return article(
        "About 900 people fled Mosul.", situation=situation, owner=JournalistFactory(), title="Fled"
    )


@pytest.fixture
def claim(story: ArticlePage) -> Claim:
    text = Extraction.objects.get(page=story).text
    return record(
        story, figure(text, "About 900 people", measure="displaced", low=None, best=900, high=None)
    )[0]


@pytest.fixture
def chief() -> User:
    return UserFactory(username="chief", email="chief@news.example", is_superuser=True, is_staff=True)


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of."""
    return []


@pytest.fixture
def opened(
    live_server: LiveServer,
    visitors: Callable[..., BrowserContext],
    complaints: list[str],
    settings: Settings,
) -> Open:
    """A page of a browser, signed in as the user if there is one."""
    settings.WAGTAILADMIN_BASE_URL = live_server.url

    def at(path: str, user: User | None = None) -> Page:
        page = visitors().new_page()

        def note(message: ConsoleMessage) -> None:
            # "Blocked script execution": what a sandbox says.
            if re.search("Policy|Blocked script", message.text):
                complaints.append(f"{page.url}: {message.text}")

        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        if user is not None:
            log_in(page, user, live_server.url)
        page.goto(f"{live_server.url}{path}")
        return page

    return at


def addresses(story: ArticlePage, claim: Claim, situation: Situation, chief: User) -> list[str]:
    """The main pages of the admin and the desk."""
    group = Group.objects.get(name="Fact editors")
    place = Place.objects.create(name="Mosul", country="IQ")
    return [
        "/admin/",
        f"/admin/pages/{story.get_parent().pk}/",
        f"/admin/pages/{story.pk}/history/",
        f"/admin/facts/?claim={claim.pk}&amend=1",
        "/admin/facts/together/?kind=figure",
        f"/admin/facts/?article={story.pk}&text=1",
        f"/admin/facts/draft/{story.pk}/",
        f"/admin/facts/add/{story.pk}/",
        "/admin/snippets/conflictdesk/situation/",
        f"/admin/snippets/conflictdesk/situation/edit/{situation.pk}/",
        f"/admin/snippets/conflictdesk/situation/inspect/{situation.pk}/",
        f"/admin/snippets/conflictdesk/place/edit/{place.pk}/",
        "/admin/reports/facts/decisions/",
        "/admin/reports/facts/state/",
        "/admin/users/",
        f"/admin/users/edit/{chief.pk}/",
        f"/admin/groups/edit/{group.pk}/",
        "/admin/account/",
    ]


def test_the_admin_works_under_its_policy(
    opened: Open, chief: User, story: ArticlePage, claim: Claim, situation: Situation, complaints: list[str]
) -> None:
    page = opened("/admin/login/")
    log_in(page, chief, origin(page))
    traffic = Traffic(page)
    for address in addresses(story, claim, situation, chief):
        traffic.goto(f"{origin(page)}{address}")
        assert complaints == [], address
    upload(page, "images", {"name": "a.png", "mimeType": "image/png", "buffer": picture()})
    upload(page, "documents", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"})
    edit(page, story)
    assert complaints == []


def edit(page: Page, story: ArticlePage) -> None:
    """The article's form: its rich text, a date, choosers, the preview and the facts beside it."""
    page.goto(f"{origin(page)}/admin/pages/{story.pk}/edit/")
    writing = page.locator(".public-DraftEditor-content").first
    writing.click()
    page.keyboard.type("More fled. ")
    expect(writing).to_contain_text("More fled.")
    page.get_by_role("button", name="Toggle preview").click()
    expect(page.frame_locator("#w-preview-iframe").get_by_role("heading", level=1)).to_have_text("Fled")
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Choose an image").first.click()
    modal = page.locator(".modal.in")
    expect(modal.get_by_role("heading", name="Choose an image")).to_be_visible()
    modal.locator("[data-chooser-modal-choice]").first.click()
    expect(modal).to_have_count(0)


def upload(page: Page, what: str, file: FilePayload) -> None:
    page.goto(f"{origin(page)}/admin/{what}/multiple/add/")
    page.locator("#fileupload").set_input_files(file)
    expect(page.locator(".upload-success")).to_have_count(1)


def picture() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    return drawn.getvalue()


def origin(page: Page) -> str:
    return str(page.evaluate("location.origin"))


def test_readers_and_editors_see_pages_whole(
    opened: Open, chief: User, story: ArticlePage, claim: Claim, complaints: list[str]
) -> None:
    for user in (None, chief):
        page = opened("/admin/login/", user)
        traffic = Traffic(page)
        traffic.goto(f"{origin(page)}{story.url}")
        expect(page.locator("wagtail-userbar")).to_have_count(1 if user else 0)
        expect(page.get_by_role("region", name="Where things stand: Battle of Mosul")).to_be_visible()
        traffic.goto(f"{origin(page)}/situations/mosul/en/")
        traffic.goto(f"{origin(page)}/conflictdesk/embed/mosul/en/")
    assert complaints == []


RUN = """(address) => new Promise((done) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = script.onerror = () => done(window.hacked === true);
    document.body.append(script);
})"""


@pytest.mark.parametrize("path", ["/", "/admin/login/", "/conflictdesk/embed/mosul/en/"])
def test_an_uploaded_script_runs_on_no_page(
    opened: Open, story: ArticlePage, complaints: list[str], path: str
) -> None:
    script = ContentFile(b"window.hacked = true;", name="program.js")
    document = Document.objects.create(title="A program", file=script)
    media = default_storage.url(default_storage.save("images/program.js", script))
    page = opened(path)
    for address in (document.url, media, f"/static/..%2f{document.url.lstrip('/')}"):
        assert page.evaluate(RUN, address) is False, address
    # The last one is below the static files' address, and there nothing answers by that name.
    assert len(complaints) == 2


def test_an_uploaded_drawing_runs_nothing_at_its_own_address(opened: Open, complaints: list[str]) -> None:
    drawing = b"""<svg xmlns="http://www.w3.org/2000/svg"><title>a</title>
        <script>document.querySelector("title").textContent = "hacked"</script></svg>"""
    address = default_storage.url(default_storage.save("images/drawing.svg", ContentFile(drawing)))
    page = opened("/admin/login/")

    def answer(route: Route) -> None:
        """As the site does: the tests' server hands out media by itself."""
        given = Client().get(address)
        route.fulfill(body=given.getvalue(), headers=dict(given.headers))

    page.route(f"**{address}", answer)
    page.goto(f"{origin(page)}{address}")
    assert page.locator("title").text_content() == "a"
    assert len(complaints) == 1
