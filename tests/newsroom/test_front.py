"""The front page and the sections: which articles they list, in which order, and which not."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from conflictdesk.ledger import queries
from conflictdesk.newsroom.models import ARTICLES_PER_PAGE
from tests.factories import article
from tests.newsroom.conftest import Newsroom

DAY = datetime(2017, 6, 1, 9, tzinfo=UTC)
HEADLINE = re.compile(r'class="teaser__headline"><a href="([^"]+)">([^<]+)<')


def headlines(path: str) -> list[tuple[str, str]]:
    """Returns (address, title) of each article on a page, in order."""
    return HEADLINE.findall(Client().get(path).content.decode())


def test_an_empty_newsroom_says_so(newsroom: Newsroom) -> None:
    assert "Nothing has been published yet." in Client().get("/").content.decode()
    assert "No articles in this section yet." in Client().get("/iraq/").content.decode()


def test_front_leads_with_the_newest_and_then_fills_shelves(newsroom: Newsroom) -> None:
    for number in range(6):
        article(title=f"Iraq {number}", parent=newsroom.iraq, published=DAY + timedelta(days=number))
    article(title="Syria old", parent=newsroom.syria, published=DAY - timedelta(days=9))

    assert [title for _, title in headlines("/")] == [
        "Iraq 5",
        "Iraq 4",
        "Iraq 3",
        "Iraq 2",
        "Iraq 1",
        "Iraq 0",
        "Syria old",
    ]
    page = Client().get("/").content.decode()
    assert page.count("teaser--lead") == 1
    assert re.findall(r'class="kicker">([^<]+)<', page) == ["Iraq"] * 5
    assert re.findall(r'class="shelf__name" id="shelf-(\w+)"', page) == ["iraq", "syria"]


def test_front_costs_the_same_number_of_queries_however_many_articles(newsroom: Newsroom) -> None:
    counts = []
    for number in range(4):
        article(title=f"Iraq {number}", parent=newsroom.iraq, published=DAY + timedelta(days=number))
        Client().get("/")
        with CaptureQueriesContext(connection) as asked:
            Client().get("/")
        counts.append(len(asked))
    assert counts[1:] == [counts[1]] * 3


def test_drafts_and_private_articles_are_on_no_list(newsroom: Newsroom) -> None:
    article(title="Draft", parent=newsroom.iraq, live=False)
    private = article(title="Private", parent=newsroom.iraq)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    article(title="Public", parent=newsroom.iraq)

    assert headlines("/") == [("/iraq/public/", "Public")]
    assert headlines("/iraq/") == [("/iraq/public/", "Public")]


def test_the_alias_of_a_private_article_is_private_and_on_no_list(newsroom: Newsroom) -> None:
    """The alias of the alias is private, too, and so is everything below the alias of a private section."""
    secret = article(title="Secret", parent=newsroom.iraq, published=DAY)
    alias = secret.create_alias(parent=newsroom.syria, update_slug="alias")
    alias.create_alias(parent=newsroom.syria, update_slug="alias-of-the-alias")
    moved = newsroom.iraq.create_alias(parent=newsroom.home, update_slug="section", recursive=False)
    article(title="Below", parent=moved, published=DAY)
    article(title="Open", parent=newsroom.syria, published=DAY)
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    assert Client().get("/syria/alias-of-the-alias/").status_code == 302
    shown = {title for path in ("/", "/syria/") for _, title in headlines(path)}
    assert shown == {"Open", "Below"}
    assert not queries.public_pages().filter(title="Secret").exists()

    PageViewRestriction.objects.create(page=newsroom.iraq, restriction_type="login")
    assert Client().get("/section/below/").status_code == 302
    assert {title for _, title in headlines("/")} == {"Open"}
    assert 'href="/section/"' not in Client().get("/").content.decode()
    assert not queries.public_pages().filter(title="Below").exists()


def test_a_section_is_paged(newsroom: Newsroom) -> None:
    total = ARTICLES_PER_PAGE + 2
    for number in range(total):
        article(title=f"Story {number}", parent=newsroom.iraq, published=DAY + timedelta(days=number))
    newest_first = [f"Story {number}" for number in reversed(range(total))]

    assert [title for _, title in headlines("/iraq/")] == newest_first[:ARTICLES_PER_PAGE]
    assert [title for _, title in headlines("/iraq/?page=2")] == newest_first[ARTICLES_PER_PAGE:]
    first, second = (Client().get(f"/iraq/?page={number}").content.decode() for number in (1, 2))
    assert re.findall(r'<a href="(\?page=\d)" rel="(\w+)"', first) == [("?page=2", "next")]
    assert re.findall(r'<a href="(\?page=\d)" rel="(\w+)"', second) == [("?page=1", "prev")]
    assert "Page 2 of 2" in second


def test_a_page_number_that_is_none_shows_the_nearest(newsroom: Newsroom) -> None:
    article(title="Only one", parent=newsroom.iraq)

    for number in ("0", "99", "x", "-1", ""):
        assert [title for _, title in headlines(f"/iraq/?page={number}")] == ["Only one"], number


def test_the_menu_names_the_section_that_is_read(newsroom: Newsroom) -> None:
    article(title="Here", parent=newsroom.syria)
    current = re.compile(r'<a href="([^"]+)" aria-current="(\w+)">')

    assert current.findall(Client().get("/syria/").content.decode()) == [("/syria/", "page")]
    assert current.findall(Client().get("/syria/here/").content.decode()) == [("/syria/", "true")]
    assert current.findall(Client().get("/").content.decode()) == []
