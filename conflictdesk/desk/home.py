"""What waits, on the admin's first page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from conflictdesk.desk import decided, line, phrases, unread
from conflictdesk.desk.models import Digest
from conflictdesk.desk.newsroom_state import NewsroomState
from conflictdesk.ledger import queries, readings, rights
from conflictdesk.ledger.transactions import writing
from conflictdesk.reconcile import owed

SHOWN = 3


class FactsPanel(Component):
    """How many wait, how many of them contradict what readers see, and what came since one last looked."""

    name = "conflictdesk-facts"
    order = 60
    template_name = "conflictdesk/desk/home.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        waiting = queries.pending().filter(rights.claims(user))
        first = waiting.select_related("situation").order_by("-owed", "pk")[:SHOWN]
        queue = reverse("conflictdesk_facts:queue")
        return {
            "count": line.count(waiting),
            "contradictions": line.count(waiting.filter(owed__gte=owed.owed(owed.CONTRADICTS))),
            "seconds": line.count(waiting.filter(ruling__decision__in=("approve", "amend"))),
            "fresh": line.count(waiting.filter(proposed_at__gt=seen_until(user))),
            "unread": len(unread.articles(user)),
            "state": NewsroomState(user),
            "first": [
                {
                    "headline": phrases.headline(readings.reading(one), one.proposal["quote"]),
                    "situation": one.situation,
                    "url": f"{queue}?claim={one.pk}",
                }
                for one in first
            ],
            "queue": queue,
            "latest": decided.latest(user)[:SHOWN],
        }


def seen_until(user: Any) -> Any:
    """Until when the user has seen what came; now for one who has not been here yet."""
    known = Digest.objects.filter(user=user).values_list("seen_until", flat=True).first()
    return known or timezone.now()


def looked(user: Any) -> None:
    """The user has the queue before them."""
    with writing():
        Digest.objects.update_or_create(user=user, defaults={"seen_until": timezone.now()})


def add_panel(request: Any, panels: list[Any]) -> None:
    """For those who may open the queue."""
    if rights.may_open(request.user):
        panels.append(FactsPanel())
