"""Reads drafts and records their claims, for a workflow that requires rulings before publication.

The claims of a draft wait for rulings like any others, but no reader sees them. When the same text is
published it is read again, and its claims keep their rulings. Claims that are not in the published text
never count.
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
    """Returns an unsaved extraction of the article's newest draft. Relative dates count from today if
    the article is not published yet.
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
    """Returns the draft's proposals; records nothing. Raises Unreadable, also if the same text was
    published and its reading failed: a web server does not try such a text again.
    """
    failed = _known(draft).filter(state=Extraction.State.FAILED).first()
    if failed:
        raise Unreadable(failed.error)
    try:
        return intake.propose(draft)
    except (Unreadable, *leases.ENVIRONMENT_FAULTS):
        raise
    except Exception as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def record(page: Any) -> None:
    """Reads the newest draft and records the claims that the article does not have yet. A second call
    changes nothing, except that it restores dropped claims. Raises Unreadable.
    """
    draft = read(page)
    proposed = propose(draft)
    with writing():
        claim_locks.lock_page(page.pk)
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
    """Whether the newest draft's text has been read, as a draft or as the live text, by any extractor
    version.
    """
    document = documents.read(page.get_latest_revision_as_object())
    texts_read = Extraction.objects.filter(state__in=(Extraction.State.DRAFT, Extraction.State.DONE))
    return texts_read.filter(page_key=page.pk, text_sha256=document.sha256).exists()


def _known(draft: Extraction) -> QuerySet[Extraction]:
    """Returns the stored extractions of the same text by the same extractor version in the same context:
    one or none.
    """
    columns = ("page_key", "text_sha256", "extractor", "context_sha256")
    identity = {name: getattr(draft, name) for name in columns}
    return Extraction.objects.filter(**identity)


def drop(page_key: int, keep: Sequence[str] = ()) -> None:
    """Marks the claims that only the draft has as vanished, except those with these fingerprints. Call
    it when the draft is given up or published.
    """
    gone = Claim.objects.filter(page_key=page_key, presence=Presence.DRAFT).exclude(fingerprint__in=keep)
    gone.update(presence=Presence.VANISHED, version=F("version") + 1)


def is_open(page_key: int) -> bool:
    """Whether the article or its draft has a pending claim about something that happened."""
    claims = Claim.objects.filter(page_key=page_key, presence__in=Claim.RULED_ON, realis=terms.HAPPENED)
    return claims.filter(state=Claim.State.PENDING).exists()


def _record(draft: Extraction, proposed: Sequence[Proposal]) -> None:
    """Records the draft's new claims, keeps those that an older draft had too, and drops its others."""
    found = [one.fingerprint for one in proposed]
    drop(draft.page_key, keep=found)
    known = Claim.objects.filter(page_key=draft.page_key)
    present = set(known.exclude(presence=Presence.VANISHED).values_list("fingerprint", flat=True))
    added = [one for one in proposed if one.fingerprint not in present]
    back = known.filter(presence=Presence.VANISHED, fingerprint__in=[one.fingerprint for one in added])
    keys = dict(back.values_list("fingerprint", "pk"))
    back.update(presence=Presence.DRAFT, version=F("version") + 1)
    keys |= _insert(draft, [one for one in added if one.fingerprint not in keys])
    recording.evidence(draft, [(keys[one.fingerprint], one) for one in added])


def _insert(draft: Extraction, fresh: Sequence[Proposal]) -> dict[str, int]:
    """Inserts the new claims and returns their keys by fingerprint."""
    homes = situation_suggestions.situations_for(draft.page_key, [one.content for one in fresh])
    rows = [recording.claim(draft, one, home) for one, home in zip(fresh, homes, strict=True)]
    for row in rows:
        row.presence = Presence.DRAFT
    return {one.fingerprint: one.pk for one in Claim.objects.bulk_create(rows)}
