"""Which situations an article belongs to: rows beside the page's revisions, written at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from wagtail.log_actions import get_active_log_context, log

from conflictdesk.ledger.claims import facts
from conflictdesk.ledger.claims.claim_locks import hold_claims, hold_page
from conflictdesk.ledger.claims.second_approvals import is_grave
from conflictdesk.ledger.merging import kept_situations, merges
from conflictdesk.ledger.models import ArticleSituation, Claim, Situation
from conflictdesk.ledger.situations import situation_suggestions
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.ledger.transactions import writing


def situations_of(page_id: int | None) -> list[Situation]:
    """The article's situations by name; none for a page that is not stored yet."""
    if page_id is None:
        return []
    return list(Situation.objects.filter(article_situations__page_id=page_id))


def hold(page_id: int, keys: Iterable[int]) -> dict[int, Situation]:
    """Holds the article, its claims and its situations, and those of the keys. By each of all these keys the
    situation that it leads to; only within a transaction.
    """
    hold_page(page_id)
    hold_claims(Claim.objects.filter(page_key=page_id))
    return kept_situations.hold({*keys, *(one.pk for one in situations_of(page_id))})


def assign(page_id: int, situations: Iterable[Situation], user: Any = None) -> bool:
    """Makes the article belong to exactly these situations, or to those that they were merged into, without
    those that were deleted. True when that changed anything. From its only situation to its only other one is
    a move: its claims go along.
    """
    keys = {situation.pk for situation in situations}
    rows = ArticleSituation.objects.filter(page_id=page_id)
    with writing():
        kept = hold(page_id, keys)
        wanted = {kept[key].pk for key in keys if key in kept}
        before = set(rows.values_list("situation_id", flat=True))
        left, _ = rows.exclude(situation_id__in=wanted).delete()
        for key in sorted(wanted - before):
            ArticleSituation.objects.get_or_create(
                page_id=page_id, situation_id=key, defaults={"added_by": user}
            )
        if len(before) == len(wanted) == 1 and before != wanted:
            _take_along(page_id, *before, *wanted, user=user)
    return bool(left or wanted - before)


def move(page_id: int, former: Situation, to: Situation, user: Any = None) -> None:
    """The article leaves one situation for another, with all its claims and facts there. One that was merged
    is the one that it was merged into.
    """
    with writing():
        kept = hold(page_id, [former.pk, to.pk])
        former, to = kept[former.pk], kept[to.pk]
        others = [one for one in situations_of(page_id) if one != former]
        assign(page_id, [*others, to], user)
        if former != to:
            _take_along(page_id, former.pk, to.pk, user=user)


def _take_along(page_id: int, former: int, to: int, *, user: Any) -> None:
    """What two people approved stays where they approved it, until they rule otherwise."""
    hold_page(page_id)
    held = Claim.objects.select_for_update(no_key=True, of=("self",)).filter(
        page_key=page_id, situation=former
    )
    claims = held.select_related("ruling", "extraction", "page").order_by("pk")
    moved = [claim for claim in claims if not is_grave(claim)]
    keys = [claim.pk for claim in moved]
    Claim.objects.filter(pk__in=keys).update(situation=to, version=F("version") + 1)
    merges.settled(keys)
    facts.move(keys, to)
    _log((claim for claim in moved if claim.state == Claim.State.APPROVED), to, user)
    for key in sorted((former, to)):
        refreshing.refresh(key, "an article moved")


def _log(approved: Iterable[Claim], to: int, user: Any) -> None:
    """Logs each approved claim as moved, as `rulings.move` does: by the person whose request this is, who may
    publish what somebody else chose; without a request by who chose it.
    """
    actor = get_active_log_context().user or user
    for claim in approved:
        log(instance=claim.page, action="conflictdesk.move", user=actor,
            data={"claim": claim.pk, "kind": claim.kind, "from": claim.situation_id, "to": to})  # fmt: skip


def settle(page_id: int) -> None:
    """Gives the article's waiting claims, where they have no situation or a former one, the article's only
    one, or of several the one that fits best; where none fits, the editor chooses on the card.
    """
    with writing():
        hold_page(page_id)  # The claims of an extraction that is being recorded are waited for.
        present = [situation.pk for situation in situations_of(page_id)]
        waiting = Claim.objects.filter(page_key=page_id, state=Claim.State.PENDING)
        # A claim that stays where it is keeps its version: an editor has it open.
        homeless = list(waiting.exclude(situation__in=present).order_by("pk"))
        homes = situation_suggestions.situations_for(page_id, [claim.proposal for claim in homeless], present)
        merges.settled(claim.pk for claim in homeless if claim.situation_id is not None)
        for claim, home in zip(homeless, homes, strict=True):
            if claim.situation_id != home:
                Claim.objects.filter(pk=claim.pk).update(situation=home, version=F("version") + 1)
