"""Intake: turns the stored text of one extraction into claims. Idempotent: a second run changes nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence

from django.utils import timezone

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import extract
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import claim_locks, recording
from conflictdesk.ledger.claims.anchors import LastMentions, last_mentions
from conflictdesk.ledger.extractions import contexts, leases, site_vocabulary
from conflictdesk.ledger.extractions.deadlines import Clock, LeaseLost, Watch, in_words
from conflictdesk.ledger.models import Claim, Extraction
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.ledger.transactions import writing
from conflictdesk.reconcile.changes import Changes, Known, changes
from conflictdesk.reconcile.marked_words import found_again
from conflictdesk.reconcile.proposals import Mention, Proposal, details_of, proposals, value_of


def run(extraction_id: int, clock: Clock = time.monotonic) -> Extraction | None:
    """Extracts and records the claims of an extraction and returns it. None if there is nothing to do:
    it is done already, or another worker has it.

    Whatever the engine raises is stored on the row for the desk to show, then raised again for the log.
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
    """Returns the proposals from the part of the extraction's text that is read; records nothing. Raises
    TooSlow when the clock, in seconds, exceeds the limit.
    """
    document = Document(
        text=extraction.text[: extraction.read_until],
        published=timezone.localtime(extraction.published).isoformat() if extraction.published else None,
        language=extraction.language,
        title=extraction.title,
        place=extraction.place,
        context=contexts.typed(extraction.context),
    )
    words, own = site_vocabulary.current(), site_vocabulary.own_places()
    watch = Watch(extraction, clock)
    found = proposals(extract(document, vocabulary=words, own_places=own, checkpoint=watch), document.text)
    watch()
    return found


def apply(extraction: Extraction, proposed: Sequence[Proposal]) -> None:
    """Records what the proposals change, all or nothing, and marks the extraction done. The text of an
    older publication, or of a deleted page, changes no claims.
    """
    with writing():
        page = claim_locks.lock_page(extraction.page_key)
        newest = queries.latest_extraction(extraction.page_key)
        if leases.finish(extraction) and page is not None and newest == extraction:
            _record(extraction, proposed)


def _record(extraction: Extraction, proposed: Sequence[Proposal]) -> None:
    # Locked: a ruling made meanwhile fails, because the claim has changed.
    """Compares the proposals with the stored claims, writes the difference, and refreshes the
    situations.
    """
    locked = Claim.objects.select_for_update(no_key=True).filter(page_key=extraction.page_key)
    by_id = {claim.pk: claim for claim in locked.order_by("pk")}
    last = last_mentions(by_id)
    decided = changes(
        [_known(claim, last[claim.pk][1]) for claim in by_id.values()],
        [*proposed, *_marked_by_hand(extraction, proposed, by_id, last)],
        # Whether all present claims were read from the same text, by another extractor version.
        same_text=all(
            last[claim.pk][0] == extraction.text_sha256 for claim in by_id.values() if _was_present(claim)
        ),
    )
    written = recording.insert(extraction, decided, by_id)
    recording.mark(decided, written, by_id)
    fresh = (*decided.new, *(proposal for _, proposal in decided.changed))
    pairs = [*decided.kept, *((written[one.fingerprint].pk, one) for one in fresh)]
    recording.evidence(extraction, pairs)
    for situation_id in sorted(_touched(decided, by_id)):
        refreshing.refresh(situation_id, f"“{extraction.title}” changed")


def _marked_by_hand(
    extraction: Extraction, proposed: Sequence[Proposal], by_id: dict[int, Claim], last: LastMentions
) -> list[Proposal]:
    """Returns proposals for claims that people marked in an earlier text and whose words are in this
    one, except those that the extractor proposes too.
    """
    found = {one.fingerprint for one in proposed}
    again = []
    for claim in by_id.values():
        if claim.added_by_name:
            proposal = found_again(claim.proposal, last[claim.pk][1], extraction.text)
            if proposal and proposal.fingerprint not in found:
                found.add(proposal.fingerprint)
                again.append(proposal)
    return again


def _touched(decided: Changes, by_id: dict[int, Claim]) -> set[int]:
    """Returns the keys of the situations that gain or lose a fact."""
    gone = (*decided.vanished, *(pk for pk, _ in decided.changed))
    came = (pk for pk, _ in decided.kept if by_id[pk].presence != Claim.Presence.PRESENT)
    facts = (by_id[pk] for pk in (*gone, *came) if by_id[pk].state == Claim.State.APPROVED)
    return {claim.situation_id for claim in facts if claim.situation_id}


def _was_present(claim: Claim) -> bool:
    """Whether the claim was in the text when it was last read."""
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
        present=_was_present(claim),
        ruled=claim.ruling_id is not None,
    )
