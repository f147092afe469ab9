"""Merges, closes and reopens situations, and picks the figure that leads. Addresses always stay valid."""

from __future__ import annotations

from typing import Any

from wagtail.log_actions import log

from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger.claims import claim_locks
from conflictdesk.ledger.merging import merges
from conflictdesk.ledger.merging.situation_merges import allow_move, carry_over
from conflictdesk.ledger.models import Claim, Merge, Pick, Situation
from conflictdesk.ledger.rights.ruling_rights import allow, name_of
from conflictdesk.ledger.snapshots import refreshing, visibility_changes
from conflictdesk.ledger.transactions import writing


class CannotMerge(ConflictdeskError):
    """A situation can be merged into another one that has not been merged away itself."""


class NotPublic(ConflictdeskError):
    """Only an approved figure of a situation can be picked to lead."""


class NoPicks(ConflictdeskError):
    """In this situation the leading figure is not the editors' pick."""


def merge(double: Situation, into: Situation, user: Any) -> Merge:
    """Moves articles, claims, facts, actors, places and keywords to the other situation, and closes the
    double; its address leads there. Returns the merge. Raises NotAllowed, CannotMerge.
    """
    merges.allow(user, merges.Kind.SITUATION)
    with writing():
        # Locked in the same order as in recordings and rulings: pages, claims, situations.
        claim_locks.lock_pages(double.article_situations.values_list("page_id", flat=True))
        claims = claim_locks.lock_claims(Claim.objects.filter(situation=double.pk))
        both = Situation.objects.select_for_update(no_key=True).filter(pk__in=[double.pk, into.pk])
        locked = {one.pk: one for one in both.order_by("pk")}
        if len(locked) != 2 or any(one.merged_into_id for one in locked.values()):
            raise CannotMerge
        allow_move(user, locked[double.pk], locked[into.pk])
        merge = merges.record(double, into, user, carry_over(locked[double.pk], locked[into.pk]))
        merge.claims.add(*claims)
        # An update, not save(), which would send signals: the refreshes below are enough.
        Situation.objects.filter(pk=double.pk).update(merged_into=into, state=Situation.State.CLOSED)
        for situation in (double, into):
            data = {"words": double.name, "situation": into.name}
            log(instance=situation, action="conflictdesk.merge", user=user, data=data)
        for key in sorted((double.pk, into.pk)):
            visibility_changes.refresh(key, f"“{double.name}” merged into “{into.name}”")
    return merge


def close(situation: Situation, user: Any) -> bool:
    """Closes the situation: it is no longer suggested, and its boxes say so. False if it was closed
    already.
    """
    return _set_state(situation, Situation.State.CLOSED, user, "conflictdesk.close")


def reopen(situation: Situation, user: Any) -> bool:
    """Reopens the situation. False if it was not closed, or was merged into another one."""
    closed = situation.state == Situation.State.CLOSED and situation.merged_into_id is None
    return closed and _set_state(situation, Situation.State.LIVE, user, "conflictdesk.resume")


def _set_state(situation: Situation, state: str, user: Any, action: str) -> bool:
    """Sets the state, logs it and refreshes the situation. False if it had that state already."""
    with writing():
        changed = Situation.objects.filter(pk=situation.pk).exclude(state=state).update(state=state)
        if changed:
            situation.state = state
            log(instance=situation, action=action, user=user, data={"words": situation.name})
            refreshing.refresh(situation.pk, str(situation.get_state_display()))
    return bool(changed)


def pick(claim: Claim, user: Any) -> None:
    """Makes the figure lead its standing. Raises NoPicks if the situation's policy is another one,
    NotPublic if the claim is not an approved figure, NotAllowed.
    """
    allow(claim, user)
    if claim.kind != Claim.Kind.FIGURE or claim.state != Claim.State.APPROVED or not claim.situation_id:
        raise NotPublic
    if not Situation.objects.filter(pk=claim.situation_id, policy=Situation.Policy.EDITORS_PICK).exists():
        raise NoPicks
    with writing():
        Pick.objects.create(situation_id=claim.situation_id, claim=claim, user=user, user_name=name_of(user))
        data = {"claim": claim.pk, "kind": claim.kind}
        log(instance=claim.page, action="conflictdesk.pick", user=user, data=data)
        refreshing.refresh(claim.situation_id, f"picked to lead: {claim}")
