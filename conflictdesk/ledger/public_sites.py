"""Sites: where the site's own addresses begin, whatever a request calls it, which pages stand in one, and
which are open to everybody.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, urlsplit

import swapper
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.http import HttpRequest
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import PageViewRestriction, Site

# Schemes of the web, and the ports that their addresses leave out.
PORTS = {"http": ":80", "https": ":443"}


def root_url(request: HttpRequest) -> str:
    """Scheme and host of the site, such as "https://news.example". The Host header only chooses among the
    sites of Wagtail; without any it is the admin's address, and "" where that is not set either.
    """
    site = Site.find_for_request(request)
    return str(site.root_url) if site else (get_admin_base_url() or "").rstrip("/")


def has(address: SplitResult) -> bool:
    """Whether it is an address of the web of one of the sites, by http or https."""
    port = PORTS.get(address.scheme)
    hosts = {urlsplit(site.root_url).netloc.lower() for site in Site.objects.all()}
    return port is not None and address.netloc.lower().removesuffix(port) in hosts


def within(pages: Any) -> Any:
    """Those of the pages, a queryset, that stand below the root of a site: others have no address."""
    path = ExpressionWrapper(OuterRef("path"), CharField())
    roots = Site.objects.order_by().annotate(reached=path).filter(reached__startswith=F("root_page__path"))
    return pages.filter(Exists(roots))


def open_to_all(pages: Any) -> Any:
    """Those of the pages, a queryset, that no visitor is asked anything for. As Wagtail when it serves a
    page, and unlike its `public()`: the alias of a private page is private, too.
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
