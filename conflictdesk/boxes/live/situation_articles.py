"""The articles of a situation that everyone may read, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from conflictdesk.ledger import queries
from conflictdesk.ledger.models import Situation
from conflictdesk.wording import dates

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Article:
    title: str
    url: str
    date: str
    iso: str


def situations(page: Any) -> list[tuple[str, str]]:
    """Slug and name of each public situation that the page belongs to, by name; asked for once for each page
    object, since its head, its text and its view all want to know. Empty for a page that is not stored yet.
    """
    if not getattr(page, "pk", None):
        return []
    if not hasattr(page, "_conflictdesk_told"):
        # Those who read a private article, or the alias of one, need not know what is in preparation.
        shown = queries.public_situations() & queries.situations_shown_on(page)
        page._conflictdesk_told = list(shown.values_list("slug", "name"))
    told: list[tuple[str, str]] = page._conflictdesk_told
    return told


def pages(situation: Situation) -> Any:
    """The public pages of a situation, a queryset."""
    found = queries.public_pages().filter(conflictdesk_situations__situation=situation)
    return found.order_by("-first_published_at", "-pk")


def articles(
    situation: Situation, calendar: dates.Calendar, until: datetime | None = None
) -> tuple[Article, ...]:
    """The newest of them, or the newest at a moment."""
    found = pages(situation)
    if until is not None:
        found = found.filter(first_published_at__lte=until)
    return tuple(_article(page, calendar) for page in found[:SHOWN])


def _article(page: Any, calendar: dates.Calendar) -> Article:
    published = page.first_published_at
    day = timezone.localtime(published).date().isoformat() if published else ""
    return Article(page.title, page.url or "", calendar.day(day) if day else "", day)
