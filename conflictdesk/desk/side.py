"""Beside the queue's card: what else an editor decides on a claim: where it belongs, what tells the same, and
which figure leads. Each asks the ledger and shows the claim again.
"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from conflictdesk.desk.card import Card
from conflictdesk.desk.decisions import ClaimView
from conflictdesk.given import number
from conflictdesk.ledger import queries, rights, rulings, situations, twins
from conflictdesk.ledger.models import Claim


class SideView(ClaimView):
    """Decides something beside the ruling, then shows the same claim again."""

    def done(self, shown: Card) -> HttpResponse:
        return redirect(self.address(claim=shown.claim.pk))

    @property
    def other(self) -> Claim:
        """The other claim of a pair."""
        given = number(self.request.POST.get("other", ""))
        if given is None or not rights.may(self.request.user, rights.Act.SEE, Claim(pk=given)):
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
        situations.pick(shown.claim, self.request.user)


class SameView(SideView):
    def act(self, shown: Card) -> None:
        twins.confirm(shown.claim, self.other, self.request.user)


class ApartView(SideView):
    def act(self, shown: Card) -> None:
        twins.keep_apart(shown.claim, self.other, self.request.user)


class SplitView(SideView):
    def act(self, shown: Card) -> None:
        twins.split(shown.claim, self.request.user)
