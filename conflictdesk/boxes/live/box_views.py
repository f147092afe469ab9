"""The public address of a box: one for each situation and language, without cookies and query."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from conflictdesk.boxes.live import box_cache
from conflictdesk.boxes.live.responses import answer, cache_control, redirect_permanently
from conflictdesk.ledger import queries
from conflictdesk.shared_responses import SharedResponse
from conflictdesk.wording import languages

HTML = "text/html; charset=utf-8"


@require_safe
def box(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Returns the box as an HTML fragment; 304 if the reader has it, 404 for an unknown situation or
    language.
    """
    known = language in languages.known()
    found = box_cache.find(slug, language) if known else None
    if found is None:
        moved = queries.public_situation_at(slug) if known else None
        if moved is not None and moved.slug != slug:
            return redirect_permanently("conflictdesk:box", moved.slug, language)
        headers = {
            "Cache-Control": cache_control(),
            "Content-Language": "en",
            "X-Robots-Tag": "noindex",
        }
        return SharedResponse("Not found\n", status=404, content_type="text/plain", headers=headers)
    response = answer(request, found.html, content_type=HTML, language=language, etag=found.etag)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
