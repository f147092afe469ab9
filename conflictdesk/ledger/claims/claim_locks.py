"""Locks articles and their claims, so that only one transaction at a time changes the claims of an
article.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import swapper

from conflictdesk.ledger.models import Claim


def lock_page(page_key: int) -> Any:
    """Locks a page until the transaction ends and returns it as it is stored then; None if it is
    deleted.

    Requires a transaction. Other transactions may still write rows that refer to the page. SQLite
    ignores the lock: it allows only one writer anyway.
    """
    pages = swapper.load_model("wagtailcore", "Page").objects
    return pages.select_for_update(no_key=True).filter(pk=page_key).first()


def lock_pages(page_keys: Iterable[int]) -> None:
    """Locks many pages until the transaction ends. Call it before `lock_claims`, in the order in which
    recording an extraction locks them.
    """
    pages = swapper.load_model("wagtailcore", "Page").objects.filter(pk__in=list(page_keys))
    list(pages.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def lock_claims(claims: Any) -> list[int]:
    """Locks the claims of a queryset until the transaction ends and returns their keys. Call it before
    locking their situations, in the order in which a ruling locks them.
    """
    locked = Claim.objects.select_for_update(no_key=True).filter(pk__in=claims.order_by().values("pk"))
    return list(locked.order_by("pk").values_list("pk", flat=True))
