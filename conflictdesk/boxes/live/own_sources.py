"""Sources for a content security policy: addresses of this site, narrower than 'self'."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host

# The hosts that Django serves in development if none are configured.
LOCAL = [".localhost", "127.0.0.1", "[::1]"]


def static(request: HttpRequest) -> list[str]:
    """Returns where this site's scripts and styles come from. Uploads have the same origin but another
    path.
    """
    url = str(settings.STATIC_URL)
    return [url] if urlsplit(url).netloc else below(request, url)


def below(request: HttpRequest, path: str) -> list[str]:
    """Returns the path on the site's configured host, and on the requested host if `ALLOWED_HOSTS` names
    it: any other host would get into responses that caches give to everybody. For an IPv6 host returns
    'self', because a policy cannot name one.
    """
    hosts = dict.fromkeys([_base().netloc, _requested_host(request)])
    return ["'self'" if "[" in host else f"{host}{path}" for host in hosts if host]


def _base() -> SplitResult:
    return urlsplit(getattr(settings, "WAGTAILADMIN_BASE_URL", None) or "")


def _requested_host(request: HttpRequest) -> str:
    """Returns the requested host; "" for a host that the site does not serve by name. On a public site
    the port is the site's own, because a request may name any.
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
