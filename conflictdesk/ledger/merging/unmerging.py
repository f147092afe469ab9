"""Unmerging: a merge undone within its day. What stays and what goes back is said in docs/ledger.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wagtail.log_actions import log

from conflictdesk.ledger.claims import claim_locks, facts
from conflictdesk.ledger.merging import actor_merges, doubles, merges, place_merges, situation_merges
from conflictdesk.ledger.merging.merges import CannotUndo, Kind
from conflictdesk.ledger.models import Actor, Merge, Place
from conflictdesk.ledger.rights import fact_rights
from conflictdesk.ledger.rights.ruling_rights import NotAllowed
from conflictdesk.ledger.snapshots import visibility_changes
from conflictdesk.ledger.transactions import writing


def undo(merge_id: int, user: Any) -> Merge:
    """The merged one is back with all that it had, as far as nobody has decided on it otherwise since.
    CannotUndo says why not.
    """
    with writing():
        merge = merges.hold(merge_id)
        merges.allow(user, merge.kind)
        _can_be_undone(merge)
        _hold(merge)
        merged, kept = _rows(merge)
        # A later merge of the two may have been waited for.
        _can_be_undone(merge)
        if merge.kind == Kind.SITUATION:
            situation_merges.allow_back(user, merge)
        touched = _CARRY_BACK[merge.kind](merge, merged, kept)
        if merge.kind != Kind.SITUATION:
            _allow_named(merged, user)
        merges.mark_undone(merge, user)
        for row in (merged, kept):
            data = {"words": merge.merged_name, "situation": merge.kept_name}
            log(instance=row, action="conflictdesk.unmerge", user=user, data=data)
        for key in sorted(touched):
            visibility_changes.refresh(key, f"merge undone: “{merge.merged_name}” is not “{merge.kept_name}”")
    return merge


def refusal(merge: Merge, user: Any) -> str | None:
    """Why this person cannot undo the merge now, in words; None when they can."""
    if words := merges.refusal(user, merge.kind) or merges.obstacle(merge):
        return words
    return situation_merges.refusal_back(merge, user) if merge.kind == Kind.SITUATION else None


@dataclass(frozen=True)
class Returning:
    """How many claims and articles of a situation, or facts that name an actor or a place, would go back."""

    claims: int = 0
    articles: int = 0
    facts: int = 0


def returning(merge: Merge) -> Returning:
    """What would go back now; facts that were approved since are not counted."""
    if merge.kind == Kind.SITUATION:
        claims, articles = situation_merges.going_back(merge)
        return Returning(claims=claims, articles=articles)
    going_back = actor_merges.going_back if merge.kind == Kind.ACTOR else place_merges.going_back
    return Returning(facts=going_back(merge))


def _can_be_undone(merge: Merge) -> None:
    if words := merges.obstacle(merge):
        raise CannotUndo(words)


def _hold(merge: Merge) -> None:
    if merge.kind == Kind.SITUATION:
        situation_merges.hold(merge)
    else:
        kept = merges.MODELS[merge.kind].objects.get(pk=merge.kept_key)
        claim_locks.hold_claims(facts.claims_naming(kept))


def _allow_named(merged: Actor | Place, user: Any) -> None:
    """Raises `NotAllowed` where facts name the merged one again that this person does not decide on. Which
    facts these are is known once they do; the error takes all of it back.
    """
    if words := fact_rights.refusal(facts.claims_naming(merged), user):
        raise NotAllowed(words)


def _rows(merge: Merge) -> tuple[Any, Any]:
    """The merged and the kept one as they are stored now, held."""
    rows = merges.MODELS[merge.kind].objects.select_for_update(no_key=True)
    held = {one.pk: one for one in rows.filter(pk__in=[merge.merged_key, merge.kept_key]).order_by("pk")}
    return held[merge.merged_key], held[merge.kept_key]


def _part_situations(merge: Merge, merged: Any, kept: Any) -> set[int]:
    situation_merges.carry_back(merge, merged, kept)
    return {merged.pk, kept.pk}


def _part_actors(merge: Merge, merged: Any, kept: Any) -> set[int]:
    doubles.part(Actor, merge, merged, kept)
    return actor_merges.carry_back(merge, merged, kept)


def _part_places(merge: Merge, merged: Any, kept: Any) -> set[int]:
    doubles.part(Place, merge, merged, kept)
    return place_merges.carry_back(merge, merged, kept)


_CARRY_BACK: dict[str, Callable[[Merge, Any, Any], set[int]]] = {
    Kind.SITUATION: _part_situations,
    Kind.ACTOR: _part_actors,
    Kind.PLACE: _part_places,
}
