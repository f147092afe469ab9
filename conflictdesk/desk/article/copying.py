"""Gives a copied article the authors of its original, and those of its situations that the person who
copies may know of. No claim or ruling is copied: the copy's own claims wait for review.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from conflictdesk.ledger.rights import article_rights, authors
from conflictdesk.ledger.situations import membership


def copy_authors_and_situations(request: HttpRequest, page: Any, new_page: Any) -> None:
    """Copies authors and situations, also for the pages below, which Wagtail copied in the same order.
    An alias gets no situations: it has its original's.
    """
    known = set(article_rights.situations(request.user))
    originals, copies = (one.get_descendants(inclusive=True).order_by("path") for one in (page, new_page))
    pairs = [(page, new_page)] if len(copies) == 1 else list(zip(originals, copies, strict=True))
    for original, copy in pairs:
        authors.copied(original, copy)
        situations = [one for one in membership.situations_of(original.pk) if one in known]
        if copy.alias_of_id is None and situations:
            membership.assign(copy.pk, situations, request.user)
