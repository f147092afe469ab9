"""Decided articles: those that readers see or have seen, or that somebody has decided on."""

from __future__ import annotations

from typing import Any

import swapper

from conflictdesk.ledger.models import Ruling


def is_decided(page: Any) -> bool:
    """Whether the article is live or was once, is to go live at a time, is in a workflow, or has a claim that
    somebody ruled on: then its situations change by those alone who may publish it. As it is stored now, not
    as the page was read; False for one that is not stored.
    """
    stored = swapper.load_model("wagtailcore", "Page").objects.filter(pk=page.pk).first()
    return stored is not None and bool(
        stored.live
        or stored.first_published_at
        or stored.approved_schedule
        or stored.current_workflow_state
        or Ruling.objects.filter(claim__page_key=stored.pk).exists()
    )
