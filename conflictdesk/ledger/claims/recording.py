"""Records claims, their presence in the text and their evidence as rows, in few queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import F

from conflictdesk.ledger.extractions.documents import Segment, segment_at
from conflictdesk.ledger.models import Claim, Evidence, Extraction
from conflictdesk.ledger.situations import situation_suggestions
from conflictdesk.reconcile.changes import Changes
from conflictdesk.reconcile.proposals import Mention, Proposal

Presence = Claim.Presence
AT_A_TIME = 500


def claim(extraction: Extraction, proposal: Proposal, situation_id: int | None) -> Claim:
    """Returns an unsaved claim for the proposal, with the extraction's article."""
    return Claim(
        page_id=extraction.page_id,
        page_key=extraction.page_key,
        page_title=extraction.title,
        situation_id=situation_id,
        extraction=extraction,
        kind=proposal.kind,
        topic=proposal.topic,
        realis=proposal.content["realis"],
        fingerprint=proposal.fingerprint,
        proposal=proposal.content,
        confidence=proposal.content["confidence"],
    )


def insert(extraction: Extraction, decided: Changes, by_id: dict[int, Claim]) -> dict[str, Claim]:
    """Inserts the new claims and returns them by fingerprint. A claim that replaces a changed one stays
    in the same situation.
    """
    homes = situation_suggestions.situations_for(extraction.page_key, [one.content for one in decided.new])
    fresh = [
        *zip(decided.new, homes, strict=True),
        *((proposal, by_id[pk].situation_id) for pk, proposal in decided.changed),
    ]
    rows = [claim(extraction, proposal, situation_id) for proposal, situation_id in fresh]
    return {one.fingerprint: one for one in Claim.objects.bulk_create(rows)}


def mark(decided: Changes, written: dict[str, Claim], by_id: dict[int, Claim]) -> None:
    """Sets each claim's presence to what the new text shows. Rows that are already right are not
    written.
    """
    kept = [pk for pk, _ in decided.kept if by_id[pk].presence != Presence.PRESENT]
    _set_presence(kept, Presence.PRESENT)
    _set_presence(decided.vanished, Presence.VANISHED)
    replaced = []
    for pk, proposal in decided.changed:
        one = by_id[pk]  # Locked: nobody else raises its version.
        one.presence, one.replaced_by = Presence.CHANGED, written[proposal.fingerprint]
        one.version += 1
        replaced.append(one)
    Claim.objects.bulk_update(replaced, ["presence", "replaced_by", "version"], batch_size=AT_A_TIME)


def withhold(claims: Iterable[int]) -> None:
    """Hides claims from readers and editors until the article's new text has been read."""
    _set_presence(claims, Presence.WITHHELD)


def _set_presence(claims: Iterable[int], presence: str) -> None:
    keys = list(claims)
    if keys:
        Claim.objects.filter(pk__in=keys).update(
            presence=presence, replaced_by=None, version=F("version") + 1
        )


def evidence(extraction: Extraction, pairs: Sequence[tuple[int, Proposal]]) -> None:
    """Stores every mention in this text, for new and kept claims alike. The evidence of older texts
    stays.
    """
    segments = tuple(Segment(*one) for one in extraction.segments)
    rows = (_row(extraction, pk, mention, segments) for pk, one in pairs for mention in one.mentions)
    Evidence.objects.bulk_create(rows, ignore_conflicts=True)


def _row(extraction: Extraction, claim_id: int, mention: Mention, segments: tuple[Segment, ...]) -> Evidence:
    segment = segment_at(segments, mention.start)
    return Evidence(
        claim_id=claim_id,
        extraction=extraction,
        start=mention.start,
        end=mention.end,
        sentence_start=mention.sentence_start,
        sentence_end=mention.sentence_end,
        quote=mention.quote,
        sentence=mention.sentence,
        field=segment.field if segment else "",
        block=segment.block if segment else "",
    )
