"""Finds the site's own addresses, the pages that belong to a site, and the pages open to everybody."""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, urlsplit

import swapper
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.http import HttpRequest
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import PageViewRestriction, Site

# The schemes, each with the default port that addresses omit.
PORTS = {"http": ":80", "https": ":443"}


def root_url(request: HttpRequest) -> str:
    """Returns scheme and host of the site, such as "https://news.example". The Host header only chooses
    among Wagtail's sites; without sites this is the admin's address, or "" if that is not set either.
    """
    site = Site.find_for_request(request)
    return str(site.root_url) if site else (get_admin_base_url() or "").rstrip("/")


def has(address: SplitResult) -> bool:
    """Whether the address is an http or https address of one of the sites."""
    port = PORTS.get(address.scheme)
    hosts = {urlsplit(site.root_url).netloc.lower() for site in Site.objects.all()}
    return port is not None and address.netloc.lower().removesuffix(port) in hosts


def within(pages: Any) -> Any:
    """Returns those pages of the queryset that are below the root of a site: other pages have no
    address.
    """
    path = ExpressionWrapper(OuterRef("path"), CharField())
    roots = Site.objects.order_by().annotate(reached=path).filter(reached__startswith=F("root_page__path"))
    return pages.filter(Exists(roots))


def open_to_all(pages: Any) -> Any:
    """Returns those pages of the queryset that have no view restriction, as Wagtail decides when it
    serves a page. Unlike Wagtail's `public()`, this leaves out the aliases of private pages, too.
    """
    closed: dict[int, str] = {}
    found = dict(PageViewRestriction.objects.values_list("page_id", "page__path"))
    aliases = swapper.load_model("wagtailcore", "Page").objects.order_by()
    while found:
        closed |= found
        next_ones = aliases.filter(alias_of__in=found).exclude(pk__in=closed)
        found = dict(next_ones.values_list("pk", "path"))
    below = Q(pk__in=[])
    for path in closed.values():
        below |= Q(path__startswith=path)
    return pages.exclude(below)
