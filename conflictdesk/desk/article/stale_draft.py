"""Refuses a draft that is stored late and would undo a publication.

Wagtail reads a page, checks it and writes it whole. An autosave that reads before a publication and
writes after it would take the page off the site and put the older text into its latest version.
"""

from __future__ import annotations

from typing import Any

import swapper
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils.translation import gettext as _


def refuse(page: Any) -> None:
    """Raises `PermissionDenied` if the stored page was published, unpublished or saved since it was
    read.

    Wagtail's save turns that into a message and keeps the form. The check locks the page's row until the
    transaction that writes the draft ends, so that its result stays true. Outside a transaction it does
    nothing, because nothing is about to be written: a preview fills the form as well.
    """
    if not connection.in_atomic_block:
        return
    pages = swapper.load_model("wagtailcore", "Page").objects
    unchanged = pages.filter(pk=page.pk, live=page.live, latest_revision=page.latest_revision_id)
    if page.pk and not unchanged.update(live=page.live):
        raise PermissionDenied(
            _("This article was published or saved elsewhere at the same moment. Nothing was overwritten.")
        )
