"""Intake: one extraction, from its stored text to claims. Idempotent: a second run changes nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence

from django.utils import timezone

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import extract
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import claim_locks, recording
from conflictdesk.ledger.claims.anchors import Told, last_told
from conflictdesk.ledger.extractions import leases, site_vocabulary
from conflictdesk.ledger.extractions.deadlines import Clock, LeaseLost, Watch, in_words
from conflictdesk.ledger.models import Claim, Extraction
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.ledger.transactions import writing
from conflictdesk.reconcile.changes import Changes, Known, changes
from conflictdesk.reconcile.marked_words import found_again
from conflictdesk.reconcile.proposals import Mention, Proposal, details_of, proposals, value_of


def run(extraction_id: int, clock: Clock = time.monotonic) -> Extraction | None:
    """Extracts and records. None when there was nothing to do: already done, or another worker has it.

    Whatever an engine raises is kept on the row for the desk to show, then raised again for the log.
    """
    extraction = leases.take(extraction_id)
    if extraction is None:
        return None
    try:
        apply(extraction, propose(extraction, clock))
    except LeaseLost:
        return None
    except Exception as error:
        leases.fail(extraction, in_words(error))
        raise
    return extraction


def propose(extraction: Extraction, clock: Clock = time.monotonic) -> tuple[Proposal, ...]:
    """What the text of an extraction proposes, up to where it is read; nothing is recorded. Raises TooSlow
    when it takes too long by the clock, in seconds.
    """
    document = Document(
        text=extraction.text[: extraction.read_until],
        published=timezone.localtime(extraction.published).isoformat() if extraction.published else None,
        language=extraction.language,
        title=extraction.title,
        place=extraction.place,
    )
    words, own = site_vocabulary.current(), site_vocabulary.own_places()
    watch = Watch(extraction, clock)
    found = proposals(extract(document, vocabulary=words, own_places=own, checkpoint=watch), document.text)
    watch()
    return found


def apply(extraction: Extraction, proposed: Sequence[Proposal]) -> None:
    """Records what the proposals change, all or nothing, and marks the extraction done. The text of an
    older publication, or of a page that is gone, changes nothing.
    """
    with writing():
        page = claim_locks.hold_page(extraction.page_key)
        newest = queries.latest_extraction(extraction.page_key)
        if leases.finish(extraction) and page is not None and newest == extraction:
            _record(extraction, proposed)


def _record(extraction: Extraction, proposed: Sequence[Proposal]) -> None:
    # Held: a ruling that comes now is told that the claim has changed.
    held = Claim.objects.select_for_update(no_key=True).filter(page_key=extraction.page_key)
    by_id = {claim.pk: claim for claim in held.order_by("pk")}
    told = last_told(by_id)
    decided = changes(
        [_known(claim, told[claim.pk][1]) for claim in by_id.values()],
        [*proposed, *_by_hand(extraction, proposed, by_id, told)],
        # Whether all that stands now was read from this very text, by another extractor version.
        same_text=all(
            told[claim.pk][0] == extraction.text_sha256 for claim in by_id.values() if _stood(claim)
        ),
    )
    written = recording.insert(extraction, decided, by_id)
    recording.mark(decided, written, by_id)
    fresh = (*decided.new, *(proposal for _, proposal in decided.changed))
    pairs = [*decided.kept, *((written[one.fingerprint].pk, one) for one in fresh)]
    recording.evidence(extraction, pairs)
    for situation_id in sorted(_touched(decided, by_id)):
        refreshing.refresh(situation_id, f"“{extraction.title}” changed")


def _by_hand(
    extraction: Extraction, proposed: Sequence[Proposal], by_id: dict[int, Claim], told: Told
) -> list[Proposal]:
    """What people marked in an earlier text, found again in this one; not what the extractor proposes too."""
    found = {one.fingerprint for one in proposed}
    again = []
    for claim in by_id.values():
        if claim.added_by_name:
            proposal = found_again(claim.proposal, told[claim.pk][1], extraction.text)
            if proposal and proposal.fingerprint not in found:
                found.add(proposal.fingerprint)
                again.append(proposal)
    return again


def _touched(decided: Changes, by_id: dict[int, Claim]) -> set[int]:
    """The situations whose facts come or go."""
    gone = (*decided.vanished, *(pk for pk, _ in decided.changed))
    came = (pk for pk, _ in decided.kept if by_id[pk].presence != Claim.Presence.PRESENT)
    facts = (by_id[pk] for pk in (*gone, *came) if by_id[pk].state == Claim.State.APPROVED)
    return {claim.situation_id for claim in facts if claim.situation_id}


def _stood(claim: Claim) -> bool:
    """Whether the claim was in the text as it was last read."""
    return claim.presence in (Claim.Presence.PRESENT, Claim.Presence.WITHHELD)


def _known(claim: Claim, mention: Mention) -> Known:
    return Known(
        claim.pk,
        claim.kind,
        claim.topic,
        claim.fingerprint,
        value_of(claim.proposal),
        details_of(claim.proposal),
        mention,
        present=_stood(claim),
        ruled=claim.ruling_id is not None,
    )
