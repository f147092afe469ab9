"""Responses that are the same for every reader, with headers that let caches store them."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response

from conflictdesk import conf
from conflictdesk.shared_responses import SharedResponse, shared

STALE_WHILE_REVALIDATE = 2
# For so long the last response is better than an error page while the origin is down.
STALE_IF_ERROR = 600


def cache_control() -> str:
    """Returns the Cache-Control header: browsers revalidate each time; shared caches may answer for a
    few seconds by themselves.
    """
    return (
        f"public, max-age=0, s-maxage={conf.get('SHARED_MAX_AGE')}, "
        f"stale-while-revalidate={STALE_WHILE_REVALIDATE}, stale-if-error={STALE_IF_ERROR}"
    )


def redirect_permanently(view_name: str, slug: str, language: str) -> HttpResponse:
    """Returns a permanent redirect from a former address to the present one. It is cached for seconds
    only, because a merge can be undone.
    """
    response = redirect(view_name, slug, language, permanent=True)
    response.headers["Cache-Control"] = cache_control()
    return shared(response, language)


def answer(
    request: HttpRequest, content: str | bytes, *, content_type: str, language: str, etag: str = ""
) -> HttpResponse:
    """Returns the content with its tag, or 304 for a reader who has it. Without `etag` the tag is the
    content's digest.
    """
    tag = f'"{etag or _digest(content)}"'
    headers = {
        "Cache-Control": cache_control(),
        "ETag": tag,
        "Content-Language": language,
        # Other sites may show it, whatever the site's policy for its own pages is.
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if _is_known(request, tag):
        return SharedResponse(status=304, headers=headers)
    return SharedResponse(content, headers={**headers, "Content-Type": content_type})


def _is_known(request: HttpRequest, tag: str) -> bool:
    """Whether the reader has the content with that tag. Browsers send exactly that tag; Django parses
    lists, weak tags and the like.
    """
    sent_tag = request.META.get("HTTP_IF_NONE_MATCH")
    if sent_tag is None or sent_tag == tag:
        return sent_tag is not None
    unchanged = get_conditional_response(request, etag=tag)
    return unchanged is not None and unchanged.status_code == 304


def _digest(content: str | bytes) -> str:
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()[:32]
