"""Visibility: which situations have to be looked at again when pages come, go or move.

Nothing is written on the facts: what is public is asked anew from the pages as they are.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction

from conflictdesk.ledger import facts, snapshots
from conflictdesk.ledger.models import Actor, Claim, Place, Situation
from conflictdesk.ledger.transactions import writing


def page_changed(page: Any) -> None:
    """Refreshes, after commit, the situations of every claim of the page and of all pages below it: also of
    those that wait, for an approval may be under way.
    """
    below = Claim.objects.filter(page__path__startswith=page.path).exclude(situation=None)
    for situation_id in below.values_list("situation", flat=True).distinct().order_by():
        situation_changed(situation_id, f"“{page.title}” came, went or moved")


def situation_changed(situation_id: int, cause: str) -> None:
    """Refreshes one situation after commit."""
    transaction.on_commit(partial(snapshots.refresh, situation_id, cause))


def name_changed(named: Actor | Place) -> None:
    """Events follow an actor's name; the situations whose facts name the actor or the place are refreshed
    after commit.
    """
    if isinstance(named, Actor):
        with writing():
            facts.rename(named)
    for situation_id in sorted(facts.situations_naming(named)):
        situation_changed(situation_id, f"“{named}” edited")


def sweep() -> int:
    """Refreshes every situation that shows anything: what a process that died after its commit, or a change
    without signals, has left behind. How many had something new.
    """
    shown = Situation.objects.filter(claims__state=Claim.State.APPROVED).distinct().order_by("pk")
    keys = shown.values_list("pk", flat=True)
    return sum(snapshots.refresh(key, "found by the sweep") is not None for key in list(keys))
