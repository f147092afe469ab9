"""Boxes on other sites: a page for an <iframe>, and oEmbed, by which a site finds it.

oEmbed: https://oembed.com/. A setting says which sites may show the frame.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from conflictdesk import conf
from conflictdesk.boxes.live import box_cache, own_sources
from conflictdesk.boxes.live.addresses import Addresses
from conflictdesk.boxes.live.responses import answer
from conflictdesk.boxes.page import pages
from conflictdesk.ledger import public_sites
from conflictdesk.untrusted import number

TEMPLATE = "conflictdesk/boxes/embed.html"
WIDTH, HEIGHT = 480, 640
NARROWEST, LOWEST = 280, 240
NO_ADDRESS = "This is no http or https address of a situation page of this site.\n"


@require_safe
@xframe_options_exempt
@pages.redirect_former_addresses
def embed(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Returns a page with the box only; its script reports its height to the page around it."""
    situation = pages.present_situation_at(slug, language)
    found = box_cache.find(slug, language)
    if found is None:
        raise Http404("There is no such situation.")
    context = {
        "language": language,
        "title": situation.name,
        "right_to_left": translation.get_language_info(language)["bidi"],
        "box": mark_safe(found.html),  # its template escaped it # nosec B308
    }
    page = render(None, TEMPLATE, context).content
    response = answer(request, page, content_type="text/html; charset=utf-8", language=language)
    response.headers["Content-Security-Policy"] = policy(request)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def policy(request: HttpRequest) -> str:
    """Returns the content security policy: only this origin, nothing inline, framed by the sites that
    the setting names.
    """
    static = " ".join(own_sources.static(request))
    ancestors = " ".join(conf.get("FRAME_ANCESTORS")) or "'none'"
    return (
        f"default-src 'none'; script-src {static}; style-src {static}; img-src 'self'; font-src {static}; "
        f"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
    )


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Returns the oEmbed response for the address of a situation page of this site; 404 for any other
    address.
    """
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only json is spoken here.\n", status=501, content_type="text/plain")
    found = _situation_at(request.GET.get("url", ""))
    if found is None:
        return HttpResponse(NO_ADDRESS, status=404, content_type="text/plain; charset=utf-8")
    slug, language = found
    situation = pages.situation_at(slug, language)
    addresses = Addresses.of(request, situation.slug, language)
    with translation.override(language):
        title = _("Where things stand: %(name)s") % {"name": situation.name}
    width = _at_most(request.GET.get("maxwidth"), WIDTH, NARROWEST)
    height = _at_most(request.GET.get("maxheight"), HEIGHT, LOWEST)
    response = JsonResponse(
        {
            "version": "1.0",
            "type": "rich",
            "title": title,
            "provider_url": f"{addresses.root}/",
            "cache_age": 3600,
            "width": width,
            "height": height,
            "html": _frame(addresses.embed, title, width, height),
        }
    )
    response.headers["Content-Language"] = language
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _situation_at(url: str) -> tuple[str, str] | None:
    """Returns slug and language of a situation page's address; None for any other. Parses the address
    only, never fetches it.
    """
    try:
        parts = urlsplit(url)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    if not public_sites.has(parts) or match.view_name != "conflictdesk:situation":
        return None
    return match.kwargs["slug"], match.kwargs["language"]


def _at_most(asked: str | None, usual: int, least: int) -> int:
    """Returns the usual size, or the requested one if smaller, but at least `least`, so that the box
    stays readable.
    """
    wanted = number(asked)
    return usual if wanted is None else max(min(wanted, usual), least)


def _frame(src: str, title: str, width: int, height: int) -> str:
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" allow="" '
        'sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"></iframe>',
        src,
        title,
        width,
        height,
    )
