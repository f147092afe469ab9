"""The decisions: what an editor posts. Each asks the ledger, then goes on to the next claim."""

from __future__ import annotations

from abc import ABC, abstractmethod

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from conflictdesk.desk.article import clearing
from conflictdesk.desk.queue.queue_views import PART, DeskView
from conflictdesk.desk.review.amendment import AmendmentForm, form_for
from conflictdesk.desk.review.card import Card
from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.extractions import outbox
from conflictdesk.ledger.merging import kept_situations
from conflictdesk.ledger.models import Extraction, Ruling, Situation
from conflictdesk.ledger.rights import article_rights
from conflictdesk.untrusted import lines, number

FORBIDDEN, CONFLICT, UNPROCESSABLE = 403, 409, 422
# The part that tells what became of a decision.
SAID = "said"


class UnknownSituation(ConflictdeskError):
    """The situation that you chose is not there, or not any more: choose again."""


class ClaimView(DeskView, ABC):
    """What an editor does to one claim. Whatever is refused is told on its card, with what was typed."""

    http_method_names = ["get", "post"]
    form: AmendmentForm | None = None

    def get(self, request: HttpRequest, claim_id: int) -> HttpResponse:
        """The address of a refused decision, opened again: the card."""
        return redirect(self.address(claim=claim_id))

    def post(self, request: HttpRequest, claim_id: int) -> HttpResponse:
        shown = self.card(claim_id)
        if shown is None:
            raise Http404
        try:
            if shown.refusal:
                raise rulings.NotAllowed(shown.refusal)
            self.act(shown)
        except ConflictdeskError as error:
            return self.refused(claim_id, error)
        return self.done(shown)

    @abstractmethod
    def act(self, shown: Card) -> None:
        """Asks the ledger."""

    @abstractmethod
    def done(self, shown: Card) -> HttpResponse:
        """What is shown once the ledger has recorded it."""

    @property
    def in_passing(self) -> bool:
        """Whether the desk has gone on already and only wants to be told what became of it."""
        return self.request.headers.get(PART) == SAID

    def refused(self, claim_id: int, error: ConflictdeskError) -> HttpResponse:
        """The claim as it is now, why nothing was recorded, and what was typed if it can still be of use."""
        shown = self.card(claim_id)
        if self.in_passing and shown is not None:
            context = {"card": shown, "problem": _words(error), "url": self.address(claim=claim_id)}
            return self.as_part("conflictdesk/desk/review/refused.html", context, SAID, _status(error))
        kept = self.form if shown is not None and shown.waits else None
        if shown is not None and shown.waits and self.situation is not None:
            shown.claim.situation = self.situation
        return self.show(shown, kept, problem=_words(error), status=_status(error))

    @property
    def version(self) -> int:
        """The claim's version as the user saw it; a broken one equals none."""
        given = number(self.request.POST.get("version", ""))
        return -1 if given is None else given

    @property
    def situation(self) -> Situation | None:
        """The situation chosen on the card, if one was that the user may know of; where that was merged
        since, the one that is kept.
        """
        chosen = number(self.request.POST.get("situation", ""))
        if chosen is None or (found := kept_situations.kept([chosen]).get(chosen)) is None:
            return None
        return article_rights.situations(self.request.user).filter(pk=found.pk).first()

    @property
    def chosen(self) -> Situation | None:
        """The situation to decide for; None where none was chosen. Raises UnknownSituation for one that the
        user may not know of: theirs is never taken for the claim's own.
        """
        found = self.situation
        if found is None and self.request.POST.get("situation", "").strip():
            raise UnknownSituation
        return found


class DecisionView(ClaimView):
    """A ruling; after it the desk goes on to the next claim."""

    ruling: Ruling
    next_claim: int | None = None

    def act(self, shown: Card) -> None:
        if not self.in_passing:
            self.next_claim = self.following(shown)
        self.ruling = self.decide(shown)

    @abstractmethod
    def decide(self, shown: Card) -> Ruling:
        """Asks the ledger for the ruling."""

    def following(self, shown: Card) -> int | None:
        """The claim to go on with."""
        return self.line.after(shown.claim)

    def done(self, shown: Card) -> HttpResponse:
        clearing.settle(shown.claim.page, self.request.user)
        if self.in_passing:
            return self.as_part(
                "conflictdesk/desk/review/messages.html", self.said_context(str(self.ruling.pk)), SAID
            )
        return redirect(self.address(claim=self.next_claim, done=self.ruling.pk))


def _status(error: ConflictdeskError) -> int:
    if isinstance(error, rulings.NotAllowed):
        return FORBIDDEN
    return CONFLICT if isinstance(error, rulings.AlreadyDecided) else UNPROCESSABLE


def _words(error: ConflictdeskError) -> str:
    if isinstance(error, rulings.InvalidAmendment):
        return _("Nothing was saved yet: look at the marked fields.")
    return str(error)


class ApproveView(DecisionView):
    def decide(self, shown: Card) -> Ruling:
        return rulings.approve(shown.claim.pk, self.request.user, version=self.version, situation=self.chosen)


class RejectView(DecisionView):
    def decide(self, shown: Card) -> Ruling:
        sent = self.request.POST
        reason, note = sent.get("reason", ""), lines(sent.get("note", ""))
        return rulings.reject(shown.claim.pk, self.request.user, reason, version=self.version, note=note)


class ReopenView(DecisionView):
    def decide(self, shown: Card) -> Ruling:
        return rulings.reopen(shown.claim.pk, self.request.user, version=self.version)

    def following(self, shown: Card) -> int | None:
        """The claim itself: it waits again, and is there to be decided."""
        return shown.claim.pk


class AmendView(DecisionView):
    """The one decision with a form of its own: it comes back as it was typed until it is right."""

    def decide(self, shown: Card) -> Ruling:
        self.form = form = form_for(shown.claim, shown.reading, self.request.POST)
        if not form.is_valid():
            raise rulings.InvalidAmendment({})
        try:
            return rulings.amend(
                shown.claim.pk,
                self.request.user,
                form.amendment(),
                version=self.version,
                situation=self.chosen,
            )
        except rulings.InvalidAmendment as error:
            form.add_problems(error.problems)
            raise


class UndoView(DeskView):
    """Takes back a ruling of one's own and opens its claim again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, ruling_id: int) -> HttpResponse:
        seen = Ruling.objects.filter(article_rights.claims(request.user, at="claim__"))
        ruling = get_object_or_404(seen, pk=ruling_id)
        try:
            reopened = rulings.undo(ruling_id, request.user)
        except ConflictdeskError as error:
            return self.show(self.card(ruling.claim_id), problem=str(error), status=_status(error))
        return redirect(self.address(claim=ruling.claim_id, done=reopened.pk))


class RetryView(DeskView):
    """Sends an article that could not be read to the extractor once more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, extraction_id: int) -> HttpResponse:
        # A draft is read by who edits it, and never sent again.
        live = Extraction.objects.exclude(state=Extraction.State.DRAFT)
        seen = live.filter(article_rights.pages(request.user, at="page__"))
        extraction = get_object_or_404(seen.defer("text", "segments"), pk=extraction_id)
        if not article_rights.may_on_page(request.user, article_rights.Act.DECIDE, extraction.page_key):
            return self.closed()
        outbox.retry(extraction)
        return redirect(self.address())
