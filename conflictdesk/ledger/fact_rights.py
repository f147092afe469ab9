"""Fact rights: whether a person decides on all facts that something else than a ruling would change."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from conflictdesk.ledger import queries, rights
from conflictdesk.ledger.models import Claim


def refusal(claims: QuerySet[Claim], user: Any) -> str | None:
    """Why this person may not change what readers see of these claims, in words; None when they decide on all
    of it. Without a user it is the site's own code.
    """
    if user is None:
        return None
    everything: tuple[QuerySet[Any], ...] = (queries.approved_figures(), queries.approved_events())
    for shown in (one.filter(claim__in=claims) for one in everything):
        own = shown.filter(rights.claims(user, rights.Act.DECIDE, at="claim__"))
        if shown.exclude(pk__in=own.values("pk")).exists():
            return _("Facts that you do not decide on would move. Ask somebody who decides on all of them.")
    return None
