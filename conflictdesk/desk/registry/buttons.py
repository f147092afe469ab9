"""Adds buttons to the lists of situations, actors and places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from conflictdesk.ledger.models import Actor, Place, Situation

OURS = (Situation, Actor, Place)


def merge(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Yields the button “Merge” if the user may change the row; nothing for other snippets."""
    name = type(snippet)._meta.model_name
    if isinstance(snippet, OURS) and user.has_perm(f"conflictdesk.change_{name}"):
        url = reverse(f"conflictdesk_facts:merge_{name}", args=(snippet.pk,))
        yield Button(_("Merge"), url, icon_name="resubmit", priority=50)
