"""Shows the claims that the newest draft of an article would yield if it were live. Records nothing."""

from __future__ import annotations

from dataclasses import dataclass

import swapper
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from conflictdesk.desk.article import progress
from conflictdesk.desk.queue.queue_views import DeskView
from conflictdesk.desk.review import claim_fields, evidence
from conflictdesk.desk.review.claim_fields import Field
from conflictdesk.ledger.claims import drafts, readings, recording
from conflictdesk.ledger.extractions import documents
from conflictdesk.ledger.extractions.deadlines import Unreadable
from conflictdesk.ledger.models import Claim, Extraction
from conflictdesk.reconcile.proposals import Proposal
from conflictdesk.wording import reading_lines


@dataclass(frozen=True)
class Proposed:
    """A claim that is not stored, as a card would show it."""

    extraction: Extraction
    proposal: Proposal

    @property
    def claim(self) -> Claim:
        return recording.claim(self.extraction, self.proposal, None)

    @property
    def headline(self) -> str:
        return reading_lines.headline(readings.reading(self.claim), self.proposal.content["quote"])

    @property
    def fields(self) -> list[Field]:
        return claim_fields.of(self.claim, readings.reading(self.claim))

    @property
    def passage(self) -> tuple[evidence.Piece, ...]:
        first = self.proposal.first
        sentence = (first.sentence_start, first.sentence_end)
        text = self.extraction.text
        return evidence.pieces(
            text, evidence.paragraph(text, *sentence), sentence, evidence.marks(self.proposal.content)
        )

    @property
    def confidence(self) -> float:
        return float(self.proposal.content["confidence"])


def proposed(draft: Extraction) -> list[Proposed]:
    """Returns the draft's proposed claims in text order. Raises Unreadable."""
    found = [Proposed(draft, one) for one in drafts.propose(draft)]
    return sorted(found, key=lambda one: one.proposal.first.start)


class DraftView(DeskView):
    """Shows the draft's claims to those who may edit the article."""

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        page = get_object_or_404(swapper.load_model("wagtailcore", "Page"), pk=page_id).specific
        may_edit = page.permissions_for_user(request.user).can_edit()
        if not may_edit or not documents.is_article(page):
            return self.closed()
        draft = drafts.read(page)
        context = {
            "page": page,
            "back": f"{self.address(article=page.pk, text=1)}",
            "cut": progress.cut_words(draft),
        }
        try:
            context["proposed"] = proposed(draft)
        except Unreadable as error:
            context["problem"] = str(error)
        response = self.as_part("conflictdesk/desk/article/draft.html", context, "")
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response
