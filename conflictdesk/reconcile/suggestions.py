"""Suggests which situations an article, or one claim of it, may belong to. People confirm. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from conflictdesk.extraction.gazetteer.great_circle import Point, kilometres
from conflictdesk.reconcile.proposals import folded

# A village at the edge of a battle belongs to its news; the next city's news is not.
AROUND_KM = 60.0
# Parties distinguish stories; the UN speaks in all of them.
PLACE, KEYWORD, PARTY, OTHER = 3, 3, 2, 1
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Story:
    """A situation: its actors by id with the names that are shown, its places, its keywords."""

    id: int
    parties: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    places: tuple[tuple[str, Point | None], ...] = ()
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleTerms:
    """What a text, or one claim, names: actors by id, places with their points, and the words."""

    actors: frozenset[str] = frozenset()
    places: tuple[tuple[str, Point | None], ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested story. `reasons` are the names and words that it shares with the text, most important
    first.
    """

    story: int
    score: int
    reasons: tuple[str, ...]


def suggest(article: ArticleTerms, stories: Iterable[Story]) -> tuple[Suggestion, ...]:
    """Returns the stories that have enough in common with the article, best first."""
    found = [one for story in stories if (one := _weigh(article, story)).score >= ENOUGH]
    return tuple(sorted(found, key=lambda one: (-one.score, one.story)))


def best(article: ArticleTerms, stories: Iterable[Story]) -> int | None:
    """Returns the id of the story with most in common; None if several have, or none has anything."""
    scores = sorted(((_weigh(article, story).score, story.id) for story in stories), reverse=True)
    if not scores or not scores[0][0] or (len(scores) > 1 and scores[0][0] == scores[1][0]):
        return None
    return scores[0][1]


def _weigh(article: ArticleTerms, story: Story) -> Suggestion:
    words = f" {folded(article.words)} "
    shared = [
        *((name, PLACE) for name, point in story.places if _names_place(name, point, article.places)),
        *((one, KEYWORD) for one in story.keywords if one.strip() and f" {folded(one)}" in words),
        *((name, PARTY) for actor, name in story.parties.items() if actor in article.actors),
        *((name, OTHER) for actor, name in story.others.items() if actor in article.actors),
    ]
    # Any number of other actors together weighs at most as much as one party.
    bystanders = sum(weight for _, weight in shared if weight == OTHER)
    score = sum(weight for _, weight in shared if weight != OTHER) + min(bystanders, PARTY)
    return Suggestion(story.id, score, tuple(dict.fromkeys(name for name, _ in shared)))


def _names_place(name: str, point: Point | None, named: Iterable[tuple[str, Point | None]]) -> bool:
    """Whether the article names the place, or another one at most `AROUND_KM` from its point."""
    return any(
        folded(other) == folded(name) or bool(point and there and kilometres(point, there) <= AROUND_KM)
        for other, there in named
    )
