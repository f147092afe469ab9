"""Answers log-ins that failed too often with a page that says when to try again."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

STATUS = 429
TEMPLATE = "accounts/locked_out.html"


def answer(
    request: HttpRequest, _response: HttpResponse | None, credentials: Any, *, shared: bool = False
) -> HttpResponse:
    """Returns the page, the same whether the account exists or not; `shared` if the password belongs to
    no account.
    """
    left = _time_left(request, credentials)
    minutes = max(1, ceil(left / timedelta(minutes=1)))
    page = HttpResponse(render_to_string(TEMPLATE, {"minutes": minutes, "shared": shared}), status=STATUS)
    page.headers["Retry-After"] = str(max(1, ceil(left.total_seconds())))
    page.headers["Cache-Control"] = "no-store"
    return page


def _time_left(request: HttpRequest, credentials: Any) -> timedelta:
    """Returns the time until the latest failure no longer counts; zero if no failure counts."""
    counted = AxesProxyHandler.get_implementation().get_user_attempts(request, credentials)
    now = timezone.now()
    latest = max((one.attempt_time for attempts in counted for one in attempts), default=None)
    cool_off = get_cool_off(request)
    return latest + cool_off - now if latest and cool_off else timedelta()
