"""Checks whether a person decides on all facts that a merge or another change would alter."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from conflictdesk.ledger.models import Claim, EventFact, FigureFact
from conflictdesk.ledger.rights import article_rights


def refusal(claims: QuerySet[Claim], user: Any) -> str | None:
    """Returns in words why this person may not change the facts of these claims; None if they decide on
    all of them. Facts that readers do not see now count too, because their articles may be shown again;
    those of deleted articles do not. Without a user it returns None: the caller is the site's own code.
    """
    if user is None:
        return None
    everything: tuple[QuerySet[Any], ...] = (FigureFact.objects.all(), EventFact.objects.all())
    for shown in (one.filter(claim__in=claims, claim__page__isnull=False) for one in everything):
        own = shown.filter(article_rights.claims(user, article_rights.Act.DECIDE, at="claim__"))
        if shown.exclude(pk__in=own.values("pk")).exists():
            return _("Facts that you do not decide on would move. Ask somebody who decides on all of them.")
    return None
