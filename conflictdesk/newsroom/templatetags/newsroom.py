"""Template tags for the parts that every page of the site shows: its name and its sections."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from wagtail.models import Page, Site

from conflictdesk.ledger import public_sites

register = template.Library()


@register.simple_tag(takes_context=True)
def newsroom_home(context: Context) -> Page | None:
    """Returns the home page of the site that the request is for; None without a site or a request."""
    request: Any = context.get("request")
    site = Site.find_for_request(request) if request else None
    return site.root_page.specific if site else None


@register.simple_tag
def newsroom_sections(home: Page | None) -> list[Page]:
    """Returns the sections that the public may read, in the order of the page tree."""
    return list(public_sites.open_to_all(home.get_children().live().in_menu())) if home else []
