"""Stores which situations an article belongs to, in rows beside the page's revisions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from wagtail.log_actions import get_active_log_context, log

from conflictdesk.ledger.claims import facts
from conflictdesk.ledger.claims.claim_locks import lock_claims, lock_page
from conflictdesk.ledger.claims.second_approvals import is_doubly_approved
from conflictdesk.ledger.merging import kept_situations, merges
from conflictdesk.ledger.models import ArticleSituation, Claim, Situation
from conflictdesk.ledger.situations import situation_suggestions
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.ledger.transactions import writing


def situations_of(page_id: int | None) -> list[Situation]:
    """Returns the article's situations by name; [] for a page that is not stored yet."""
    if page_id is None:
        return []
    return list(Situation.objects.filter(article_situations__page_id=page_id))


def lock(page_id: int, keys: Iterable[int]) -> dict[int, Situation]:
    """Locks the article, its claims, its situations and those of the keys. Returns for each of these
    keys the situation that it leads to after merges. Requires a transaction.
    """
    lock_page(page_id)
    lock_claims(Claim.objects.filter(page_key=page_id))
    return kept_situations.lock({*keys, *(one.pk for one in situations_of(page_id))})


def assign(page_id: int, situations: Iterable[Situation], user: Any = None) -> bool:
    """Makes the article belong to exactly these situations, after merges; deleted ones are ignored.
    Returns whether that changed anything. If the article leaves its only situation for one other, its
    claims move along.
    """
    keys = {situation.pk for situation in situations}
    rows = ArticleSituation.objects.filter(page_id=page_id)
    with writing():
        kept = lock(page_id, keys)
        wanted = {kept[key].pk for key in keys if key in kept}
        before = set(rows.values_list("situation_id", flat=True))
        left, _ = rows.exclude(situation_id__in=wanted).delete()
        for key in sorted(wanted - before):
            ArticleSituation.objects.get_or_create(
                page_id=page_id, situation_id=key, defaults={"added_by": user}
            )
        if len(before) == len(wanted) == 1 and before != wanted:
            _move_claims(page_id, *before, *wanted, user=user)
    return bool(left or wanted - before)


def move(page_id: int, former: Situation, to: Situation, user: Any = None) -> None:
    """Moves the article from one situation to another, with its claims and facts there. Merged
    situations count as the ones they were merged into.
    """
    with writing():
        kept = lock(page_id, [former.pk, to.pk])
        former, to = kept[former.pk], kept[to.pk]
        others = [one for one in situations_of(page_id) if one != former]
        assign(page_id, [*others, to], user)
        if former != to:
            _move_claims(page_id, former.pk, to.pk, user=user)


def _move_claims(page_id: int, former: int, to: int, *, user: Any) -> None:
    """Moves the article's claims, except doubly approved ones: they stay where two people approved them."""
    lock_page(page_id)
    locked = Claim.objects.select_for_update(no_key=True, of=("self",)).filter(
        page_key=page_id, situation=former
    )
    claims = locked.select_related("ruling", "extraction", "page").order_by("pk")
    moved = [claim for claim in claims if not is_doubly_approved(claim)]
    keys = [claim.pk for claim in moved]
    Claim.objects.filter(pk__in=keys).update(situation=to, version=F("version") + 1)
    merges.exclude_from_undo(keys)
    facts.move(keys, to)
    _log((claim for claim in moved if claim.state == Claim.State.APPROVED), to, user)
    for key in sorted((former, to)):
        refreshing.refresh(key, "an article moved")


def _log(approved: Iterable[Claim], to: int, user: Any) -> None:
    """Logs each approved claim as moved, as `rulings.move` does: by the person whose request this is,
    who publishes what somebody else chose, or without a request by the person who chose.
    """
    actor = get_active_log_context().user or user
    for claim in approved:
        log(instance=claim.page, action="conflictdesk.move", user=actor,
            data={"claim": claim.pk, "kind": claim.kind, "from": claim.situation_id, "to": to})  # fmt: skip


def assign_pending_claims(page_id: int) -> None:
    """Assigns the article's pending claims that have no situation, or one the article has left: to its
    only situation, else to the best match, else to none, so that the editor chooses on the card.
    """
    with writing():
        lock_page(page_id)  # Waits for an extraction that is being recorded.
        present = [situation.pk for situation in situations_of(page_id)]
        waiting = Claim.objects.filter(page_key=page_id, state=Claim.State.PENDING)
        # A claim that stays keeps its version, because an editor may have it open.
        unassigned = list(waiting.exclude(situation__in=present).order_by("pk"))
        homes = situation_suggestions.situations_for(
            page_id, [claim.proposal for claim in unassigned], present
        )
        merges.exclude_from_undo(claim.pk for claim in unassigned if claim.situation_id is not None)
        for claim, home in zip(unassigned, homes, strict=True):
            if claim.situation_id != home:
                Claim.objects.filter(pk=claim.pk).update(situation=home, version=F("version") + 1)
