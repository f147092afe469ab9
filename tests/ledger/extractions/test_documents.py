"""An article's text, and the field and block of each part of it."""

from __future__ import annotations

import pytest
from wagtail.models import Page
from wagtail.rich_text import RichText

from conflictdesk.ledger.extractions import documents
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import article

pytestmark = pytest.mark.django_db


def test_text_is_the_named_fields_with_gaps_between() -> None:
    page = article("One <b>bold</b> &amp; clear.", "Two.", title="Title")
    page.standfirst = "Stand first."

    document = documents.read(page)

    assert document.text == "Title\n\nStand first.\n\nOne bold & clear.\n\nTwo."
    assert [(one.field, document.text[one.start : one.end]) for one in document.segments] == [
        ("title", "Title"),
        ("standfirst", "Stand first."),
        ("body", "One bold & clear."),
        ("body", "Two."),
    ]
    assert [one.block for one in document.segments] == ["", "", *(str(block.id) for block in page.body)]


def test_an_offset_finds_its_block() -> None:
    page = article("One.", "Two.", title="Title")
    document = documents.read(page)

    found = document.segment_at(document.text.index("Two"))

    assert found is not None
    assert (found.field, found.block) == ("body", str(page.body[1].id))
    assert document.segment_at(len("Title")) is None


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("<ul><li>12 killed</li><li>30 wounded</li></ul>", "12 killed\n30 wounded"),
        ("One<br/>Two", "One\nTwo"),
        ("<p>5 &lt; 6 &amp; 7</p>", "5 < 6 & 7"),
        ("<b " * 60 + "<p>One</p>", "One"),
        ("", ""),
    ],
)
def test_rich_text_keeps_its_lines(html: str, text: str) -> None:
    assert documents.plain_text(html) == text


def test_halves_of_characters_become_the_mark_for_what_cannot_be_read() -> None:
    page = ArticlePage(title="Title", body=[("paragraph", RichText("<p>Half \ud83d of it.</p>"))])

    assert documents.read(page).text == "Title\n\nHalf \ufffd of it."


def test_pictures_and_boxes_are_no_text() -> None:
    page = ArticlePage(title="Title", body=[("heading", "Heading"), ("paragraph", RichText("<p> </p>"))])

    assert documents.read(page).text == "Title\n\nHeading"


def test_only_pages_that_name_their_text_are_articles() -> None:
    assert documents.is_article(ArticlePage())
    assert not documents.is_article(Page())
