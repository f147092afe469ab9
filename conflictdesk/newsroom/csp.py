"""The public pages' content security policy: everything from this origin, nothing inline."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

HEADER = "Content-Security-Policy"
PAGES = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
# An uploaded SVG may style itself; opened at its own address it runs nothing.
UPLOADS = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


class ContentSecurityPolicy:
    """Sets the policy on every response but the Wagtail admin's; a view's own policy is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(self.admin):
            response.headers.setdefault(HEADER, policy_for(request.path))
        return response


def policy_for(path: str) -> str:
    """The policy of a public address."""
    return UPLOADS if path.startswith(settings.MEDIA_URL) else PAGES
