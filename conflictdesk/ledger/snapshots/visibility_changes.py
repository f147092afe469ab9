"""Visibility: refreshes the situations that are affected when pages come, go or move.

Facts are not changed: what is public is always computed from the pages as they are.
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
    """Refreshes, after commit, the situations of every claim of the page and of all pages below it,
    pending claims included, because an approval may be under way. Also refreshes situations that the
    pages belong to: the first public article of one may have come, or the last one gone.
    """
    below = {"page__path__startswith": page.path}
    claims = Claim.objects.filter(**below).exclude(situation=None)
    claimed = set(claims.values_list("situation", flat=True).distinct().order_by())
    belonging = set(ArticleSituation.objects.filter(**below).values_list("situation", flat=True))
    showing = set(_showing().filter(pk__in=belonging).values_list("pk", flat=True))
    for situation_id in sorted(claimed | showing):
        situation_changed(situation_id, f"“{page.title}” came, went or moved")
    for situation_id in sorted(belonging - claimed - showing):
        after_commit(_send_visibility_changed, situation_id)


def sites_changed() -> None:
    """Refreshes every situation after commit: pages may have entered or left a site, and with a second
    site all addresses get a host.
    """
    for situation_id in Situation.objects.order_by("pk").values_list("pk", flat=True):
        situation_changed(situation_id, "the sites changed")


def situation_changed(situation_id: int, cause: str) -> None:
    """Refreshes one situation after commit."""
    after_commit(refresh, situation_id, cause)


def refresh(situation_id: int, cause: str) -> None:
    """Refreshes one situation now. If its content is unchanged, reports after commit that its visibility
    may have changed.
    """
    if refreshing.refresh(situation_id, cause) is None:
        after_commit(_send_visibility_changed, situation_id)


def _send_visibility_changed(situation_id: int) -> None:
    slug = Situation.objects.filter(pk=situation_id).values_list("slug", flat=True).first()
    if slug is not None:
        visibility_changed.send(sender=Situation, slug=slug)


def name_changed(named: Actor | Place) -> None:
    """Updates events to the actor's name, and refreshes after commit the situations whose facts name the
    actor or place.
    """
    if isinstance(named, Actor):
        with writing():
            facts.rename(named)
    for situation_id in sorted(facts.situations_naming(named)):
        situation_changed(situation_id, f"“{named}” edited")


def _showing() -> QuerySet[Situation]:
    """Returns the situations that have facts, or still show some."""
    approved = Claim.objects.filter(situation=OuterRef("pk"), state=Claim.State.APPROVED)
    still_shown = Showing.objects.filter(situation=OuterRef("pk"), until=None)
    return Situation.objects.filter(Exists(approved) | Exists(still_shown))


def sweep() -> int:
    """Refreshes every situation that shows anything, for processes that died after their commit and
    changes without signals. Returns how many had something new.
    """
    keys = _showing().order_by("pk").values_list("pk", flat=True)
    refresh = partial(refreshing.refresh, cause="found by the sweep")
    return sum(one is not None for one in try_each("situation", refresh, list(keys)))
