"""Sources for a content security policy: addresses of this site, narrower than 'self'."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host

# What Django serves in development where nothing is named.
LOCAL = [".localhost", "127.0.0.1", "[::1]"]


def static(request: HttpRequest) -> list[str]:
    """Where this site's scripts and styles come from. Uploads are of the same origin, but not below it."""
    url = str(settings.STATIC_URL)
    return [url] if urlsplit(url).netloc else below(request, url)


def below(request: HttpRequest, path: str) -> list[str]:
    """The path under the site's own name, and under the one that was asked for where `ALLOWED_HOSTS` names
    that: what anybody may ask for would stand in answers that caches hand to others. A policy cannot name an
    IPv6 address: there it is all of the origin.
    """
    hosts = dict.fromkeys([_base().netloc, _asked(request)])
    return ["'self'" if "[" in host else f"{host}{path}" for host in hosts if host]


def _base() -> SplitResult:
    return urlsplit(getattr(settings, "WAGTAILADMIN_BASE_URL", None) or "")


def _asked(request: HttpRequest) -> str:
    """The name that was asked for, "" for one that the site does not serve or serves like any other. Where
    the site is public, its port is the site's: anybody may ask for another.
    """
    try:
        host = request.get_host()
    except DisallowedHost:
        return ""
    served = settings.ALLOWED_HOSTS or (LOCAL if settings.DEBUG else [])
    name, _ = split_domain_port(host)
    if not validate_host(name, [one for one in served if one != "*"]):
        return ""
    return host if settings.DEBUG or _base().scheme != "https" else _with_port(name)


def _with_port(name: str) -> str:
    port = _base().port
    return f"{name}:{port}" if port else name
