"""Suggests situations for an article, and assigns each claim to one of the article's situations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from conflictdesk.contract.stored import ProposalJson
from conflictdesk.extraction.gazetteer.great_circle import Point
from conflictdesk.ledger import queries
from conflictdesk.ledger.models import ArticleSituation, Claim, Situation
from conflictdesk.reconcile import suggestions
from conflictdesk.reconcile.suggestions import ArticleTerms, Story


@dataclass(frozen=True)
class Suggested:
    """A suggested situation and the names and words that the article has in common with it."""

    situation: Situation
    reasons: tuple[str, ...]


def for_article(page_key: int | None) -> list[Suggested]:
    """Returns open situations that match the article's latest text and that it does not belong to, best
    first; [] if no text was read.
    """
    words = queries.latest_words(page_key) if page_key else None
    if words is None or page_key is None:
        return []
    present = Claim.objects.filter(page_key=page_key, presence=Claim.Presence.PRESENT)
    terms = _article_terms(present.values_list("proposal", flat=True), words)
    open_ones = Situation.objects.exclude(state=Situation.State.CLOSED)
    others = open_ones.exclude(article_situations__page=page_key)
    by_id = {one.pk: one for one in _with_words(others)}
    found = suggestions.suggest(terms, map(_story, by_id.values()))
    return [Suggested(by_id[one.story], one.reasons) for one in found]


def situations_for(
    page_key: int, proposals: Sequence[ProposalJson], situations: Sequence[int] | None = None
) -> list[int | None]:
    """Returns for each proposal of the article the key of its situation: the article's only one, else
    the best match by place and actors, else None. Makes at most four queries.
    """
    keys = _situations_of(page_key) if situations is None else list(situations)
    if len(keys) < 2:
        return [keys[0] if keys else None] * len(proposals)
    stories = [_story(one) for one in _with_words(Situation.objects.filter(pk__in=keys))]
    return [suggestions.best(_article_terms([one], ""), stories) for one in proposals]


def _situations_of(page_key: int) -> list[int]:
    rows = ArticleSituation.objects.filter(page_id=page_key)
    return list(rows.order_by("situation").values_list("situation_id", flat=True))


def _with_words(situations: QuerySet[Situation]) -> QuerySet[Situation]:
    return situations.prefetch_related("situation_actors__actor__doubles", "places")


def _story(situation: Situation) -> Story:
    parties: dict[str, str] = {}
    others: dict[str, str] = {}
    for row in situation.situation_actors.all():
        named = parties if row.is_party else others
        for actor in (row.actor, *row.actor.doubles.all()):
            named[actor.identifier] = row.actor.name
    places = tuple((one.name, _point(one.latitude, one.longitude)) for one in situation.places.all())
    return Story(situation.pk, parties, others, places, tuple(situation.keywords))


def _article_terms(proposals: Iterable[ProposalJson], words: str) -> ArticleTerms:
    actors: set[str] = set()
    places: dict[str, Point | None] = {}
    for one in proposals:
        attribution, place = one["attribution"], one["place"]
        sides = [one["side"]] if "measure" in one else [*one["actors"], *one["targets"]]
        named = [attribution["actor"] if attribution else None, *sides]
        actors |= {actor["id"] for actor in named if actor and actor["id"]}
        if place:
            places[place["name"] or place["text"]] = _point(place["latitude"], place["longitude"])
            if place["within"]:
                places.setdefault(place["within"], None)
    return ArticleTerms(frozenset(actors), tuple(places.items()), words)


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    return (latitude, longitude) if latitude is not None and longitude is not None else None
