"""Decided articles: those that readers see or have seen, or that somebody has decided on."""

from __future__ import annotations

from typing import Any

import swapper

from conflictdesk.ledger.models import Ruling


def is_decided(page: Any) -> bool:
    """Whether the article is or was live, is scheduled, is in a workflow, or has a claim that somebody
    ruled on: then only those who may publish it change its situations. Reads the stored page again;
    False if it is not stored.
    """
    stored = swapper.load_model("wagtailcore", "Page").objects.filter(pk=page.pk).first()
    return stored is not None and bool(
        stored.live
        or stored.first_published_at
        or stored.approved_schedule
        or stored.current_workflow_state
        or Ruling.objects.filter(claim__page_key=stored.pk).exists()
    )
