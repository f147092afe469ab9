"""Views for an editor's rulings: each calls the ledger, then shows the next claim."""

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
# The name, in the request's header, of the part of the page that shows the result of a decision.
RESULT = "said"


class UnknownSituation(ConflictdeskError):
    """The situation that you chose is not there, or not any more: choose again."""


class ClaimView(DeskView, ABC):
    """Base of decisions on one claim. A refused one shows the card with the reason and what was typed."""

    http_method_names = ["get", "post"]
    form: AmendmentForm | None = None

    def get(self, request: HttpRequest, claim_id: int) -> HttpResponse:
        """Shows the card when somebody opens the address of a refused decision."""
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
        """Calls the ledger. Raises ConflictdeskError if it refuses."""

    @abstractmethod
    def done(self, shown: Card) -> HttpResponse:
        """Returns the response after the ledger has recorded the decision."""

    @property
    def in_passing(self) -> bool:
        """Whether the desk already shows another claim and only needs the result."""
        return self.request.headers.get(PART) == RESULT

    def refused(self, claim_id: int, error: ConflictdeskError) -> HttpResponse:
        """Shows the claim as it is now and why nothing was recorded; keeps what was typed while the
        claim waits.
        """
        shown = self.card(claim_id)
        if self.in_passing and shown is not None:
            context = {"card": shown, "problem": _words(error), "url": self.address(claim=claim_id)}
            return self.as_part("conflictdesk/desk/review/refused.html", context, RESULT, _status(error))
        kept = self.form if shown is not None and shown.waits else None
        if shown is not None and shown.waits and self.situation is not None:
            shown.claim.situation = self.situation
        return self.show(shown, kept, problem=_words(error), status=_status(error))

    @property
    def version(self) -> int:
        """The claim's version as the user saw it; -1, which no claim has, if it is not a number."""
        given = number(self.request.POST.get("version", ""))
        return -1 if given is None else given

    @property
    def situation(self) -> Situation | None:
        """The situation chosen on the card, or the one into which it was merged since; None if none was
        chosen or the user may not know of it.
        """
        chosen = number(self.request.POST.get("situation", ""))
        if chosen is None or (found := kept_situations.kept([chosen]).get(chosen)) is None:
            return None
        return article_rights.situations(self.request.user).filter(pk=found.pk).first()

    @property
    def chosen(self) -> Situation | None:
        """The situation chosen on the card; None if none was chosen. Raises UnknownSituation if the user
        may not know of the chosen one, so that the claim's own is not used instead.
        """
        found = self.situation
        if found is None and self.request.POST.get("situation", "").strip():
            raise UnknownSituation
        return found


class DecisionView(ClaimView):
    """Base of rulings: after one, shows the next claim."""

    ruling: Ruling
    next_claim: int | None = None

    def act(self, shown: Card) -> None:
        if not self.in_passing:
            self.next_claim = self.following(shown)
        self.ruling = self.decide(shown)

    @abstractmethod
    def decide(self, shown: Card) -> Ruling:
        """Makes the ruling and returns it. Raises ConflictdeskError if the ledger refuses."""

    def following(self, shown: Card) -> int | None:
        """Returns the id of the claim to show next; None if no other waits."""
        return self.queue.after(shown.claim)

    def done(self, shown: Card) -> HttpResponse:
        clearing.pass_if_cleared(shown.claim.page, self.request.user)
        if self.in_passing:
            return self.as_part(
                "conflictdesk/desk/review/messages.html", self.messages_context(str(self.ruling.pk)), RESULT
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
        """Returns the claim itself: it waits again."""
        return shown.claim.pk


class AmendView(DecisionView):
    """Amends a claim; shows the form again, as typed, until it is valid."""

    def decide(self, shown: Card) -> Ruling:
        self.form = form = form_for(shown.reading, self.request.POST)
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
    """Undoes a ruling of the user's own and shows its claim."""

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
    """Queues the extraction of an article that could not be read once more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, extraction_id: int) -> HttpResponse:
        # A draft is read when its editor saves or previews it, never by the queue.
        live = Extraction.objects.exclude(state=Extraction.State.DRAFT)
        seen = live.filter(article_rights.pages(request.user, at="page__"))
        extraction = get_object_or_404(seen.defer("text", "segments"), pk=extraction_id)
        if not article_rights.may_on_page(request.user, article_rights.Act.DECIDE, extraction.page_key):
            return self.closed()
        outbox.retry(extraction)
        return redirect(self.address())
