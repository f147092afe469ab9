"""Template tags of conflictdesk: `{% load conflictdesk %}`."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from conflictdesk.boxes.live import assets, box_cache, situation_articles
from conflictdesk.ledger.models import Situation
from conflictdesk.wording import languages, markup, reading_lines
from conflictdesk.wording.sentences import Phrase

register = template.Library()


@register.simple_tag
def situation_boxes(page: Any) -> SafeString:
    """Returns the live boxes of all situations that the page belongs to; "" if there are none."""
    slugs = [slug for slug, _name in situation_articles.situations(page)]
    found = box_cache.find_all(slugs, languages.active()) if slugs else []
    return mark_safe("\n".join(box.html for box in found))  # its template escaped it # nosec B308


@register.simple_tag
def situation_box(situation: Situation | None) -> SafeString:
    """Returns the live box of one situation; "" if it is gone."""
    found = box_cache.find(situation.slug, languages.active()) if situation else None
    return mark_safe(found.html) if found else SafeString()  # its template escaped it # nosec B308


@register.simple_tag
def conflictdesk_assets() -> SafeString:
    """Returns the style sheet and the script of the boxes, for the page's <head>."""
    return assets.tags()


@register.simple_tag
def conflictdesk_feeds(page: Any) -> SafeString:
    """Returns links for an article's <head>: to the feeds of changes of the situations it belongs to."""
    language, mounted = languages.active(), (get_script_prefix(), get_urlconf())
    situations = situation_articles.situations(page)
    return format_html_join(
        "\n", "{}", ((_feed_link(slug, name, language, mounted),) for slug, name in situations)
    )


@lru_cache(maxsize=1000)
def _feed_link(slug: str, name: str, language: str, mounted: tuple[str, str | None]) -> SafeString:
    """Returns the link to one feed. `mounted` is where the site's addresses are rooted, which is part of
    the link.
    """
    return format_html(
        '<link rel="alternate" type="application/atom+xml" href="{}" title="{}">',
        reverse("conflictdesk:feed", args=[slug, language]),
        name,
    )


@register.filter
def marked_up(phrase: Phrase, party: bool = False) -> SafeString:
    """Returns a phrase as HTML; `party` marks its source as a party to the conflict."""
    return markup.phrase(phrase, party=party)


@register.filter
def source_name(name: str, party: bool = False) -> SafeString:
    """Returns a source's name as HTML, marked if it is a party to the conflict."""
    return markup.name(name, party=party)


@register.filter
def desk_moment(at: datetime) -> str:
    """Returns day and time in the form that all views of the desk use."""
    return reading_lines.moment(at)


@register.filter
def desk_day(at: datetime) -> str:
    """Returns the day in the form that all views of the desk use."""
    return reading_lines.day(timezone.localdate(at).isoformat())
