"""A situation's dashboard: standings with their history, the map, the articles, the waiting claims."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import InspectView

from conflictdesk.boxes.live import states
from conflictdesk.boxes.page import situation_view, timeline
from conflictdesk.desk.queue import queue_order
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import readings
from conflictdesk.ledger.models import ArticleSituation, Claim, Situation
from conflictdesk.ledger.rights import article_rights
from conflictdesk.ledger.snapshots import correction_log, public_content
from conflictdesk.wording import dates, languages, reading_lines

OPEN_SHOWN, ARTICLES_SHOWN = 8, 12


class DashboardView(InspectView):
    """Shows what readers see now and which claims wait, to users who may inspect situations."""

    page_title = _("Dashboard")
    template_name = "conflictdesk/desk/reports/dashboard.html"

    def get_fields(self) -> list[str]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found, user = self.object, self.request.user
        return context | standing(found) | articles(found, user) | waiting(found, user)


def standing(found: Situation) -> dict[str, Any]:
    """Returns the standings with their charts, and the map of events, as readers see them."""
    state = states.present(found)
    calendar = dates.Calendar(languages.locale(languages.active()), timezone.localdate(state.taken))
    events = timeline.lines(found, public_content.public(found).events)
    return {
        "situation": found,
        "stories": situation_view.stories(state.content, calendar),
        "atlas": situation_view.atlas(events),
        "events": len(events),
        "version": state.version,
        "corrections": len(correction_log.public(found)),
    }


def articles(found: Situation, user: Any) -> dict[str, Any]:
    """Returns the newest articles that the user may see, and the number of all that they may see."""
    rows = ArticleSituation.objects.filter(
        article_rights.pages(user, at="page__"), situation=found
    ).select_related("page")
    return {
        "articles": rows.order_by("-page__first_published_at", "-pk")[:ARTICLES_SHOWN],
        "articles_count": rows.count(),
    }


def waiting(found: Situation, user: Any) -> dict[str, Any]:
    """Returns the waiting claims that the user may see, highest priority first, and their number."""
    claims = queries.pending(situation=found.pk).filter(article_rights.claims(user))
    queue = f"{reverse('conflictdesk_facts:queue')}?situation={found.slug}"
    return {
        "open": [_open(claim, queue) for claim in claims.order_by("-owed", "pk")[:OPEN_SHOWN]],
        "open_count": queue_order.count(claims),
        "queue": queue,
    }


def _open(claim: Claim, queue: str) -> tuple[str, str]:
    words = reading_lines.headline(readings.reading(claim), claim.proposal["quote"])
    return words, f"{queue}&claim={claim.pk}"
