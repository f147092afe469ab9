"""Showings: which facts readers could see, from which version of a situation to which other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from conflictdesk.ledger.models import Showing


def update(situation_id: int, rulings: Mapping[int, int], version: int, at: datetime) -> bool:
    """Closes the showings of facts that are no longer public and opens those of facts that have become
    public. `rulings` maps each public claim to its current ruling. Returns whether that changed
    anything.
    """
    shown = Showing.objects.filter(situation=situation_id, until=None).order_by()
    before = dict(shown.values_list("claim_id", "ruling_id"))
    gone = [claim for claim, _ in before.items() - rulings.items()]
    fresh = [
        Showing(situation_id=situation_id, claim_id=claim, ruling_id=ruling, since=version, shown_at=at)
        for claim, ruling in sorted(rulings.items() - before.items())
    ]
    if gone:
        shown.filter(claim__in=gone).update(until=version, hidden_at=at)
    Showing.objects.bulk_create(fresh)
    return bool(gone or fresh)


def at(situation_id: int, version: int) -> dict[int, int]:
    """Returns the claims that were public at a version, each with its ruling then."""
    shown = Showing.objects.filter(situation=situation_id, since__lte=version)
    shown = shown.exclude(until__lte=version)
    return dict(shown.order_by().values_list("claim_id", "ruling_id"))
