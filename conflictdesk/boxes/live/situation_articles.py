"""The articles of a situation that everyone may read, newest first."""

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
    """An article in the list; `date` is in words, `iso` is the day, "" for both if unpublished."""

    title: str
    url: str
    date: str
    iso: str


def situations(page: Any) -> list[tuple[str, str]]:
    """Returns slug and name of each public situation that the page belongs to, by name; [] for a page
    that is not stored yet. Cached on the page object, because head, text and view all ask.
    """
    if not getattr(page, "pk", None):
        return []
    if not hasattr(page, "_conflictdesk_situations_shown"):
        # Readers of a private article, or of an alias of one, must not learn what is in preparation.
        shown = queries.public_situations() & queries.situations_shown_on(page)
        page._conflictdesk_situations_shown = list(shown.values_list("slug", "name"))
    found: list[tuple[str, str]] = page._conflictdesk_situations_shown
    return found


def pages(situation: Situation) -> Any:
    """Returns the public pages of a situation as a queryset, newest first."""
    found = queries.public_pages().filter(conflictdesk_situations__situation=situation)
    return found.order_by("-first_published_at", "-pk")


def articles(
    situation: Situation, calendar: dates.Calendar, until: datetime | None = None
) -> tuple[Article, ...]:
    """Returns the newest of them, or the newest at a moment."""
    found = pages(situation)
    if until is not None:
        found = found.filter(first_published_at__lte=until)
    return tuple(_article(page, calendar) for page in found[:SHOWN])


def _article(page: Any, calendar: dates.Calendar) -> Article:
    published = page.first_published_at
    day = timezone.localtime(published).date().isoformat() if published else ""
    return Article(page.title, page.url or "", calendar.day(day) if day else "", day)
