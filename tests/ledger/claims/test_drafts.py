"""Drafts that are read and ruled on before they are live: only their own publication makes them public."""

from __future__ import annotations

import pytest
from wagtail.rich_text import RichText

from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import drafts, rulings
from conflictdesk.ledger.extractions import intake, outbox
from conflictdesk.ledger.models import Claim, Extraction, Situation
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import EditorFactory, UserFactory, article

pytestmark = pytest.mark.django_db
TWELVE = "At least 12 people were killed in Mosul."
NINE = "Nine people were wounded in Mosul."


@pytest.fixture
def page(situation: Situation) -> ArticlePage:
    """Returns an article that has never been live."""
    return article(TWELVE, situation=situation, owner=UserFactory(), live=False)


def _write(page: ArticlePage, *paragraphs: str) -> None:
    page.body = [("paragraph", RichText(f"<p>{one}</p>")) for one in paragraphs]
    page.save_revision()


def _read(page: ArticlePage) -> None:
    extraction = outbox.request(page)
    assert extraction is not None
    intake.run(extraction.pk)


def _recorded() -> list[tuple[str, str, str]]:
    return [(one.topic, one.presence, one.state) for one in Claim.objects.order_by("pk")]


def test_waits_in_the_queue_and_is_seen_by_nobody_outside(page: ArticlePage) -> None:
    drafts.record(page)
    (claim,) = queries.pending()
    assert (claim.topic, claim.presence) == ("killed", "draft")
    rulings.approve(claim.pk, EditorFactory(), version=1)
    assert list(queries.public_figures()) == []
    assert not drafts.is_open(page.pk)


def test_a_second_reading_changes_nothing(page: ArticlePage) -> None:
    drafts.record(page)
    drafts.record(page)
    assert _recorded() == [("killed", "draft", "pending")]
    assert Extraction.objects.count() == 1


def test_the_very_text_going_live_makes_it_public(page: ArticlePage) -> None:
    drafts.record(page)
    (claim,) = queries.pending()
    rulings.approve(claim.pk, EditorFactory(), version=1)
    page.get_latest_revision().publish()
    _read(ArticlePage.objects.get(pk=page.pk))
    assert [fact.claim for fact in queries.public_figures()] == [claim]
    assert Extraction.objects.get().state == "done"


def test_another_text_going_live_does_not(page: ArticlePage) -> None:
    drafts.record(page)
    (claim,) = queries.pending()
    rulings.approve(claim.pk, EditorFactory(), version=1)
    _write(page, NINE)
    page.get_latest_revision().publish()
    _read(ArticlePage.objects.get(pk=page.pk))
    assert list(queries.public_figures()) == []
    assert _recorded() == [("killed", "draft", "approved"), ("wounded", "present", "pending")]


def test_the_draft_of_a_live_article_takes_nothing_from_its_readers(situation: Situation) -> None:
    page = article(TWELVE, situation=situation, owner=UserFactory())
    _read(page)
    (live,) = queries.pending()
    rulings.approve(live.pk, EditorFactory(), version=1)
    _write(page, NINE)
    drafts.record(page)
    assert [fact.claim for fact in queries.public_figures()] == [live]
    assert _recorded() == [("killed", "present", "approved"), ("wounded", "draft", "pending")]


def test_another_draft_drops_what_it_does_not_tell_and_brings_back_what_it_does(page: ArticlePage) -> None:
    drafts.record(page)
    _write(page, NINE)
    drafts.record(page)
    assert _recorded() == [("killed", "vanished", "pending"), ("wounded", "draft", "pending")]
    _write(page, TWELVE, NINE)
    drafts.record(page)
    assert _recorded() == [("killed", "draft", "pending"), ("wounded", "draft", "pending")]


def test_who_wrote_the_draft_does_not_rule_on_it(page: ArticlePage) -> None:
    writer = EditorFactory()
    page.save_revision(user=writer)
    drafts.record(page)
    (claim,) = queries.pending()
    assert rulings.refusal(claim, writer) == "This is your own article: another fact editor has to decide."
    assert rulings.refusal(claim, EditorFactory()) is None
