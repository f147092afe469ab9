"""Addresses: a situation is found under every address that it, or one merged into it, ever had."""

from __future__ import annotations

from conflictdesk.ledger.merging.kept_situations import kept
from conflictdesk.ledger.models import FormerAddress, Situation


def situation_at(slug: str) -> Situation | None:
    """Returns the situation at that address; None if there is none. Compare its `slug` to see whether
    readers have to be redirected.
    """
    found = Situation.objects.filter(slug=slug).first() or _formerly_at(slug)
    return kept([found.pk])[found.pk] if found is not None else None


def _formerly_at(slug: str) -> Situation | None:
    former = FormerAddress.objects.select_related("situation").filter(slug=slug).first()
    return former.situation if former else None


def is_taken(slug: str, by_other_than: Situation | None = None) -> bool:
    """Whether the address leads, or has led, to another situation."""
    own = by_other_than.pk if by_other_than and by_other_than.pk else 0
    present = Situation.objects.filter(slug=slug).exclude(pk=own)
    former = FormerAddress.objects.filter(slug=slug).exclude(situation=own)
    return present.exists() or former.exists()


def keep(situation: Situation, former: str) -> None:
    """Keeps the former address of a situation whose slug has changed; its present address is not kept as
    a former one.
    """
    FormerAddress.objects.filter(situation=situation, slug=situation.slug).delete()
    if former != situation.slug:
        FormerAddress.objects.get_or_create(slug=former, defaults={"situation": situation})
