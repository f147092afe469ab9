"""Suggests names while an editor types: the newsroom's own first, then the shipped ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from conflictdesk.desk.queue.queue_views import DeskView
from conflictdesk.desk.registry import gazetteer_lookup
from conflictdesk.desk.review import name_lookup
from conflictdesk.ledger.models import Actor, Place

MOST = 12


def actors(typed: str) -> list[str]:
    """Returns names of the ledger's actors that match by name or alias, then of the vocabulary's; `MOST`
    at most.
    """
    rows = _named(Actor.objects.filter(merged_into=None), typed)
    known = (entry.label for entry in name_lookup.vocabulary_actors() if _begins(entry.label, typed))
    return _first([*rows, *known])


def places(typed: str) -> list[str]:
    """Returns names of the ledger's places that match by name or alias, then of the gazetteer's largest;
    `MOST` at most.
    """
    rows = _named(Place.objects.filter(merged_into=None), typed)
    return _first([*rows, *gazetteer_lookup.suggestions(typed, MOST)])


def _named(rows: QuerySet[Any], typed: str) -> list[str]:
    found = rows.filter(Q(name__icontains=typed) | Q(aliases__icontains=typed))
    return list(found.values_list("name", flat=True)[:MOST])


def _begins(label: str, typed: str) -> bool:
    return any(part.startswith(typed.casefold()) for part in (label.casefold(), *label.casefold().split()))


def _first(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))[:MOST]


class NamesView(DeskView):
    """Returns suggestions for the name typed so far; in a list of actors, for the last name."""

    def get(self, request: HttpRequest, of: str) -> HttpResponse:
        look_up = {"actors": actors, "places": places}.get(of)
        if look_up is None:
            raise Http404("There is no list of such names.")
        *before, typed = request.GET.get("q", "")[:200].split(",") if of == "actors" else [_whole(request)]
        found = look_up(typed.strip()) if typed.strip() else []
        return JsonResponse({"names": [", ".join([*map(str.strip, before), name]) for name in found]})


def _whole(request: HttpRequest) -> str:
    """Returns the whole input: a comma in a place's name separates the place from its region or country."""
    return request.GET.get("q", "")[:200]
