"""Kept situations: resolves situations that were merged to the ones they were merged into."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from conflictdesk.ledger.models import Situation


def kept(keys: Iterable[int]) -> dict[int, Situation]:
    """Returns for each key the situation that it leads to after all merges. Unknown keys are missing."""
    wanted = set(keys)
    return _resolve_all(wanted, _merge_chain(Situation.objects.all(), wanted))


def lock(keys: Iterable[int]) -> dict[int, Situation]:
    """Returns the same as `kept`, and locks these situations: until the transaction ends none of them is
    merged or unmerged. Lock the article and its claims first, as a merge does.
    """
    wanted = set(keys)
    # First read without locks, so that they are nearly always locked in the order of their keys.
    expected = _merge_chain(Situation.objects.all(), wanted)
    return _resolve_all(wanted, _merge_chain(Situation.objects.select_for_update(no_key=True), expected))


def _merge_chain(rows: QuerySet[Situation], keys: Iterable[int]) -> dict[int, Situation]:
    """Returns the situations of the keys and all that they were merged into, step by step."""
    found: dict[int, Situation] = {}
    missing = set(keys)
    while missing:
        fresh = list(rows.filter(pk__in=missing).order_by("pk"))
        found |= {one.pk: one for one in fresh}
        missing = {one.merged_into_id for one in fresh if one.merged_into_id is not None} - found.keys()
    return found


def _resolve_all(keys: Collection[int], chain: dict[int, Situation]) -> dict[int, Situation]:
    return {key: _resolve(chain[key], chain) for key in keys if key in chain}


def _resolve(situation: Situation, chain: dict[int, Situation]) -> Situation:
    while situation.merged_into_id is not None:
        situation = chain[situation.merged_into_id]
    return situation
