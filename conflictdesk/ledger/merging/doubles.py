"""Doubles: two rows that are one actor, or one place. What the double meant, the other means from now on."""

from __future__ import annotations

from typing import Any

from wagtail.log_actions import log

from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger.claims import claim_locks, facts
from conflictdesk.ledger.merging import actor_merges, merges, place_merges
from conflictdesk.ledger.merging.moved_rows import Joined, Moved
from conflictdesk.ledger.models import Actor, Merge, Place
from conflictdesk.ledger.rights import fact_rights
from conflictdesk.ledger.rights.ruling_rights import NotAllowed
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.ledger.transactions import writing


class NotDoubles(ConflictdeskError):
    """Only two different ones that stand for themselves can be merged."""


def merge_actors(double: Actor, into: Actor, user: Any) -> Merge:
    """The double's facts, situations and names become the other's; texts that name it find the other."""
    merges.allow(user, merges.Kind.ACTOR)
    with writing():
        held, kept = _hold(Actor, double, into)
        _allow(held, user)
        moved, touched = actor_merges.carry_over(held, kept, _join(Actor, held, kept))
        facts.rename(held)
        return _tell(held, kept, user, moved, touched)


def merge_places(double: Place, into: Place, user: Any) -> Merge:
    """The double's facts, situations, parts and names become the other's, which is kept by the editors."""
    merges.allow(user, merges.Kind.PLACE)
    with writing():
        held, kept = _hold(Place, double, into)
        _allow(held, user)
        moved, touched = place_merges.carry_over(held, kept, _join(Place, held, kept))
        return _tell(held, kept, user, moved, touched)


def refusal(double: Actor | Place, user: Any) -> str | None:
    """Why this person may not merge it into another one, in words: facts would name the other one,
    and they do not decide on all of them. None when they may.
    """
    return fact_rights.refusal(facts.claims_naming(double), user)


def _allow(double: Actor | Place, user: Any) -> None:
    if words := refusal(double, user):
        raise NotAllowed(words)


def part(model: Any, merge: Merge, merged: Any, kept: Any) -> None:
    """Each stands for itself again, with the names and the doubles that it had; names added since stay."""
    joined: Joined = merge.moved
    model.objects.filter(pk=merged.pk).update(merged_into=None)
    model.objects.filter(pk__in=joined["doubles"], merged_into=kept).update(merged_into=merged)
    aliases = [one for one in kept.aliases if one not in joined["aliases"]]
    model.objects.filter(pk=kept.pk).update(aliases=aliases)


def _hold(model: Any, double: Any, into: Any) -> tuple[Any, Any]:
    """Both as they are stored now. The claims first, as a ruling does."""
    claim_locks.hold_claims(facts.claims_naming(double))
    rows = model.objects.select_for_update(no_key=True).filter(pk__in=[double.pk, into.pk], merged_into=None)
    held = {one.pk: one for one in rows.order_by("pk")}
    if len(held) != 2:
        raise NotDoubles
    return held[double.pk], held[into.pk]


def _join(model: Any, double: Any, into: Any) -> Joined:
    """Makes the double and its own doubles stand for the other one, under all of their names."""
    doubles = list(model.objects.filter(merged_into=double).values_list("pk", flat=True))
    model.objects.filter(pk__in=[double.pk, *doubles]).update(merged_into=into)
    aliases = dict.fromkeys([*into.aliases, double.name, *double.aliases])
    aliases.pop(into.name, None)
    model.objects.filter(pk=into.pk).update(aliases=list(aliases))
    return {"doubles": doubles, "aliases": [one for one in aliases if one not in into.aliases]}


def _tell(double: Any, into: Any, user: Any, moved: Moved, touched: set[int]) -> Merge:
    merge = merges.record(double, into, user, moved)
    data = {"words": str(double), "situation": str(into)}
    for row in (double, into):
        log(instance=row, action="conflictdesk.double", user=user, data=data)
    for situation_id in sorted(touched):
        refreshing.refresh(situation_id, f"“{double}” is “{into}”")
    return merge
