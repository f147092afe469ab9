"""Answers the health addresses, by which a load balancer, an orchestrator or a monitor checks a running
site.

    /healthz      this process answers; asks nothing else
    /readyz       database, broker and cache answer, and a worker was seen in the last two minutes
    /readyz/web   the database answers, which is all that readers need of a web server

The responses are for machines: in English, without addresses, secrets and messages of errors.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from conflictdesk.api import probes
from conflictdesk.ledger.extractions import heartbeats
from conflictdesk.reconcile import alerts

Seen = Mapping[str, heartbeats.Seen]


class HealthChecks:
    """Middleware that answers the health addresses, with or without a slash at their end.

    It comes before all other middleware, so that no Host header is refused, no redirect to https is in
    the way, and no session, cache or database is used.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        view = VIEWS.get(request.path_info.removesuffix("/"))
        return view(request) if view else self.get_response(request)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Returns 200: this process answers."""
    return _response(request, 200, {"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Returns 200 if all parts of the newsroom work, else 503; names in words each part that does not."""
    until = time.monotonic() + probes.PATIENCE_SECONDS
    # Starts all probes before it waits for the first answer.
    asked = {"broker": probes.broker.begin(), "cache": probes.site_cache.begin()}
    database = probes.database.begin().answer(until)
    found = {"database": database.words} | {name: one.answer(until).words for name, one in asked.items()}
    return _readiness(request, found | {"worker": worker_words(database.value)}, database.value)


@require_safe
def readyz_web(request: HttpRequest) -> HttpResponse:
    """Returns 200 if the database answers, else 503: readers need no broker, cache or worker."""
    until = time.monotonic() + probes.PATIENCE_SECONDS
    database = probes.database.begin().answer(until)
    return _readiness(request, {"database": database.words})


VIEWS: dict[str, Callable[[HttpRequest], HttpResponseBase]] = {
    "/healthz": healthz,
    "/readyz": readyz,
    "/readyz/web": readyz_web,
}


def worker_words(seen: Seen | None) -> str:
    """Returns “ok”, or when the worker was last seen; `seen` is None if the database did not answer."""
    if seen is None:
        return "unknown: the database does not answer"
    if heartbeats.WORKER not in seen:
        return "not seen yet"
    age = seen[heartbeats.WORKER].seconds
    if alerts.worker(heartbeats.sightings(seen), waits=None) == alerts.Condition.WELL:
        return probes.OK
    return f"not seen for {age:.0f} s"


def _readiness(request: HttpRequest, parts: dict[str, str], seen: Seen | None = None) -> HttpResponse:
    ready = all(words == probes.OK for words in parts.values())
    content: dict[str, object] = {"status": "ready" if ready else "not ready", "parts": parts}
    if seen is not None:
        content["seconds_since"] = {name: round(one.seconds) for name, one in seen.items()}
    return _response(request, 200 if ready else 503, content)


def _response(request: HttpRequest, status: int, content: object) -> HttpResponse:
    response = JsonResponse(content, status=status)
    # Django would report each 503 as a fault, on many sites by e-mail, every few seconds.
    vars(response)["_has_been_logged"] = True
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Length"] = len(response.content)
    if request.method == "HEAD":
        response.content = b""
    return response
