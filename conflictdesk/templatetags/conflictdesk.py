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
    """The live boxes of all situations that the page belongs to; nothing for a page of none."""
    slugs = [slug for slug, _name in situation_articles.situations(page)]
    found = box_cache.find_all(slugs, languages.active()) if slugs else []
    return mark_safe("\n".join(box.html for box in found))  # its template escaped it # nosec B308


@register.simple_tag
def situation_box(situation: Situation | None) -> SafeString:
    """The live box of one situation; nothing for one that is gone."""
    found = box_cache.find(situation.slug, languages.active()) if situation else None
    return mark_safe(found.html) if found else SafeString()  # its template escaped it # nosec B308


@register.simple_tag
def conflictdesk_assets() -> SafeString:
    """The style sheet and the script of the boxes, for the page's <head>."""
    return assets.tags()


@register.simple_tag
def conflictdesk_feeds(page: Any) -> SafeString:
    """For an article's <head>: the feeds of changes of the situations that it belongs to."""
    language, mounted = languages.active(), (get_script_prefix(), get_urlconf())
    told = situation_articles.situations(page)
    return format_html_join("\n", "{}", ((_feed_link(slug, name, language, mounted),) for slug, name in told))


@lru_cache(maxsize=1000)
def _feed_link(slug: str, name: str, language: str, mounted: tuple[str, str | None]) -> SafeString:
    """`mounted`: where the site's addresses are rooted, which decides what this one is."""
    return format_html(
        '<link rel="alternate" type="application/atom+xml" href="{}" title="{}">',
        reverse("conflictdesk:feed", args=[slug, language]),
        name,
    )


@register.filter
def marked_up(phrase: Phrase, party: bool = False) -> SafeString:
    """A phrase as HTML; `party` marks its source as a party to the conflict."""
    return markup.phrase(phrase, party=party)


@register.filter
def source_name(name: str, party: bool = False) -> SafeString:
    """A source's name as HTML, marked when it is a party to the conflict."""
    return markup.name(name, party=party)


@register.filter
def desk_moment(at: datetime) -> str:
    """Day and time as all views of the desk tell them."""
    return reading_lines.moment(at)


@register.filter
def desk_day(at: datetime) -> str:
    """The day as all views of the desk tell it."""
    return reading_lines.day(timezone.localdate(at).isoformat())
