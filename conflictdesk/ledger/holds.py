"""Holds: what concerns the claims of one article happens one at a time, until the transaction ends."""

from __future__ import annotations

from typing import Any

import swapper


def hold_page(page_key: int) -> Any:
    """The page as it is stored now, after whoever held it has committed; None when it is gone.

    Only within a transaction. Rows that refer to the page can still be written by others. SQLite has one
    writer anyway.
    """
    pages = swapper.load_model("wagtailcore", "Page").objects
    return pages.select_for_update(no_key=True).filter(pk=page_key).first()
