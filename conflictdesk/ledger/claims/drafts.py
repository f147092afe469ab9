"""Drafts: what an article would propose before it is live; recorded for a workflow that wants it ruled on.

A claim of a draft waits and is ruled on as any other, and nobody outside sees it. When that very text goes
live it is read once more, and the claims with their rulings are found in it; what is not in it never counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from conflictdesk.contract import terms
from conflictdesk.ledger.claims import claim_locks, recording
from conflictdesk.ledger.extractions import documents, intake, leases, outbox, read_texts, site_vocabulary
from conflictdesk.ledger.extractions.deadlines import Unreadable
from conflictdesk.ledger.models import Claim, Extraction
from conflictdesk.ledger.situations import situation_suggestions
from conflictdesk.ledger.transactions import writing
from conflictdesk.reconcile.proposals import Proposal

Presence = Claim.Presence


def read(page: Any) -> Extraction:
    """The newest draft of an article as an extraction that is not stored. Its dates count from today until it
    is published.
    """
    document = documents.read(page.get_latest_revision_as_object())
    values = outbox.text_of(page, document)
    values["published"] = values["published"] or timezone.now()
    return Extraction(
        page_key=page.pk,
        text_sha256=document.sha256,
        extractor=site_vocabulary.version(),
        state=Extraction.State.DRAFT,
        **values,
    )


def propose(draft: Extraction) -> tuple[Proposal, ...]:
    """What the draft proposes; nothing is recorded. Raises Unreadable, also where the very text was published
    and has failed: it is not tried again in the web server.
    """
    failed = _known(draft).filter(state=Extraction.State.FAILED).first()
    if failed:
        raise Unreadable(failed.error)
    try:
        return intake.propose(draft)
    except (Unreadable, *leases.SURROUNDINGS):
        raise
    except Exception as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def record(page: Any) -> None:
    """Reads the newest draft and records what it tells that the article does not tell yet. A second time it
    changes nothing, and it brings back what was given up. Raises Unreadable.
    """
    draft = read(page)
    proposed = propose(draft)
    with writing():
        claim_locks.hold_page(page.pk)
        known = _known(draft).first()
        if known is None:
            draft.sequence = outbox.next_sequence(page.pk)
            draft.save()
        elif known.state == Extraction.State.DRAFT:
            read_texts.restore(known, {"text": draft.text, "segments": draft.segments})
            draft = known
        else:
            return
        _record(draft, proposed)


def is_recorded(page: Any) -> bool:
    """Whether the newest draft has been read, as a draft or as what is live, by whatever version."""
    document = documents.read(page.get_latest_revision_as_object())
    texts_read = Extraction.objects.filter(state__in=(Extraction.State.DRAFT, Extraction.State.DONE))
    return texts_read.filter(page_key=page.pk, text_sha256=document.sha256).exists()


def _known(draft: Extraction) -> QuerySet[Extraction]:
    """The stored extraction of the very text."""
    identity = {name: getattr(draft, name) for name in ("page_key", "text_sha256", "extractor")}
    return Extraction.objects.filter(**identity)


def drop(page_key: int, keep: Sequence[str] = ()) -> None:
    """The draft is given up, or live: what only it told waits no more, but for these fingerprints."""
    gone = Claim.objects.filter(page_key=page_key, presence=Presence.DRAFT).exclude(fingerprint__in=keep)
    gone.update(presence=Presence.VANISHED, version=F("version") + 1)


def is_open(page_key: int) -> bool:
    """Whether anything that the article or its draft tells still waits for a ruling."""
    told = Claim.objects.filter(page_key=page_key, presence__in=Claim.RULED_ON, realis=terms.HAPPENED)
    return told.filter(state=Claim.State.PENDING).exists()


def _record(draft: Extraction, proposed: Sequence[Proposal]) -> None:
    """Claims of an older draft that this one tells too come along; the others of it are dropped."""
    found = [one.fingerprint for one in proposed]
    drop(draft.page_key, keep=found)
    known = Claim.objects.filter(page_key=draft.page_key)
    present = set(known.exclude(presence=Presence.VANISHED).values_list("fingerprint", flat=True))
    told = [one for one in proposed if one.fingerprint not in present]
    back = known.filter(presence=Presence.VANISHED, fingerprint__in=[one.fingerprint for one in told])
    keys = dict(back.values_list("fingerprint", "pk"))
    back.update(presence=Presence.DRAFT, version=F("version") + 1)
    keys |= _insert(draft, [one for one in told if one.fingerprint not in keys])
    recording.evidence(draft, [(keys[one.fingerprint], one) for one in told])


def _insert(draft: Extraction, fresh: Sequence[Proposal]) -> dict[str, int]:
    homes = situation_suggestions.situations_for(draft.page_key, [one.content for one in fresh])
    rows = [recording.claim(draft, one, home) for one, home in zip(fresh, homes, strict=True)]
    for row in rows:
        row.presence = Presence.DRAFT
    return {one.fingerprint: one.pk for one in Claim.objects.bulk_create(rows)}
