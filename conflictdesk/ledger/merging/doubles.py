"""Merges duplicates: two rows for one actor or place. All that referred to the double refers to the
other.
"""

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
    """Moves the double's facts, situations and names to the other actor; texts that name it find the
    other. Returns the merge. Raises NotAllowed, NotDoubles.
    """
    merges.allow(user, merges.Kind.ACTOR)
    with writing():
        merged, kept = _locked(Actor, double, into)
        _allow(merged, user)
        moved, touched = actor_merges.carry_over(merged, kept, _join(Actor, merged, kept))
        facts.rename(merged)
        return _record(merged, kept, user, moved, touched)


def merge_places(double: Place, into: Place, user: Any) -> Merge:
    """Moves the double's facts, situations, parts and names to the other place, which becomes the
    editors' own. Returns the merge. Raises NotAllowed, NotDoubles.
    """
    merges.allow(user, merges.Kind.PLACE)
    with writing():
        merged, kept = _locked(Place, double, into)
        _allow(merged, user)
        moved, touched = place_merges.carry_over(merged, kept, _join(Place, merged, kept))
        return _record(merged, kept, user, moved, touched)


def refusal(double: Actor | Place, user: Any) -> str | None:
    """Returns in words why this person may not merge it into another one: facts that they do not decide
    on would name the other one. None if they may.
    """
    return fact_rights.refusal(facts.claims_naming(double), user)


def _allow(double: Actor | Place, user: Any) -> None:
    if words := refusal(double, user):
        raise NotAllowed(words)


def separate(model: Any, merge: Merge, merged: Any, kept: Any) -> None:
    """Makes both rows independent again, with the names and doubles that each had. Names added since
    stay.
    """
    joined: Joined = merge.moved
    model.objects.filter(pk=merged.pk).update(merged_into=None)
    model.objects.filter(pk__in=joined["doubles"], merged_into=kept).update(merged_into=merged)
    aliases = [one for one in kept.aliases if one not in joined["aliases"]]
    model.objects.filter(pk=kept.pk).update(aliases=aliases)


def _locked(model: Any, double: Any, into: Any) -> tuple[Any, Any]:
    """Locks both rows and returns them as they are stored then; locks the claims first, as a ruling
    does. Raises NotDoubles.
    """
    claim_locks.lock_claims(facts.claims_naming(double))
    rows = model.objects.select_for_update(no_key=True).filter(pk__in=[double.pk, into.pk], merged_into=None)
    merged = {one.pk: one for one in rows.order_by("pk")}
    if len(merged) != 2:
        raise NotDoubles
    return merged[double.pk], merged[into.pk]


def _join(model: Any, double: Any, into: Any) -> Joined:
    """Makes the double and its own doubles aliases of the other row, and adds their names to it."""
    doubles = list(model.objects.filter(merged_into=double).values_list("pk", flat=True))
    model.objects.filter(pk__in=[double.pk, *doubles]).update(merged_into=into)
    aliases = dict.fromkeys([*into.aliases, double.name, *double.aliases])
    aliases.pop(into.name, None)
    model.objects.filter(pk=into.pk).update(aliases=list(aliases))
    return {"doubles": doubles, "aliases": [one for one in aliases if one not in into.aliases]}


def _record(double: Any, into: Any, user: Any, moved: Moved, touched: set[int]) -> Merge:
    """Records and logs the merge and refreshes the affected situations."""
    merge = merges.record(double, into, user, moved)
    data = {"words": str(double), "situation": str(into)}
    for row in (double, into):
        log(instance=row, action="conflictdesk.double", user=user, data=data)
    for situation_id in sorted(touched):
        refreshing.refresh(situation_id, f"“{double}” is “{into}”")
    return merge
