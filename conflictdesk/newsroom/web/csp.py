"""Content security policies: what a browser may load and run for each kind of address.

django-csp writes the header, or Django itself in versions that can. Scripts and styles come only from
the address of the static files: 'self' would also allow what somebody has uploaded.
"""

from __future__ import annotations

from collections.abc import Callable

import django
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from conflictdesk.boxes.live import own_sources

HEADER = "Content-Security-Policy"
WRITER: str = (
    "django.middleware.csp.ContentSecurityPolicyMiddleware"
    if django.VERSION >= (6,)
    else "csp.middleware.CSPMiddleware"
)
Policy = dict[str, list[str]]
# These addresses of the admin, and all below them, have nothing inline.
DESK = ("conflictdesk_facts:queue", "wagtailadmin_login", "wagtailadmin_password_reset")
PREVIEWS = frozenset(
    {"preview_on_add", "preview_on_edit", "view_draft", "revisions_view", "workflow_preview"}
)

# An uploaded SVG may style itself, but runs nothing when it is opened at its own address.
UPLOADS: Policy = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "frame-ancestors": ["'none'"],
    "sandbox": [""],  # Both writers write this as a directive without a value.
}


class ChosenPolicy:
    """Middleware that sets the policy of its address on each response, unless its view has set one.
    `WRITER`, which is further out, makes a header of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if _is_preview(request):
            # Wagtail rendered it by a request of its own, to the host of the page's site.
            response.headers.pop(HEADER, None)
            vars(response).pop("_csp_config", None)
        vars(response).setdefault("_csp_config", policy_for(request))
        return response


def policy_for(request: HttpRequest) -> Policy:
    """Returns the policy of the request's address."""
    path, home = request.path, reverse("wagtailadmin_home")
    # `path_info` has no prefix of the server.
    if request.path_info.startswith(settings.MEDIA_URL):
        return UPLOADS
    if not path.startswith(home) or _is_preview(request):
        return pages(request)
    desk = tuple(reverse(name) for name in DESK)
    return desk_pages(request) if path == home or path.startswith(desk) else admin(request)


def _is_preview(request: HttpRequest) -> bool:
    """Whether the admin shows a page as readers will see it."""
    return request.resolver_match is not None and request.resolver_match.url_name in PREVIEWS


def pages(request: HttpRequest) -> Policy:
    """Returns the policy for readers: everything from this origin, nothing inline."""
    static = own_sources.static(request)
    return {
        "default-src": ["'none'"],
        "script-src": static,
        "style-src": static,
        "img-src": ["'self'", "data:"],
        "font-src": static,
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'self'"],
    }


def desk_pages(request: HttpRequest) -> Policy:
    """Returns the policy for the desk, the log-in and the admin's first page: nothing inline either."""
    words = own_sources.below(request, reverse("wagtailadmin_javascript_catalog"))
    return {**pages(request), "script-src": [*own_sources.static(request), *words]}


def admin(request: HttpRequest) -> Policy:
    """Returns the policy for Wagtail's own pages, which allows inline scripts and styles but no handlers
    in attributes. Wagtail's choosers, dates and repeated forms start by scripts in the page that can
    have no nonce, since widgets know no request, and no hash, since each has its own id
    (`wagtail.admin.widgets.chooser`, `datetime_input.html`, `inline_panel.html`); its rich text editor
    adds styles. Everything that is loaded comes from this origin.
    """
    strict = desk_pages(request)
    return {
        **strict,
        "script-src": [*strict["script-src"], "'unsafe-inline'"],
        "script-src-attr": ["'none'"],
        "style-src": [*strict["style-src"], "'unsafe-inline'"],
        # For pictures that are about to be uploaded, the preview, and the facts beside the form.
        "img-src": [*strict["img-src"], "blob:"],
        "frame-src": ["'self'"],
    }
