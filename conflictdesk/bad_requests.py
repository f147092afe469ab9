"""Bad requests: refuses text that no database stores, and numbers that no row has, before a view sees
them.

PostgreSQL raises an error for a NUL in text, SQLite for a number of more than 64 bits. `refuse`
decorates the plugin's own addresses, on any site; as middleware, `RefuseUnreadable` does the same for a
whole site.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, cast

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    JsonResponse,
    UnreadablePostError,
)
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from conflictdesk import untrusted

View = Callable[..., HttpResponseBase]
JSON = "application/json"
BODILESS = frozenset({"GET", "HEAD"})
UTF8 = frozenset({"utf-8", "utf8"})
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class _Request(HttpRequest):
    """A checked request: the middleware and `refuse` share one result."""

    conflictdesk_is_readable: bool


class RefuseUnreadable:
    """Middleware. Place it before anything that queries the database with an address or a cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request) if _is_readable(request) else _refusal(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: dict[str, Any]) -> None:
        """Raises Http404 for a number that no row has, also at addresses that are not the plugin's."""
        _check_numbers(kwargs)


def refuse(view: View) -> View:
    """Returns the view, wrapped: answers unreadable requests with 400, raises Http404 for a number that
    no row has.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not _is_readable(request):
            return _refusal(request)
        # Wagtail's views of rows accept any text as a key.
        if untrusted.number(str(kwargs.get("pk", "0"))) is None:
            raise Http404
        _check_numbers(kwargs)
        return view(request, *args, **kwargs)

    return wrapped


def _check_numbers(parameters: dict[str, Any]) -> None:
    """Raises Http404 for a number that no row has."""
    if any(isinstance(value, int) and untrusted.number(str(value)) is None for value in parameters.values()):
        raise Http404


def _refusal(request: HttpRequest) -> HttpResponse:
    """Returns a 400 response: plain text, or JSON under the API."""
    words = _("This request holds characters that no text has.")
    if request.path.startswith(reverse("conflictdesk:root")):
        return JsonResponse({"detail": words}, status=400)
    return HttpResponseBadRequest(f"{words}\n", content_type="text/plain; charset=utf-8")


def _is_readable(request: HttpRequest) -> bool:
    """Whether a database can store all text of the request. The result is cached on the request."""
    checked = cast(_Request, request)
    if not hasattr(checked, "conflictdesk_is_readable"):
        checked.conflictdesk_is_readable = _can_be_stored(request)
    return checked.conflictdesk_is_readable


def _can_be_stored(request: HttpRequest) -> bool:
    # Django decodes by the charset that the visitor names, and caches do not distinguish such answers.
    """Whether a database can store all text of the request."""
    if (request.encoding or "utf-8").lower() not in UTF8:
        return False
    try:
        return all(map(untrusted.is_text, _texts(request)))
    except (UnreadablePostError, ValueError, RecursionError):
        return False


def _texts(request: HttpRequest) -> Iterator[str]:
    """Yields all text of the request. Raises ValueError and RecursionError for broken JSON."""
    yield request.path_info
    yield from request.COOKIES.values()
    for parameters in (request.GET, request.POST):
        for name, values in parameters.lists():
            yield name
            yield from values
    # The body that a GET announces may never arrive, and no view reads it.
    if request.method not in BODILESS and not (request.method == "POST" and request.content_type in FORMS):
        yield from _texts_of(_json(request))


def _json(request: HttpRequest) -> Any:
    """Returns the body parsed as JSON, whatever its type, because views parse it unasked; None if it is
    not JSON. Raises ValueError if the type says JSON and the body is not.
    """
    try:
        return json.loads(request.body or "null")
    except ValueError:
        if request.content_type == JSON:
            raise
        return None


def _texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from _texts_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts_of(one)
