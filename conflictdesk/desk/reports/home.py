"""Shows the waiting claims on the admin's first page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from conflictdesk.desk.models import Digest
from conflictdesk.desk.queue import queue_order, unread_articles
from conflictdesk.desk.reports.newsroom_state import NewsroomState
from conflictdesk.desk.review import decided_claims
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import readings
from conflictdesk.ledger.rights import article_rights
from conflictdesk.ledger.transactions import writing
from conflictdesk.reconcile import priority
from conflictdesk.wording import reading_lines

SHOWN = 3


class FactsPanel(Component):
    """The waiting claims: how many, how many contradict what readers see, how many are new to the user."""

    name = "conflictdesk-facts"
    order = 60
    template_name = "conflictdesk/desk/reports/home.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        waiting = queries.pending().filter(article_rights.claims(user))
        first = waiting.select_related("situation").order_by("-owed", "pk")[:SHOWN]
        queue = reverse("conflictdesk_facts:queue")
        return {
            "count": queue_order.count(waiting),
            "contradictions": queue_order.count(
                waiting.filter(owed__gte=priority.score(priority.CONTRADICTS))
            ),
            "seconds": queue_order.count(waiting.filter(ruling__decision__in=("approve", "amend"))),
            "fresh": queue_order.count(waiting.filter(proposed_at__gt=seen_until(user))),
            "unread": len(unread_articles.articles(user)),
            "state": NewsroomState(user),
            "first": [
                {
                    "headline": reading_lines.headline(readings.reading(one), one.proposal["quote"]),
                    "situation": one.situation,
                    "url": f"{queue}?claim={one.pk}",
                }
                for one in first
            ],
            "queue": queue,
            "latest": decided_claims.latest(user)[:SHOWN],
        }


def seen_until(user: Any) -> Any:
    """Returns when the user last opened the queue; the present time if they never have."""
    known = Digest.objects.filter(user=user).values_list("seen_until", flat=True).first()
    return known or timezone.now()


def mark_seen(user: Any) -> None:
    """Records that the user has the queue open now."""
    with writing():
        Digest.objects.update_or_create(user=user, defaults={"seen_until": timezone.now()})


def add_panel(request: Any, panels: list[Any]) -> None:
    """Adds the panel for users who may open the queue."""
    if article_rights.may_open(request.user):
        panels.append(FactsPanel())
