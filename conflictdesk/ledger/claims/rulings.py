"""Records what people decide on claims, by conditional updates: of two editors only the first succeeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from conflictdesk.contract.stored import Amendment
from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import facts
from conflictdesk.ledger.claims.amendments import InvalidAmendment, checked
from conflictdesk.ledger.claims.second_approvals import (
    is_approved_for,
    is_doubly_approved,
    lapse,
    needs_second,
)
from conflictdesk.ledger.merging import kept_situations, merges
from conflictdesk.ledger.models import Claim, RejectReason, Ruling, Situation
from conflictdesk.ledger.rights.ruling_rights import NotAllowed, allow, name_of, refusal
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.ledger.transactions import writing
from conflictdesk.reconcile.standing_ruling import standing

__all__ = [
    "AlreadyDecided",
    "AlreadyThere",
    "InvalidAmendment",
    "InvalidReason",
    "MovedSince",
    "NoSituation",
    "NotAllowed",
    "TwoPeopleMove",
    "amend",
    "approve",
    "move",
    "needs_second",
    "refusal",
    "reject",
    "reopen",
    "undo",
]
Decision = Ruling.Decision
State = Claim.State
DECIDED = (State.APPROVED, State.REJECTED)


class NoSituation(ConflictdeskError):
    """Choose the situation that this claim belongs to before you approve it."""


class AlreadyThere(ConflictdeskError):
    """The claim belongs to this situation already."""


class TwoPeopleMove(ConflictdeskError):
    """Two people have approved this fact for its situation. Reopen it, and approve it in the other one."""


class MovedSince(ConflictdeskError):
    """The claim has been moved to another situation since it was approved: approve it there."""


class InvalidReason(ConflictdeskError):
    """Choose a reason for the rejection."""


class AlreadyDecided(ConflictdeskError):
    """Raised when someone else was faster. `ruling` is the other ruling; None if only the claim changed."""

    def __init__(self, ruling: Ruling | None) -> None:
        self.ruling = ruling
        super().__init__(_first_words(ruling))


def _first_words(ruling: Ruling | None) -> str:
    """Returns the message for people: who decided what and when, or that the claim has changed."""
    if ruling is None:
        return _("This claim has changed since you opened it. Look at it once more.")
    return _("%(name)s was first: %(decision)s at %(time)s.") % {
        "name": ruling.user_name,
        "decision": ruling.get_decision_display(),
        "time": timezone.localtime(ruling.at).strftime("%H:%M"),
    }


def approve(claim_id: int, user: Any, *, version: int, situation: Situation | int | None = None) -> Ruling:
    """Approves the claim as the user saw it: as proposed, or as the first of two people amended it.
    `version` is the claim's version that the user saw. Returns the ruling. Raises AlreadyDecided if that
    version is no longer current, NotAllowed without the right, NoSituation without a situation.
    """
    with writing():
        claim = _locked(claim_id)
        first = claim.first_approval
        return _approve(claim, user, first.amendment if first else {}, version, situation)


def amend(
    claim_id: int,
    user: Any,
    amendment: Mapping[str, object],
    *,
    version: int,
    situation: Situation | int | None = None,
) -> Ruling:
    """Approves the claim with other values (fields of `readings`); without any difference this is a
    plain approval. Returns the ruling. Raises as `approve`, and `InvalidAmendment`.
    """
    with writing():
        claim = _locked(claim_id)
        return _approve(claim, user, checked(claim, amendment), version, situation)


def reject(claim_id: int, user: Any, reason: str, *, version: int, note: str = "") -> Ruling:
    """Rejects the claim for one of `RejectReason` and returns the ruling. Raises InvalidReason,
    AlreadyDecided, NotAllowed.
    """
    if reason not in RejectReason.values:
        raise InvalidReason
    ruling = Ruling(decision=Decision.REJECT, outcome=State.REJECTED, reason=reason, note=note)
    with writing():
        return _rule(_locked(claim_id), user, ruling, version, [State.PENDING])


def reopen(claim_id: int, user: Any, *, version: int, note: str = "") -> Ruling:
    """Returns a decided claim to the queue; its fact leaves the boxes. Returns the ruling. Raises
    AlreadyDecided, NotAllowed.
    """
    ruling = Ruling(decision=Decision.REOPEN, outcome=State.PENDING, note=note)
    with writing():
        return _rule(_locked(claim_id), user, ruling, version, DECIDED)


def undo(ruling_id: int, user: Any) -> Ruling:
    """Undoes the user's own ruling if it is the current one, and restores the ruling before it. Returns
    the ruling that undoes. Raises NotAllowed, AlreadyDecided if another ruling is current, MovedSince if
    the restored approval was given for another situation than the claim's.
    """
    undone = Ruling.objects.get(pk=ruling_id)
    if undone.user_id != user.pk:
        raise NotAllowed(_("Only the person who ruled can undo it; anyone else can reopen the claim."))
    with writing():
        claim = _locked(undone.claim_id)
        if claim.ruling_id != undone.pk:
            raise AlreadyDecided(queries.last_ruling(claim))
        before = _before(undone)
        ruling = Ruling(
            decision=Decision.UNDO, outcome=before.outcome if before else State.PENDING, undoes=undone
        )
        return _rule(claim, user, ruling, claim.version, [claim.state], stands=before)


def _before(undone: Ruling) -> Ruling | None:
    """Returns the ruling that becomes current when this one is undone; None if there is none."""
    made = list(Ruling.objects.filter(claim=undone.claim_id).order_by("pk"))
    left = standing((one.pk, one.undoes_id) for one in made)
    by_id = {one.pk: one for one in made}
    return by_id[left[-2]] if len(left) > 1 else None


def move(claim_id: int, user: Any, situation: Situation, *, version: int) -> None:
    """Moves a claim, with its fact if it has one, to a situation, or to the one that this was merged
    into. Raises NoSituation if the situation was deleted, AlreadyThere, AlreadyDecided, TwoPeopleMove,
    NotAllowed.
    """
    with writing():
        claim = _locked(claim_id)
        allow(claim, user)
        # Locked together, in key order, so that two claims that swap situations do not deadlock.
        kept = kept_situations.lock({situation.pk, claim.situation_id or situation.pk})
        if situation.pk not in kept:
            raise NoSituation
        situation = kept[situation.pk]
        if claim.version != version:
            raise AlreadyDecided(queries.last_ruling(claim) if claim.state in DECIDED else None)
        if claim.situation_id == situation.pk:
            raise AlreadyThere
        if is_doubly_approved(claim):
            raise TwoPeopleMove
        Claim.objects.filter(pk=claim_id).update(situation=situation, version=F("version") + 1)
        merges.exclude_from_undo([claim.pk])
        facts.move([claim.pk], situation.pk)
        # By key, not name: people read histories who may not know of the situation.
        data = {"claim": claim.pk, "kind": claim.kind, "from": claim.situation_id, "to": situation.pk}
        log(instance=claim.page, action="conflictdesk.move", user=user, data=data)
        for key in sorted({claim.situation_id or situation.pk, situation.pk}):
            refreshing.refresh(key, f"moved to “{situation}”: {claim}")


def _locked(claim_id: int) -> Claim:
    """Locks the claim until the transaction ends and returns it as it is stored then."""
    Claim.objects.select_for_update(no_key=True).filter(pk=claim_id).first()
    return queries.claim(claim_id)


def _approve(
    claim: Claim, user: Any, amendment: Amendment, version: int, situation: Situation | int | None
) -> Ruling:
    """Records an approval and returns it: the only one needed, the first of two, or the confirmation of
    the first. It is the first of two if the earlier one no longer counts. The claim must be locked, so
    that the first approval cannot change meanwhile.
    """
    chosen = _chosen(claim, situation)
    first = claim.first_approval
    same = first is not None and first.amendment == amendment and not lapse(claim, chosen)
    confirmed = first if same else None
    two = needs_second(claim, amendment)
    if claim.version != version:
        raise _overtaken(claim.pk, [State.PENDING])
    if two and confirmed and confirmed.user_id == user.pk:
        raise NotAllowed(_("You approved it first: another fact editor has to confirm it."))
    ruling = Ruling(
        decision=Decision.AMEND if amendment and not confirmed else Decision.APPROVE,
        outcome=State.APPROVED if confirmed or not two else State.PENDING,
        amendment=amendment,
        situation_id=chosen,
        seconds=confirmed,
        first_user_id=confirmed.user_id if two and confirmed else None,
    )
    return _rule(claim, user, ruling, version, [State.PENDING], situation_id=chosen)


def _chosen(claim: Claim, situation: Situation | int | None) -> int:
    """Returns the key of the situation to approve the claim in, after merges. Raises NoSituation."""
    key = situation.pk if isinstance(situation, Situation) else situation or claim.situation_id
    if key is not None and key == claim.situation_id:
        return key  # The claim is locked, so nobody merges its situation; others may rule in it meanwhile.
    found = kept_situations.lock([key]).get(key) if key is not None else None
    if found is None:
        raise NoSituation
    return found.pk


_ITSELF = object()


def _rule(
    claim: Claim,
    user: Any,
    ruling: Ruling,
    version: int,
    expected: Sequence[str],
    *,
    situation_id: int | None = None,
    stands: Any = _ITSELF,
) -> Ruling:
    """Records the ruling and its consequences, and returns it. Requires a transaction."""
    allow(claim, user)
    _decide(claim, ruling.outcome, version, expected, situation_id or claim.situation_id)
    ruling.claim, ruling.user, ruling.user_name = claim, user, name_of(user)
    ruling.save()
    claim.ruling = ruling if stands is _ITSELF else stands
    Claim.objects.filter(pk=claim.pk).update(ruling=claim.ruling)
    _apply(claim, ruling)
    return ruling


def _decide(
    claim: Claim, state: str, version: int, expected: Sequence[str], situation_id: int | None
) -> None:
    """Updates the claim if its version and state are still those the user saw; else raises
    AlreadyDecided.
    """
    updated = Claim.objects.filter(
        pk=claim.pk, version=version, state__in=expected, presence__in=Claim.RULED_ON
    ).update(state=state, situation_id=situation_id, version=F("version") + 1)
    if updated != 1:
        raise _overtaken(claim.pk, expected)
    if claim.situation_id not in (None, situation_id):
        merges.exclude_from_undo([claim.pk])
    claim.state, claim.situation_id = state, situation_id


def _overtaken(claim_id: int, expected: Sequence[str]) -> AlreadyDecided:
    """Returns the error for an outdated version. It names the last ruling if the user cannot have seen
    it; else the claim's text or situation has changed.
    """
    claim = Claim.objects.select_related("ruling").get(pk=claim_id)
    ruled = claim.state not in expected or claim.first_approval is not None
    return AlreadyDecided(queries.last_ruling(claim) if ruled else None)


def _apply(claim: Claim, ruling: Ruling) -> None:
    """Applies a ruling's consequences: the fact, the audit log, the situation's next snapshot."""
    if claim.state == State.APPROVED:
        assert claim.ruling is not None
        _allow_fact(claim, claim.ruling)
        facts.derive(claim, claim.ruling)
    else:
        facts.withdraw(claim)
    log(
        instance=claim.page,
        action=f"conflictdesk.{ruling.decision}",
        user=ruling.user,
        data={"claim": claim.pk, "kind": claim.kind, "reason": ruling.reason},
    )
    if claim.situation_id and ruling.decision != Decision.REJECT:
        refreshing.refresh(claim.situation_id, f"{ruling.get_decision_display()}: {claim}")


def _allow_fact(claim: Claim, ruling: Ruling) -> None:
    """Raises NoSituation without a situation, and MovedSince if the claim would become a fact of another
    situation than it was approved for: because it was moved while pending, or an earlier ruling is
    restored.
    """
    if claim.situation is None:
        raise NoSituation
    if not is_approved_for(ruling, claim.situation_id):
        words = _("It has been moved to “%(situation)s” since it was approved: approve it there.")
        raise MovedSince(words % {"situation": claim.situation})
