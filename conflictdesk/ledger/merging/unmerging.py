"""Undoes a merge within 24 hours. docs/ledger.md says what stays and what goes back."""

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
    """Restores the merged row with all that nobody has decided on otherwise since, and returns the
    merge. Raises CannotUndo with the reason, NotAllowed.
    """
    with writing():
        merge = merges.lock(merge_id)
        merges.allow(user, merge.kind)
        _can_be_undone(merge)
        _lock(merge)
        merged, kept = _rows(merge)
        # Checked again: the locks may have waited for a later merge of the two.
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
    """Returns in words why this person cannot undo the merge now; None if they can."""
    if words := merges.refusal(user, merge.kind) or merges.obstacle(merge):
        return words
    return situation_merges.refusal_back(merge, user) if merge.kind == Kind.SITUATION else None


@dataclass(frozen=True)
class Returning:
    """How many claims and articles of a situation, or facts that name an actor or place, would go back."""

    claims: int = 0
    articles: int = 0
    facts: int = 0


def returning(merge: Merge) -> Returning:
    """Returns what would go back now; facts approved since the merge are not counted."""
    if merge.kind == Kind.SITUATION:
        claims, articles = situation_merges.count_returning(merge)
        return Returning(claims=claims, articles=articles)
    count_returning = (
        actor_merges.count_returning if merge.kind == Kind.ACTOR else place_merges.count_returning
    )
    return Returning(facts=count_returning(merge))


def _can_be_undone(merge: Merge) -> None:
    """Raises CannotUndo if there is an obstacle."""
    if words := merges.obstacle(merge):
        raise CannotUndo(words)


def _lock(merge: Merge) -> None:
    """Locks what goes back, before the two rows."""
    if merge.kind == Kind.SITUATION:
        situation_merges.lock(merge)
    else:
        kept = merges.MODELS[merge.kind].objects.get(pk=merge.kept_key)
        claim_locks.lock_claims(facts.claims_naming(kept))


def _allow_named(merged: Actor | Place, user: Any) -> None:
    """Raises `NotAllowed` if facts that this person does not decide on name the merged row again. Called
    after the move, because only then are these facts known; the error rolls everything back.
    """
    if words := fact_rights.refusal(facts.claims_naming(merged), user):
        raise NotAllowed(words)


def _rows(merge: Merge) -> tuple[Any, Any]:
    """Locks the merged and the kept row and returns them as they are stored then."""
    rows = merges.MODELS[merge.kind].objects.select_for_update(no_key=True)
    locked = {one.pk: one for one in rows.filter(pk__in=[merge.merged_key, merge.kept_key]).order_by("pk")}
    return locked[merge.merged_key], locked[merge.kept_key]


def _separate_situations(merge: Merge, merged: Any, kept: Any) -> set[int]:
    situation_merges.carry_back(merge, merged, kept)
    return {merged.pk, kept.pk}


def _separate_actors(merge: Merge, merged: Any, kept: Any) -> set[int]:
    doubles.separate(Actor, merge, merged, kept)
    return actor_merges.carry_back(merge, merged, kept)


def _separate_places(merge: Merge, merged: Any, kept: Any) -> set[int]:
    doubles.separate(Place, merge, merged, kept)
    return place_merges.carry_back(merge, merged, kept)


_CARRY_BACK: dict[str, Callable[[Merge, Any, Any], set[int]]] = {
    Kind.SITUATION: _separate_situations,
    Kind.ACTOR: _separate_actors,
    Kind.PLACE: _separate_places,
}
