"""Kept situations: whoever means one that was merged away means the one that its addresses lead to."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from conflictdesk.ledger.models import Situation


def kept(keys: Iterable[int]) -> dict[int, Situation]:
    """By each key the situation that it leads to, after however many merges. Unknown keys are left out."""
    wanted = set(keys)
    return _ends(wanted, _way(Situation.objects.all(), wanted))


def hold(keys: Iterable[int]) -> dict[int, Situation]:
    """As `kept`, and none of these is merged, nor its merge undone, until the transaction ends. After the
    article and its claims are held, as who merges does.
    """
    wanted = set(keys)
    # Looked at first without a lock, so that in nearly all cases they are locked in the order of their keys.
    expected = _way(Situation.objects.all(), wanted)
    return _ends(wanted, _way(Situation.objects.select_for_update(no_key=True), expected))


def _way(rows: QuerySet[Situation], keys: Iterable[int]) -> dict[int, Situation]:
    """The situations of the keys and all those that they lead to."""
    found: dict[int, Situation] = {}
    missing = set(keys)
    while missing:
        fresh = list(rows.filter(pk__in=missing).order_by("pk"))
        found |= {one.pk: one for one in fresh}
        missing = {one.merged_into_id for one in fresh if one.merged_into_id is not None} - found.keys()
    return found


def _ends(keys: Collection[int], way: dict[int, Situation]) -> dict[int, Situation]:
    return {key: _end(way[key], way) for key in keys if key in way}


def _end(situation: Situation, way: dict[int, Situation]) -> Situation:
    while situation.merged_into_id is not None:
        situation = way[situation.merged_into_id]
    return situation
