"""Views for an editor's other decisions on a claim: its situation, claims that report the same, and the
leading figure. Each calls the ledger and shows the claim again.
"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from conflictdesk.desk.review.card import Card
from conflictdesk.desk.review.decisions import ClaimView
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import claim_matches, rulings
from conflictdesk.ledger.models import Claim
from conflictdesk.ledger.rights import article_rights
from conflictdesk.ledger.situations import lifecycle
from conflictdesk.untrusted import number


class SideView(ClaimView):
    """Base of decisions that are not rulings; shows the same claim again."""

    def done(self, shown: Card) -> HttpResponse:
        return redirect(self.address(claim=shown.claim.pk))

    @property
    def other(self) -> Claim:
        """The other claim of a pair. Raises Http404 if there is none or the user may not see it."""
        given = number(self.request.POST.get("other", ""))
        if given is None or not article_rights.may(
            self.request.user, article_rights.Act.SEE, Claim(pk=given)
        ):
            raise Http404
        return queries.claim(given)


class MoveView(SideView):
    def act(self, shown: Card) -> None:
        chosen = self.chosen
        if chosen is None:
            raise rulings.NoSituation
        rulings.move(shown.claim.pk, self.request.user, chosen, version=self.version)


class PickView(SideView):
    def act(self, shown: Card) -> None:
        lifecycle.pick(shown.claim, self.request.user)


class SameView(SideView):
    def act(self, shown: Card) -> None:
        claim_matches.confirm(shown.claim, self.other, self.request.user)


class ApartView(SideView):
    def act(self, shown: Card) -> None:
        claim_matches.keep_apart(shown.claim, self.other, self.request.user)


class SplitView(SideView):
    def act(self, shown: Card) -> None:
        claim_matches.split(shown.claim, self.request.user)
