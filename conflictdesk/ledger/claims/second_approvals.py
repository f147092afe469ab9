"""Decides which claims need two approvals, and which approvals count for which situation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from conflictdesk import conf
from conflictdesk.contract.stored import BOUNDS, Amendment
from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import find_numbers
from conflictdesk.ledger.claims.readings import proposed
from conflictdesk.ledger.extractions import site_vocabulary
from conflictdesk.ledger.models import Claim, Ruling, Situation
from conflictdesk.ledger.rights.ruling_rights import kinds_for_two, refusal


def needs_second(claim: Claim, amendment: Amendment) -> bool:
    """Whether two people must approve the claim, as proposed or as amended: because of its kind, because
    a person marked its words, or because a person set a number that its words do not contain.
    """
    if _is_of_kind(claim, amendment):
        return True
    by_hand: bool = conf.get("SECOND_APPROVAL_BY_HAND")
    return by_hand and (bool(claim.added_by_name) or _is_unquoted(claim, amendment))


def is_doubly_approved(claim: Claim) -> bool:
    """Whether the claim is approved and its values need two approvals: it may then change its situation
    by new rulings only.
    """
    ruling = claim.ruling
    return claim.state == Claim.State.APPROVED and needs_second(claim, ruling.amendment if ruling else {})


def is_approved_for(ruling: Ruling, situation_id: int | None) -> bool:
    """Whether the approval was given for the situation, or for one that has been merged into it. False
    if the approval's situation was deleted.
    """
    if ruling.situation_id is None or situation_id is None:
        return False
    return ruling.situation_id == situation_id or _merged_into(ruling.situation_id) == _merged_into(
        situation_id
    )


def lapse(claim: Claim, situation_id: int | None) -> str:
    """Returns in words why the claim's first approval does not count for that situation; "" if it counts
    or there is none. It counts while its author may decide on the claim.
    """
    first = claim.first_approval
    if first is None:
        return ""
    if not is_approved_for(first, situation_id):
        words = _("%(name)s approved it for another situation: that does not count here.")
    elif first.user is None or refusal(claim, first.user):
        words = _("%(name)s approved it, and may not decide on it now: that counts no more.")
    else:
        return ""
    return words % {"name": first.user_name}


def _merged_into(situation_id: int) -> int:
    """Returns the key of the situation that this one was finally merged into; its own key if it was not."""
    into = Situation.objects.filter(pk=situation_id).values_list("merged_into", flat=True).first()
    return situation_id if into is None else _merged_into(into)


def _is_of_kind(claim: Claim, amendment: Amendment) -> bool:
    """Whether the proposed or amended measure or type is one that needs two approvals by the settings."""
    before = proposed(claim)
    if "measure" in before:
        topics = {before["measure"], amendment.get("measure", before["measure"])}
    else:
        topics = {before["type"], amendment.get("type", before["type"])}
    return any(f"{claim.kind}:{topic}" in kinds_for_two() for topic in topics)


def _is_unquoted(claim: Claim, amendment: Amendment) -> bool:
    """Whether the amendment sets a number that is neither in the proposal nor in its quoted words."""
    before = proposed(claim)
    if "measure" not in before:
        return False
    given = {bound for bound in (amendment.get(name) for name in BOUNDS) if bound is not None}
    new = given - {before[name] for name in BOUNDS}
    return bool(new - _quoted_numbers(claim.proposal["quote"])) if new else False


def _quoted_numbers(quote: str) -> set[float]:
    """Returns all bounds of the numbers that the quote contains."""
    numbers = find_numbers(Document(quote, None), vocabulary=site_vocabulary.current())
    return {bound for one in numbers for bound in (one.low, one.best, one.high) if bound is not None}
