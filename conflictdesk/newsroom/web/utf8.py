"""Reads requests in UTF-8, whatever character set a visitor names.

Django decodes query and form with the charset of the `Content-Type`, even of a GET, which caches do not
distinguish; and it does so while it makes the request, before any middleware could answer an error.
"""

from __future__ import annotations

from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

from conflictdesk.bad_requests import BODILESS, UTF8

UNKNOWN = "unknown"


class Utf8Request(WSGIRequest):
    """A request that ignores the charset, unless it has a body in another character set than UTF-8: then
    it keeps the charset's name as its `encoding` and no body that could be decoded, and
    `bad_requests.RefuseUnreadable` refuses it in words.
    """

    def __init__(self, environ: dict[str, Any]) -> None:
        charset = _charset(environ)
        has_body = environ["REQUEST_METHOD"].upper() not in BODILESS
        is_utf8 = charset.lower() in UTF8
        if not (has_body and is_utf8):
            environ.pop("CONTENT_TYPE", None)
        super().__init__(environ)
        # Setting the public `encoding` would decode the query at once.
        self._encoding = charset if has_body and not is_utf8 else None


class Application(WSGIHandler):
    """Django's application, for such requests."""

    request_class = Utf8Request


def _charset(environ: dict[str, Any]) -> str:
    """Returns the charset of the `Content-Type`; "utf-8" if it names none, `UNKNOWN` if it cannot be
    parsed.
    """
    try:
        _, parameters = parse_header_parameters(environ.get("CONTENT_TYPE", ""))
    except (LookupError, ValueError):
        return UNKNOWN
    return parameters.get("charset") or "utf-8"
