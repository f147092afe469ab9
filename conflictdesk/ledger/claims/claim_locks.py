"""Holds: what concerns the claims of one article happens one at a time, until the transaction ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import swapper

from conflictdesk.ledger.models import Claim


def hold_page(page_key: int) -> Any:
    """The page as it is stored now, after whoever held it has committed; None when it is gone.

    Only within a transaction. Rows that refer to the page can still be written by others. SQLite has one
    writer anyway.
    """
    pages = swapper.load_model("wagtailcore", "Page").objects
    return pages.select_for_update(no_key=True).filter(pk=page_key).first()


def hold_pages(page_keys: Iterable[int]) -> None:
    """The same for many pages. Before their claims are held, as who records an extraction does."""
    pages = swapper.load_model("wagtailcore", "Page").objects.filter(pk__in=list(page_keys))
    list(pages.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def hold_claims(claims: Any) -> list[int]:
    """The keys of the claims (a queryset), which nobody else changes until the transaction ends. Before their
    situations are held, as a ruling does.
    """
    held = Claim.objects.select_for_update(no_key=True).filter(pk__in=claims.order_by().values("pk"))
    return list(held.order_by("pk").values_list("pk", flat=True))
