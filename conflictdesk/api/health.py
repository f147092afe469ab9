"""The health addresses: what a load balancer, an orchestrator or a monitor asks a running site.

    /healthz      this process answers; asks nothing else
    /readyz       database, broker and cache answer, and a worker was seen in the last two minutes
    /readyz/web   what readers need of a web server: the database

Their answers are for machines: in English, and without addresses, secrets and the words of errors.
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

    It stands before what else a site has: an address of a machine in the Host header is refused by nobody, no
    redirect to https is in the way, and no session, cache or database is asked by the way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        view = VIEWS.get(request.path_info.removesuffix("/"))
        return view(request) if view else self.get_response(request)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return _response(request, 200, {"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """All that the newsroom stands on; a part that does not work is named in words."""
    until = time.monotonic() + probes.PATIENCE_SECONDS
    # All are asked before the first answer is waited for.
    asked = {"broker": probes.broker.begin(), "cache": probes.site_cache.begin()}
    database = probes.database.begin().answer(until)
    found = {"database": database.words} | {name: one.answer(until).words for name, one in asked.items()}
    return _readiness(request, found | {"worker": worker_words(database.value)}, database.value)


@require_safe
def readyz_web(request: HttpRequest) -> HttpResponse:
    """What readers need: without broker, cache and worker they still read."""
    until = time.monotonic() + probes.PATIENCE_SECONDS
    database = probes.database.begin().answer(until)
    return _readiness(request, {"database": database.words})


VIEWS: dict[str, Callable[[HttpRequest], HttpResponseBase]] = {
    "/healthz": healthz,
    "/readyz": readyz,
    "/readyz/web": readyz_web,
}


def worker_words(seen: Seen | None) -> str:
    """“ok”, or when the worker was last seen. None: the database did not say."""
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
