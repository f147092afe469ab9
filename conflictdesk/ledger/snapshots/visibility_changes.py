"""Visibility: which situations have to be looked at again when pages come, go or move.

Nothing is written on the facts: what is public is asked anew from the pages as they are.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from conflictdesk.ledger.claims import facts
from conflictdesk.ledger.extractions.sweeping import try_each
from conflictdesk.ledger.models import Actor, ArticleSituation, Claim, Place, Showing, Situation
from conflictdesk.ledger.on_commit import after_commit
from conflictdesk.ledger.signals import visibility_changed
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.ledger.transactions import writing


def page_changed(page: Any) -> None:
    """Refreshes, after commit, the situations of every claim of the page and of all pages below it: also of
    those that wait, for an approval may be under way. And those that the pages only belong to, as far as they
    show anything: the first public article of one may have come, or the last one gone.
    """
    below = {"page__path__startswith": page.path}
    claims = Claim.objects.filter(**below).exclude(situation=None)
    told = set(claims.values_list("situation", flat=True).distinct().order_by())
    belonging = set(ArticleSituation.objects.filter(**below).values_list("situation", flat=True))
    showing = set(_showing().filter(pk__in=belonging).values_list("pk", flat=True))
    for situation_id in sorted(told | showing):
        situation_changed(situation_id, f"“{page.title}” came, went or moved")
    for situation_id in sorted(belonging - told - showing):
        after_commit(_tell, situation_id)


def sites_changed() -> None:
    """Refreshes every situation after commit: pages may have come to a site or left one, and with a second
    site all addresses have a host.
    """
    for situation_id in Situation.objects.order_by("pk").values_list("pk", flat=True):
        situation_changed(situation_id, "the sites changed")


def situation_changed(situation_id: int, cause: str) -> None:
    """Refreshes one situation after commit."""
    after_commit(refresh, situation_id, cause)


def refresh(situation_id: int, cause: str) -> None:
    """Refreshes one situation now. Where that shows nothing new, it may all the same have come or gone."""
    if refreshing.refresh(situation_id, cause) is None:
        after_commit(_tell, situation_id)


def _tell(situation_id: int) -> None:
    slug = Situation.objects.filter(pk=situation_id).values_list("slug", flat=True).first()
    if slug is not None:
        visibility_changed.send(sender=Situation, slug=slug)


def name_changed(named: Actor | Place) -> None:
    """Events follow an actor's name; the situations whose facts name the actor or the place are refreshed
    after commit.
    """
    if isinstance(named, Actor):
        with writing():
            facts.rename(named)
    for situation_id in sorted(facts.situations_naming(named)):
        situation_changed(situation_id, f"“{named}” edited")


def _showing() -> QuerySet[Situation]:
    """The situations that have facts, or have shown some and not yet taken them back."""
    approved = Claim.objects.filter(situation=OuterRef("pk"), state=Claim.State.APPROVED)
    still_shown = Showing.objects.filter(situation=OuterRef("pk"), until=None)
    return Situation.objects.filter(Exists(approved) | Exists(still_shown))


def sweep() -> int:
    """Refreshes every situation that shows anything: what a process that died after its commit, or a change
    without signals, has left behind. How many had something new.
    """
    keys = _showing().order_by("pk").values_list("pk", flat=True)
    refresh = partial(refreshing.refresh, cause="found by the sweep")
    return sum(one is not None for one in try_each("situation", refresh, list(keys)))
