"""Refreshes snapshots: stores a new version of a situation if, and only if, its public state has
changed.
"""

from __future__ import annotations

from django.utils import timezone

from conflictdesk.contract import terms
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import readings
from conflictdesk.ledger.models import Claim, Situation, Snapshot
from conflictdesk.ledger.on_commit import after_commit
from conflictdesk.ledger.signals import situation_changed
from conflictdesk.ledger.snapshots import (
    correction_log,
    snapshot_contents,
    snapshot_formats,
    snapshot_versions,
    visibility_intervals,
)
from conflictdesk.ledger.snapshots.public_content import public
from conflictdesk.ledger.transactions import writing


def refresh(situation_id: int, cause: str) -> Snapshot | None:
    """Writes and returns the next version if what readers may see has changed, and sends the signal
    after commit. None if nothing has changed or the situation is gone.
    """
    with writing():
        # Writers of facts hold the situation's key already: a stronger lock would deadlock two of them.
        situation = Situation.objects.select_for_update(no_key=True).filter(pk=situation_id).first()
        if situation is None:
            return None
        found, now = public(situation), timezone.now()
        before = Snapshot.objects.filter(situation=situation_id).defer("content").first()
        version = before.version + 1 if before else 1
        # Readers see nothing of a situation in preparation, so it has no corrections.
        is_public = queries.public_situations().filter(pk=situation_id).exists()
        visibility_intervals.update(situation_id, found.rulings if is_public else {}, version, now)
        content = snapshot_contents.content(situation, found)
        content["corrections"] = len(correction_log.public(situation_id))
        digest = snapshot_versions.digest_of(content)
        if before is not None and (before.digest == digest or _digest_today(before) == digest):
            return None
        snapshot = Snapshot.objects.create(
            situation=situation,
            version=version,
            content=content,
            format=snapshot_formats.PRESENT,
            digest=digest,
            cause=cause[:200],
            created_at=now,
        )
        # A cache that is down must not make a committed ruling fail.
        after_commit(_send_changed, situation, snapshot.version)
    return snapshot


def latest(situation_id: int) -> Snapshot | None:
    """Returns the version that readers see now; None before the first version."""
    return Snapshot.objects.filter(situation_id=situation_id).first()


def _digest_today(version: Snapshot) -> str:
    """Returns the digest that a version would have had in the present format."""
    if version.format == snapshot_formats.PRESENT:
        return version.digest
    return snapshot_versions.digest_of(snapshot_versions.content_of(version))


def would_change(claim: Claim) -> snapshot_contents.Change:
    """Returns the standing that readers see now, if any, and the one they would see if the claim were
    approved as proposed; both None if it would be in no standing: what did not happen, events, figures
    of one incident.
    """
    reading = readings.proposed(claim)
    if "measure" not in reading or claim.situation_id is None or not terms.happened(reading["realis"]):
        return snapshot_contents.Change()
    return snapshot_contents.before_and_after(claim, reading)


def _send_changed(situation: Situation, version: int) -> None:
    situation_changed.send(sender=Snapshot, situation_id=situation.pk, slug=situation.slug, version=version)
