"""Answers requests while the database is down, with a page that makes no queries."""

from __future__ import annotations

import logging
import sqlite3
import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.views import defaults

STATUS = 503
RETRY_SECONDS = 10
TEMPLATE = "503.html"
# Views for scripts and caches in front, which need a status, not a page.
PLAIN_VIEWS = frozenset({"conflictdesk:box"})
logger = logging.getLogger(__name__)


class AnswerOutages:
    """Middleware that answers 503 if the database fails through no fault of the program."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = self.get_response(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer(request, exception) if is_outage(exception) else None


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Answers errors that were raised in other middleware, where `process_exception` is not called; the
    site's `handler500`.
    """
    error = sys.exception()
    if error is not None and is_outage(error):
        return answer(request, error)
    return defaults.server_error(request)


def is_outage(error: BaseException) -> bool:
    """Whether the database is away, hung, locked or full. SQLite also raises the same class for a
    missing table or a wrong statement, with a code that means only that.
    """
    if getattr(error.__cause__, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
        return False
    return isinstance(error, OperationalError | InterfaceError)


def answer(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Returns the page, or one line if no person looks at the response; logs the error."""
    logger.warning("%s %s: the database does not serve: %s", request.method, request.path, _one_line(error))
    response = HttpResponse(_page(request)) if _is_shown(request) else _line()
    response.status_code = STATUS
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


def _line() -> HttpResponse:
    return HttpResponse("The database does not answer at the moment.\n", content_type="text/plain")


def _is_shown(request: HttpRequest) -> bool:
    """Whether a person looks at the response, which browsers report:
    https://www.w3.org/TR/fetch-metadata/
    """
    match = request.resolver_match
    if match is not None and match.view_name in PLAIN_VIEWS:
        return False
    return request.accepts("text/html") and request.headers.get("Sec-Fetch-Dest") != "empty"


def _page(request: HttpRequest) -> str:
    return render_to_string(TEMPLATE, {"sent": request.method == "POST", "address": request.get_full_path()})


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
