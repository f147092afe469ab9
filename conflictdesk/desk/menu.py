"""Puts the desk into the admin's menu: "Facts to review (12)"."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from conflictdesk.desk.queue import queue_order
from conflictdesk.ledger import queries
from conflictdesk.ledger.rights import article_rights


class QueueMenuItem(MenuItem):
    """Shown to those who may open the queue; each page counts anew."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Facts to review"),
            reverse_lazy("conflictdesk_facts:queue"),
            name="conflictdesk-facts",
            icon_name="clipboard-list",
            order=150,
        )

    def is_shown(self, request: Any) -> bool:
        return article_rights.may_open(request.user)

    def render_component(self, request: Any) -> LinkMenuItem:
        return LinkMenuItem(
            self.name, label(request.user), self.url, icon_name=self.icon_name, attrs=self.attrs
        )


def label(user: Any) -> str:
    """Returns the item's label with the number of waiting claims that the person may see; without a
    number when there are none.
    """
    return with_count(
        _("Facts to review"), queue_order.count(queries.pending().filter(article_rights.claims(user)))
    )


def with_count(label: str, count: queue_order.Count) -> str:
    if not count.number:
        return label
    return _("%(label)s (%(count)s)") % {"label": label, "count": count}
