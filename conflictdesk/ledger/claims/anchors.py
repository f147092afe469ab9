"""Anchors: where the claims of an article were last told, and which are plainly told no more."""

from __future__ import annotations

from collections.abc import Collection

from conflictdesk.ledger.claims import recording
from conflictdesk.ledger.models import Claim, Evidence
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.reconcile.proposals import Mention, folded

Told = dict[int, tuple[str, Mention]]


def last_told(claims: Collection[int]) -> Told:
    """The last text that told each claim, by its sha256, and the first mention in it."""
    mention = ("start", "end", "sentence_start", "sentence_end", "quote", "sentence")
    rows = Evidence.objects.filter(claim__in=claims).order_by("-extraction__sequence", "start")
    told: Told = {}
    for claim_id, text, *values in rows.values_list("claim_id", "extraction__text_sha256", *mention):
        told.setdefault(claim_id, (text, Mention(*values)))
    return told


def withhold(page_key: int, text: str) -> None:
    """Takes from readers, at once and before anyone has read the new text, what it plainly says no more: the
    claims whose words are nowhere in it. Within the transaction that knows of the new text.
    """
    present = Claim.objects.select_for_update(no_key=True).filter(
        page_key=page_key, presence=Claim.Presence.PRESENT
    )
    by_id = {claim.pk: claim for claim in present.order_by("pk")}
    told = {pk: mention.quote for pk, (_, mention) in last_told(by_id).items()}
    missing = _missing(set(told.values()), text)
    gone = [pk for pk, quote in told.items() if quote in missing]
    if gone:
        recording.withhold(gone)
        facts = (by_id[pk] for pk in gone if by_id[pk].state == Claim.State.APPROVED)
        for situation_id in sorted({claim.situation_id for claim in facts if claim.situation_id}):
            refreshing.refresh(situation_id, f"“{by_id[gone[0]].page_title}” changed")


def _missing(quotes: set[str], text: str) -> set[str]:
    """The quotes whose words are nowhere in the text. Most stand there letter for letter, soon seen."""
    unseen = {quote for quote in quotes if quote not in text}
    words = folded(text) if unseen else ""
    return {quote for quote in unseen if folded(quote) not in words}
