"""Sources for a content security policy: addresses of this site, narrower than 'self'."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest


def static(request: HttpRequest) -> list[str]:
    """Where this site's scripts and styles come from. Uploads are of the same origin, but not below it."""
    url = str(settings.STATIC_URL)
    return [url] if urlsplit(url).netloc else below(request, url)


def below(request: HttpRequest, path: str) -> list[str]:
    """The path under the site's own name and under the one that was asked for, which a proxy may have
    changed. A policy cannot name an IPv6 address: there it is all of the origin.
    """
    hosts = dict.fromkeys([urlsplit(getattr(settings, "WAGTAILADMIN_BASE_URL", "")).netloc, _asked(request)])
    return ["'self'" if "[" in host else f"{host}{path}" for host in hosts if host]


def _asked(request: HttpRequest) -> str:
    """The name that was asked for, "" for one that the site does not serve."""
    try:
        return request.get_host()
    except DisallowedHost:
        return ""
