"""Decides many claims of a filtered list at once, after a preview of what readers would see; undoes them
at once.

Claims that need two people, that contradict what readers see, or that the user may not rule on are left
out and decided one by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from wagtail.admin import messages

from conflictdesk.contract.stored import SnapshotContent
from conflictdesk.desk.models import Batch
from conflictdesk.desk.queue.queue_views import DeskView
from conflictdesk.desk.review import approval_preview, card
from conflictdesk.desk.review.card import Card
from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, RejectReason, Ruling, Situation
from conflictdesk.ledger.snapshots import refreshing, snapshot_versions
from conflictdesk.ledger.transactions import writing
from conflictdesk.reconcile import priority

MOST = 50
APPROVE = "approve"


@dataclass(frozen=True)
class Change:
    """What readers of a situation see now and would see: one row for each standing that changes."""

    situation: Situation
    rows: list[tuple[str, str]]
    events: int


def obstacle(shown: Card) -> str:
    """Returns why the claim can only be decided by itself; "" if it can be decided with others."""
    if shown.refusal:
        return shown.refusal
    if shown.claim.situation_id is None:
        return _("It has no situation yet.")
    if rulings.needs_second(shown.claim, {}):
        return _("Two people approve facts of this kind.")
    if priority.is_conflict(shown.claim.owed):
        return _("It contradicts what readers see now.")
    return ""


def decide(cards: Iterable[Card], action: str, user: Any) -> Batch:
    """Rules on all claims or on none: if another person has decided one of them, raises the ledger's
    error.
    """
    with writing():
        made = [_rule(shown.claim, action, user) for shown in cards]
        batch = Batch.objects.create(user=user)
        batch.rulings.set(made)
    return batch


def _rule(claim: Claim, action: str, user: Any) -> Ruling:
    if action == APPROVE:
        return rulings.approve(claim.pk, user, version=claim.version)
    return rulings.reject(claim.pk, user, action, version=claim.version)


class _Rollback(Exception):
    """Rolls back the preview's transaction."""


def preview(cards: list[Card], user: Any) -> list[Change]:
    """Returns what readers would see: approves the claims, reads the boxes, and rolls all of it back."""
    situations = {shown.claim.situation_id: shown.claim.situation for shown in cards}
    before = {key: _content(key) for key in situations}
    changes: list[Change] = []
    try:
        with writing():
            decide(cards, APPROVE, user)
            changes = [
                Change(situation, *approval_preview.difference(before[key], _content(key)))
                for key, situation in situations.items()
                if situation is not None
            ]
            raise _Rollback
    except _Rollback:
        return changes


def _content(situation_id: int | None) -> SnapshotContent | None:
    latest = refreshing.latest(situation_id) if situation_id else None
    return snapshot_versions.content_of(latest) if latest else None


def undo(batch: Batch, user: Any) -> list[Ruling]:
    """Undoes every ruling of the batch that still stands, all or none; returns the rulings that undo
    them.
    """
    with writing():
        standing = batch.rulings.select_related("claim").order_by("-pk")
        return [rulings.undo(one.pk, user) for one in standing if one.claim.ruling_id == one.pk]


class BulkDecisionView(DeskView):
    """Shows which claims of the address's filters can be decided together and what that would change; by
    POST decides those that were ticked.
    """

    page_title = _lazy("Decide together")
    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest) -> HttpResponse:
        action = request.POST.get("action", "")
        chosen = [shown for shown in self.decidable if self._as_seen(shown)] if self.filters else []
        if action not in (APPROVE, *RejectReason.values) or not chosen:
            return self.page(_("Choose at least one claim, and what to do."), 422)
        if len(chosen) != len(request.POST.getlist("claim")):
            return self.page(
                _("Some of these claims have moved on meanwhile. Look at the list once more."), 409
            )
        try:
            batch = decide(chosen, action, request.user)
        except ConflictdeskError as error:
            del self.with_obstacles  # Somebody else was faster: look again.
            return self.page(str(error), 409)
        messages.success(request, self._words(len(chosen), action))
        return redirect(self.address(done=batch.rulings.order_by("-pk").values_list("pk", flat=True)[0]))

    def page(self, problem: str = "", status: int = 200) -> HttpResponse:
        decidable = self.decidable if self.filters else []
        context = {
            **super(DeskView, self).get_context_data(),
            "filters": self.filters,
            "query": self.filters.query(),
            "back": self.address(),
            "decidable": decidable,
            "kept_out": [(shown, reason) for shown, reason in self.with_obstacles if reason],
            "changes": preview(decidable, self.request.user) if decidable else [],
            "reasons": RejectReason.choices,
            "problem": problem,
        }
        return self.as_part("conflictdesk/desk/review/bulk_decisions.html", context, "", status)

    @cached_property
    def with_obstacles(self) -> list[tuple[Card, str]]:
        """The first `MOST` claims of the queue, each with its obstacle; "" if there is none."""
        keys = self.queue.keys(MOST)
        found = card.claims().in_bulk(keys)
        cards = card.many([found[key] for key in keys if key in found], self.request.user)
        return [(shown, obstacle(shown)) for shown in cards]

    @property
    def decidable(self) -> list[Card]:
        return [shown for shown, reason in self.with_obstacles if not reason]

    def _as_seen(self, shown: Card) -> bool:
        """Whether the claim was ticked and has not changed since it was shown."""
        return f"{shown.claim.pk}:{shown.claim.version}" in self.request.POST.getlist("claim")

    @staticmethod
    def _words(count: int, action: str) -> str:
        if action == APPROVE:
            return ngettext("%(n)d claim approved.", "%(n)d claims approved.", count) % {"n": count}
        return ngettext("%(n)d claim rejected.", "%(n)d claims rejected.", count) % {"n": count}


class UndoBatchView(DeskView):
    """Undoes a batch of the user's own."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        batch = get_object_or_404(Batch, pk=batch_id, user=request.user.pk)
        try:
            undone = undo(batch, request.user)
        except ConflictdeskError as error:
            return self.show(self.card(self.queue.first()), problem=str(error), status=409)
        first = undone[-1] if undone else None
        return redirect(
            self.address(claim=first.claim_id if first else None, done=first.pk if first else None)
        )
