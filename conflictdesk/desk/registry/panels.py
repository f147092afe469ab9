"""Panels of the registry's forms: a situation's articles, and merges that can still be undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from conflictdesk.ledger import queries
from conflictdesk.ledger.merging import merges
from conflictdesk.ledger.models import ArticleSituation, Merge
from conflictdesk.ledger.rights import article_rights

SHOWN = 15


class ArticlesPanel(Panel):
    """The newest articles of a situation; they are added and removed in the page editor or the explorer."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["heading"] = kwargs.get("heading") or _("Articles")
        kwargs["icon"] = kwargs.get("icon") or "doc-full"
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "conflictdesk/desk/registry/articles_panel.html"

        class Media:
            css = {"all": ["conflictdesk/desk/desk.css"]}

        def is_shown(self) -> bool:
            """Hides the panel for a situation that is not stored yet."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            user = self.request.user
            rows = ArticleSituation.objects.filter(situation=self.instance.pk).select_related("page")
            rows = rows.filter(article_rights.pages(user, at="page__"))
            return context | {
                "situation": self.instance,
                "merged": self.instance.merged_into,
                "may_change": user.has_perm("conflictdesk.change_situation"),
                "rows": rows.order_by("-page__first_published_at", "-pk")[:SHOWN],
                "count": rows.count(),
                "waiting": queries.pending(situation=self.instance.pk)
                .filter(article_rights.claims(user))
                .count(),
                "queue": f"{reverse('conflictdesk_facts:queue')}?situation={self.instance.slug}",
            }


class MergesPanel(Panel):
    """The merges of a situation, an actor or a place that can still be undone; hidden if there are none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["heading"] = kwargs.get("heading") or _("Merged")
        kwargs["icon"] = kwargs.get("icon") or "resubmit"
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "conflictdesk/desk/registry/merges_panel.html"

        class Media:
            css = {"all": ["conflictdesk/desk/desk.css"]}

        @cached_property
        def merges(self) -> list[tuple[Merge, datetime]]:
            """Each with the moment until which it can be undone."""
            found = merges.undoable(self.instance) if self.instance.pk else []
            return [(merge, merges.undo_until(merge)) for merge in found]

        def is_shown(self) -> bool:
            return bool(self.merges)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            may = merges.may(self.request.user, self.instance._meta.model_name)
            return context | {"merges": self.merges, "may_undo": may}
