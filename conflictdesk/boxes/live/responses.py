"""Responses that are the same for every reader, and say so to every cache between."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response

from conflictdesk import conf
from conflictdesk.shared_responses import SharedResponse, shared

STALE_WHILE_REVALIDATE = 2
# An origin that is down for this long is better answered by its last word than by an error page.
STALE_IF_ERROR = 600


def cache_control() -> str:
    """Browsers ask again each time; caches between may answer for a few seconds without asking."""
    return (
        f"public, max-age=0, s-maxage={conf.get('SHARED_MAX_AGE')}, "
        f"stale-while-revalidate={STALE_WHILE_REVALIDATE}, stale-if-error={STALE_IF_ERROR}"
    )


def sent_on(view_name: str, slug: str, language: str) -> HttpResponse:
    """Leads a reader from a former address to the present one. For good, but asked for again each time: what
    was merged may be two again.
    """
    response = redirect(view_name, slug, language, permanent=True)
    response.headers["Cache-Control"] = cache_control()
    return shared(response, language)


def answer(
    request: HttpRequest, content: str | bytes, *, content_type: str, language: str, etag: str = ""
) -> HttpResponse:
    """The content with its tag, or 304 for who has it. Without `etag` the content's digest is the tag."""
    tag = f'"{etag or _digest(content)}"'
    headers = {
        "Cache-Control": cache_control(),
        "ETag": tag,
        "Content-Language": language,
        # Other sites may show it, whatever the site around says of its own pages.
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if _is_known(request, tag):
        return SharedResponse(status=304, headers=headers)
    return SharedResponse(content, headers={**headers, "Content-Type": content_type})


def _is_known(request: HttpRequest, tag: str) -> bool:
    """Whether the reader has the content of that tag. What browsers send is that very tag; lists, weak tags
    and the like are Django's to read.
    """
    asked = request.META.get("HTTP_IF_NONE_MATCH")
    if asked is None or asked == tag:
        return asked is not None
    unchanged = get_conditional_response(request, etag=tag)
    return unchanged is not None and unchanged.status_code == 304


def _digest(content: str | bytes) -> str:
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()[:32]
