"""Responses that are the same for every reader, whatever headers middleware adds. A leaf."""

from __future__ import annotations

from typing import Any, TypeVar

from django.http import HttpResponse
from django.http.response import HttpResponseBase, ResponseHeaders

# The language is in the address, or there is only one, and cookies change nothing.
SAME_FOR_ALL = frozenset({"cookie", "accept-language"})
Response = TypeVar("Response", bound=HttpResponseBase)


class SharedHeaders(ResponseHeaders):
    """Headers whose `Vary` never splits a shared cache by cookie or by accepted language."""

    def __setitem__(self, key: str, value: Any) -> None:
        if key.lower() != "vary":
            super().__setitem__(key, value)
            return
        names = (name.strip() for name in str(value).split(","))
        kept = [name for name in names if name.lower() not in SAME_FOR_ALL]
        if kept:
            super().__setitem__(key, ", ".join(kept))


class SharedResponse(HttpResponse):
    """An HTTP response that is `shared`."""

    def __init__(self, content: str | bytes = "", *, headers: dict[str, str], **arguments: Any) -> None:
        super().__init__(content, headers=headers, **arguments)
        shared(self, headers["Content-Language"])


def shared(response: Response, language: str) -> Response:
    """Returns the response with `SharedHeaders`, in that language. It ignores cookies from now on:
    Django answers an unknown session or CSRF token with a cookie, which a cache would give to everybody.
    """
    response.headers.__class__ = SharedHeaders
    response.headers["Content-Language"] = language
    vars(response)["set_cookie"] = _set_no_cookie
    return response


def _set_no_cookie(*_: Any, **__: Any) -> None:
    """Replaces `set_cookie`, which `delete_cookie` calls, too."""
