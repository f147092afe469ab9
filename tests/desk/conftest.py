"""Fixtures of the desk: an article by a journalist with two claims, and people who may look or rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission, User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Site

from conflictdesk.ledger.models import Claim, Extraction, Situation
from conflictdesk.newsroom.models import ArticlePage, SectionPage
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
    said_by,
)  # fmt: skip
from tests.shared_database import rolled_back

FLIGHT = "The UN said at least 750,000 people had fled Mosul."
CLASHES = "Clashes went on in the Old City."

Read = Callable[[HttpResponse], BeautifulSoup]


def _situation() -> Situation:
    return SituationFactory(name="Battle of Mosul", slug="mosul")


def _journalist() -> User:
    return JournalistFactory(first_name="Jo", last_name="Writer")


def _page(situation: Situation, journalist: User) -> ArticlePage:
    return article(FLIGHT, CLASHES, title="A city empties", situation=situation, owner=journalist)


def _claims(page: ArticlePage) -> list[Claim]:
    text = Extraction.objects.get(page=page).text
    return record(
        page,
        figure(
            text,
            "at least 750,000 people",
            measure="displaced",
            low=750_000,
            best=750_000,
            high=None,
            qualifier="at_least",
            attribution=said_by(text, "UN", "un", "un"),
            place=at_place(text, "Mosul", country="IQ", precision="city"),
            confidence=0.94,
            rule="displaced.fled",
        ),
        event(text, "Clashes", place=at_place(text, "Old City", precision="district")),
    )


@pytest.fixture(scope="module", autouse=True)
def made(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[ArticlePage | None]:
    """The article with its two claims where a module is marked `made_once`: there before each of its tests.
    None in other modules, where each test makes what it needs.
    """
    if not request.node.get_closest_marker("made_once"):
        yield None
        return
    with rolled_back(django_db_blocker):
        page = _page(_situation(), _journalist())
        _claims(page)
        yield page


@pytest.fixture
def situation(made: ArticlePage | None) -> Situation:
    return Situation.objects.get(slug="mosul") if made else _situation()


@pytest.fixture
def journalist(made: ArticlePage | None) -> User:
    return User.objects.get(pk=made.owner_id) if made else _journalist()


@pytest.fixture
def editor() -> User:
    return EditorFactory(first_name="Ada", last_name="Editor")


@pytest.fixture
def page(made: ArticlePage | None, situation: Situation, journalist: User) -> ArticlePage:
    return ArticlePage.objects.get(pk=made.pk) if made else _page(situation, journalist)


@pytest.fixture
def claims(made: ArticlePage | None, page: ArticlePage) -> list[Claim]:
    """Returns a figure and an event, in this order."""
    return list(Claim.objects.filter(page_key=page.pk).order_by("pk")) if made else _claims(page)


@pytest.fixture
def claim(claims: list[Claim]) -> Claim:
    return claims[0]


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    """Returns the browser of a fact editor."""
    client.force_login(editor)
    return client


@pytest.fixture
def admin(client: Client) -> Client:
    """Returns the browser of a superuser."""
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.fixture
def section() -> Page:
    home = Site.objects.get(is_default_site=True).root_page
    return home.add_child(instance=SectionPage(title="World", slug="world"))


@pytest.fixture
def writer(client: Client, section: Page) -> User:
    """Returns a journalist who may write and publish, logged in."""
    user = JournalistFactory()
    for codename in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.create(
            group=Group.objects.get(name="Conflict journalists"),
            page=section,
            permission=Permission.objects.get(codename=codename),
        )
    client.force_login(user)
    return user


@pytest.fixture
def story(section: Page, writer: User) -> ArticlePage:
    return article("Nothing new.", title="A day", parent=section, owner=writer)


@pytest.fixture
def queue_url() -> str:
    return reverse("conflictdesk_facts:queue")


def form_data(*situations: Situation, **more: Any) -> dict[str, Any]:
    """Returns the form data of an article in the page editor: the title “A day”, no text."""
    return {
        "title": "A day", "slug": "a-day", "standfirst": "", "byline": "", "dateline": "", "lead_image": "",
        "body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "situations": [situation.pk for situation in situations], **more,
    }  # fmt: skip


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def words(response: HttpResponse, selector: str) -> list[str]:
    """Returns the text of each element that the selector finds, without the templates' white space."""
    return [" ".join(found.get_text().split()) for found in soup(response).select(selector)]


def url(name: str, *args: int) -> str:
    return reverse(f"conflictdesk_facts:{name}", args=args)
