"""The context in which an article is read: what its situations are about, as the extractor takes it.

Countries are those of the situations' places, parties the actors that are marked as such. An article of
no situation, or of situations that name nothing, is read without a context.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet

from conflictdesk.contract.stored import ContextJson
from conflictdesk.contract.types import Context
from conflictdesk.ledger.models import ArticleSituation, Situation, SituationActor

NOTHING: ContextJson = {"countries": [], "places": [], "parties": []}


def of(page_key: int) -> ContextJson | None:
    """Returns the present context of an article; None without one."""
    return by_page([page_key]).get(page_key)


def by_page(page_keys: Iterable[int] | QuerySet[Any, Any]) -> dict[int, ContextJson]:
    """Returns the present context of each of these articles that has one. Makes three queries."""
    situations: dict[int, list[int]] = {}
    rows = ArticleSituation.objects.filter(page__in=page_keys).order_by("situation")
    for page_key, situation in rows.values_list("page", "situation"):
        situations.setdefault(page_key, []).append(situation)
    if not situations:
        return {}
    about = _about({key for keys in situations.values() for key in keys})
    # Many articles share their situations.
    joined = {keys: _joined(keys, about) for keys in set(map(tuple, situations.values()))}
    found = {page_key: joined[tuple(keys)] for page_key, keys in situations.items()}
    return {page_key: one for page_key, one in found.items() if one is not None}


def sha256_of(context: ContextJson | None) -> str:
    """Returns the digest by which two contexts are told apart, in hexadecimal digits; "" for none."""
    return sha256(json.dumps(context, sort_keys=True).encode()).hexdigest() if context else ""


def typed(context: ContextJson | None) -> Context | None:
    """Returns a stored context as the extractor takes it."""
    if context is None:
        return None
    names = (context["countries"], context["places"], context["parties"])
    return Context(*map(tuple, names))


def _about(situations: set[int]) -> dict[int, ContextJson]:
    """Returns what each situation is about."""
    found: dict[int, ContextJson] = {
        key: {"countries": [], "places": [], "parties": []} for key in situations
    }
    places = Situation.places.through.objects.filter(situation__in=situations)
    for key, name, country in places.values_list("situation", "place__name", "place__country"):
        found[key]["places"].append(name)
        found[key]["countries"].append(country)
    parties = SituationActor.objects.filter(situation__in=situations, is_party=True)
    for key, name in parties.values_list("situation", "actor__name"):
        found[key]["parties"].append(name)
    return found


def _joined(situations: Iterable[int], about: Mapping[int, ContextJson]) -> ContextJson | None:
    """Returns what the situations are about together, each name once and in order; None for nothing."""
    several = [about[key] for key in situations]
    joined: ContextJson = {
        "countries": _names(one["countries"] for one in several),
        "places": _names(one["places"] for one in several),
        "parties": _names(one["parties"] for one in several),
    }
    return None if joined == NOTHING else joined


def _names(groups: Iterable[list[str]]) -> list[str]:
    return sorted({name for group in groups for name in group} - {""})
