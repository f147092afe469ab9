"""Cards of claims whose texts are no longer stored."""

from __future__ import annotations

import pytest
from django.test import Client

from conflictdesk.desk.review.card import Card
from conflictdesk.ledger.extractions import outbox
from conflictdesk.ledger.models import Claim, Extraction
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import CLASHES, FLIGHT, words
from tests.factories import EditorFactory, at_place, edit, figure, record, said_by

pytestmark = pytest.mark.django_db


def _marked(claim: Claim) -> list[tuple[str, str]]:
    card = Card(Claim.objects.select_related("extraction").get(pk=claim.pk), EditorFactory())
    return [(piece.text, piece.kind) for piece in card.passage if piece.kind]


def test_the_sentence_is_shown_with_its_marks_and_it_is_said_that_there_is_no_more(
    claim: Claim, desk: Client, queue_url: str
) -> None:
    whole = desk.get(queue_url, {"claim": claim.pk})
    marked = _marked(claim)
    assert ("750,000", "number") in marked
    Extraction.objects.update(text="", segments=[])

    shown = desk.get(queue_url, {"claim": claim.pk})

    assert words(whole, ".conflictdesk-passage") == words(shown, ".conflictdesk-passage") == [FLIGHT]
    assert _marked(claim) == marked
    assert words(shown, ".conflictdesk-article") == []
    assert words(shown, ".conflictdesk-also") == [
        "The article has been edited since. Of the text that said this, these words are kept."
    ]
    assert ["paragraph" in words(one, ".conflictdesk-origin")[0] for one in (whole, shown)] == [True, False]


def test_the_marks_follow_their_words_although_the_first_text_is_gone(
    claim: Claim, page: ArticlePage
) -> None:
    marked = _marked(claim)
    edit(page, "It rained.", FLIGHT, CLASHES)
    row = outbox.request(ArticlePage.objects.get(pk=page.pk))
    assert row is not None
    text = row.text
    record(
        page,
        figure(
            text, "at least 750,000 people", measure="displaced", low=750_000, best=750_000, high=None,
            qualifier="at_least", attribution=said_by(text, "UN", "un", "un"), place=at_place(text, "Mosul"),
        ),
    )  # fmt: skip
    assert _marked(claim) == marked
    Extraction.objects.exclude(pk=row.pk).update(text="", segments=[])

    assert _marked(claim) == marked
