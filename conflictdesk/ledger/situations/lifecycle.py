"""Situations: merged, closed and reopened; whatever happens to one, its address goes on to lead somewhere."""

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
    """Articles, claims, facts, actors, places and keywords go over; the double's address leads there."""
    merges.allow(user, merges.Kind.SITUATION)
    with writing():
        # In this order, as those do who record an extraction or rule: pages, claims, then the situations.
        claim_locks.hold_pages(double.article_situations.values_list("page_id", flat=True))
        claims = claim_locks.hold_claims(Claim.objects.filter(situation=double.pk))
        both = Situation.objects.select_for_update(no_key=True).filter(pk__in=[double.pk, into.pk])
        held = {one.pk: one for one in both.order_by("pk")}
        if len(held) != 2 or any(one.merged_into_id for one in held.values()):
            raise CannotMerge
        allow_move(user, held[double.pk], held[into.pk])
        merge = merges.record(double, into, user, carry_over(held[double.pk], held[into.pk]))
        merge.claims.add(*claims)
        # By rows, not by save: what follows is told once, below.
        Situation.objects.filter(pk=double.pk).update(merged_into=into, state=Situation.State.CLOSED)
        for situation in (double, into):
            data = {"words": double.name, "situation": into.name}
            log(instance=situation, action="conflictdesk.merge", user=user, data=data)
        for key in sorted((double.pk, into.pk)):
            visibility_changes.refresh(key, f"“{double.name}” merged into “{into.name}”")
    return merge


def close(situation: Situation, user: Any) -> bool:
    """Nothing more is expected: it is suggested no more, and its boxes say so. False if it was closed."""
    return _turn(situation, Situation.State.CLOSED, user, "conflictdesk.close")


def reopen(situation: Situation, user: Any) -> bool:
    """It goes on. False if it was not closed, or is merged into another one."""
    closed = situation.state == Situation.State.CLOSED and situation.merged_into_id is None
    return closed and _turn(situation, Situation.State.LIVE, user, "conflictdesk.resume")


def _turn(situation: Situation, state: str, user: Any, action: str) -> bool:
    with writing():
        turned = Situation.objects.filter(pk=situation.pk).exclude(state=state).update(state=state)
        if turned:
            situation.state = state
            log(instance=situation, action=action, user=user, data={"words": situation.name})
            refreshing.refresh(situation.pk, str(situation.get_state_display()))
    return bool(turned)


def pick(claim: Claim, user: Any) -> None:
    """From now on the figure leads its standing. NoPicks where the policy of its situation is another one."""
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
