"""Second approvals: what two people approve, and which approvals count for which situation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from conflictdesk import conf
from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import find_numbers
from conflictdesk.ledger.claims.readings import proposed
from conflictdesk.ledger.extractions import site_vocabulary
from conflictdesk.ledger.models import Claim, Ruling, Situation
from conflictdesk.ledger.rights.ruling_rights import refusal

BOUNDS = ("low", "best", "high")


def needs_second(claim: Claim, amendment: Mapping[str, Any]) -> bool:
    """Whether two people approve the claim, as proposed or as amended: for its kind, or because a person
    marked its words, or set a number that its words do not say.
    """
    if _is_of_kind(claim, amendment):
        return True
    by_hand: bool = conf.get("SECOND_APPROVAL_BY_HAND")
    return by_hand and (bool(claim.added_by_name) or _is_unquoted(claim, amendment))


def is_grave(claim: Claim) -> bool:
    """Whether the claim is approved, and two people have to approve what it says: it changes its situation by
    their rulings alone.
    """
    ruling = claim.ruling
    return claim.state == Claim.State.APPROVED and needs_second(claim, ruling.amendment if ruling else {})


def is_approved_for(ruling: Ruling, situation_id: int | None) -> bool:
    """Whether the approval was given for the situation, or for one that has been merged into it. False for
    an approval that names no situation: the one that it named was deleted.
    """
    if ruling.situation_id is None or situation_id is None:
        return False
    return ruling.situation_id == situation_id or _kept(ruling.situation_id) == _kept(situation_id)


def lapse(claim: Claim, situation_id: int | None) -> str:
    """Why the claim's first approval does not count for that situation, in words; "" where it counts, and
    where nobody has given one. It counts while the person who gave it may decide on the claim.
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


def _kept(situation_id: int) -> int:
    """The key of the situation that this one was merged into, step by step; its own where it was not."""
    into = Situation.objects.filter(pk=situation_id).values_list("merged_into", flat=True).first()
    return situation_id if into is None else _kept(into)


def _is_of_kind(claim: Claim, amendment: Mapping[str, Any]) -> bool:
    before = proposed(claim)
    name = "measure" if claim.kind == Claim.Kind.FIGURE else "type"
    topics = {before[name], amendment.get(name, before[name])}
    return any(f"{claim.kind}:{topic}" in conf.get("SECOND_APPROVAL") for topic in topics)


def _is_unquoted(claim: Claim, amendment: Mapping[str, Any]) -> bool:
    """Whether the amendment sets a number that neither the proposal nor its words have."""
    before = proposed(claim)
    given = {amendment[name] for name in BOUNDS if amendment.get(name) is not None}
    new = given - {before.get(name) for name in BOUNDS}
    return bool(new - _said(claim.proposal["quote"])) if new else False


def _said(quote: str) -> set[float]:
    numbers = find_numbers(Document(quote, None), vocabulary=site_vocabulary.current())
    return {bound for one in numbers for bound in (one.low, one.best, one.high) if bound is not None}
