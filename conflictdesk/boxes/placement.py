"""Automatic placement: adds boxes to the pages of a site without changing its templates.

A site adds `conflictdesk.boxes.placement.PlaceBoxes` to its MIDDLEWARE. A page that belongs to
situations then shows their boxes at the end of its <article>, else of its <main>, else of its body. A
page that shows a box by itself is not changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from conflictdesk.boxes.live import assets, box_cache, situation_articles
from conflictdesk.wording import languages

ENDS = ("</article>", "</main>", "</body>")
ELEMENT = "<conflictdesk-box"


class PlaceBoxes:
    """Adds the boxes of a Wagtail page's situations to its HTML."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        page = (getattr(response, "context_data", None) or {}).get("page")
        if page is not None and _is_html(response):
            _place(response, _boxes(page))
        return response


def _is_html(response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "")
    return kind.startswith("text/html") and not response.streaming and response.status_code == 200


def _boxes(page: Any) -> str:
    """Returns the boxes in the page's own language if boxes are made in it, else in the active one."""
    slugs = [slug for slug, _name in situation_articles.situations(page)]
    code = getattr(getattr(page, "locale", None), "language_code", None)
    language = code if code in languages.known() else languages.active()
    return "\n".join(box.html for box in box_cache.find_all(slugs, language)) if slugs else ""


def _place(response: HttpResponse, boxes: str) -> None:
    charset = response.charset or "utf-8"
    html = response.content.decode(charset)
    end = next((found for mark in ENDS if (found := html.rfind(mark)) >= 0), -1)
    if not boxes or end < 0 or ELEMENT in html:
        return
    placed = f"{html[:end]}{boxes}\n{html[end:]}"
    response.content = placed.replace("</head>", f"{assets.tags()}\n</head>", 1).encode(charset)
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))
