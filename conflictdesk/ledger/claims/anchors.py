"""Finds where the text of an article last said each claim, and the claims whose words have left the
text.
"""

from __future__ import annotations

from collections.abc import Collection

from conflictdesk.ledger.claims import recording
from conflictdesk.ledger.models import Claim, Evidence
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.reconcile.proposals import Mention, folded

LastMentions = dict[int, tuple[str, Mention]]


def last_mentions(claims: Collection[int]) -> LastMentions:
    """Returns for each claim the sha256 of the newest text that has evidence for it, and the first
    mention in that text. A claim without evidence is missing.
    """
    mention = ("start", "end", "sentence_start", "sentence_end", "quote", "sentence")
    rows = Evidence.objects.filter(claim__in=claims).order_by("-extraction__sequence", "start")
    found: LastMentions = {}
    for claim_id, text, *values in rows.values_list("claim_id", "extraction__text_sha256", *mention):
        found.setdefault(claim_id, (text, Mention(*values)))
    return found


def withhold(page_key: int, text: str) -> None:
    """Withholds from readers the claims whose words are nowhere in the new text, before that text is
    read. Call it within the transaction that stores the new text.
    """
    present = Claim.objects.select_for_update(no_key=True).filter(
        page_key=page_key, presence=Claim.Presence.PRESENT
    )
    by_id = {claim.pk: claim for claim in present.order_by("pk")}
    quotes = {pk: mention.quote for pk, (_, mention) in last_mentions(by_id).items()}
    missing = _missing(set(quotes.values()), text)
    gone = [pk for pk, quote in quotes.items() if quote in missing]
    if gone:
        recording.withhold(gone)
        facts = (by_id[pk] for pk in gone if by_id[pk].state == Claim.State.APPROVED)
        for situation_id in sorted({claim.situation_id for claim in facts if claim.situation_id}):
            refreshing.refresh(situation_id, f"“{by_id[gone[0]].page_title}” changed")


def _missing(quotes: set[str], text: str) -> set[str]:
    """Returns the quotes whose words are nowhere in the text. Tries an exact search first, because most
    quotes are found that way.
    """
    unseen = {quote for quote in quotes if quote not in text}
    words = folded(text) if unseen else ""
    return {quote for quote in unseen if folded(quote) not in words}
