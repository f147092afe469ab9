"""Boxes on pages: by template tag and as a block of the text."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

from conflictdesk.boxes.blocks import SituationBoxBlock
from conflictdesk.ledger.models import ArticleSituation, Situation
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import SituationFactory, article

pytestmark = pytest.mark.django_db


def _render(source: str, **context: object) -> str:
    """The HTML of a template."""
    return Template("{% load conflictdesk %}" + source).render(Context(context))


def test_an_article_shows_the_boxes_of_its_situations_by_name(situation: Situation) -> None:
    page = article("Text.", situation=situation)
    earlier: Situation = SituationFactory(name="Battle of Aleppo", slug="aleppo")
    SituationFactory(name="Battle of Raqqa", slug="raqqa")
    ArticleSituation.objects.create(page=page, situation=earlier)
    html = _render("{% situation_boxes page %}", page=page)
    assert html.count("<conflictdesk-box") == 2
    assert html.index("Battle of Aleppo") < html.index("Battle of Mosul")
    assert "Raqqa" not in html


def test_a_page_of_no_situation_or_not_stored_yet_shows_nothing() -> None:
    assert _render("{% situation_boxes page %}", page=article("Text.")) == ""
    assert _render("{% situation_boxes page %}", page=ArticlePage(title="New")) == ""
    assert _render("{% situation_boxes page %}") == ""


def test_a_box_speaks_the_language_of_the_page(situation: Situation) -> None:
    with translation.override("fr"):
        assert "750\u202f000" in _render("{% situation_box situation %}", situation=situation)
    with translation.override("pt"):
        assert "750,000" in _render("{% situation_box situation %}", situation=situation)


def test_the_block_shows_the_box_that_the_journalist_chose(situation: Situation) -> None:
    block = SituationBoxBlock()
    assert "750,000" in block.render(block.to_python({"situation": situation.pk}))
    assert block.render(block.to_python({"situation": None})).strip() == ""


def test_the_assets_are_two_files_of_this_site() -> None:
    assert _render("{% conflictdesk_assets %}") == (
        '<link rel="stylesheet" href="/static/conflictdesk/boxes/box.css">\n'
        '<script type="module" src="/static/conflictdesk/boxes/box.js"></script>'
    )
