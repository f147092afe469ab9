"""Moved: what went over with a merge, as it is stored until the merge can no longer be undone."""

from __future__ import annotations

from typing import Any, TypedDict


class Joined(TypedDict):
    """The `doubles` of an actor or a place, by key, and the `aliases` that the kept one had not."""

    doubles: list[int]
    aliases: list[str]


class Seat(TypedDict):
    """An actor's row of a situation that had both."""

    situation: int
    is_party: bool
    rank: int | None


class ActorsMoved(Joined):
    """`sources`, `sides`, `events` and `named` are the rulings under which facts named the actor: of figures
    as source and as side, of events as source and otherwise. `seats` and `parties` are rows of situations:
    the actor's own, and the other's that became parties. `newest` is the last ruling at that time.
    """

    sources: list[int]
    sides: list[int]
    events: list[int]
    named: list[int]
    seats: list[int]
    shared: list[Seat]
    parties: list[int]
    newest: int


class PlacesMoved(Joined):
    """`facts` are the rulings under which facts named the place; `parts` are places within it; `situations`
    had it, those in `gained` not the other one. `as_kept` is how the other one was when it became the
    editors' own by the merge; None where it was theirs already. `newest` is the last ruling at that time.
    """

    facts: list[int]
    parts: list[int]
    situations: list[int]
    gained: list[int]
    as_kept: list[Any] | None
    newest: int


class Shared(TypedDict):
    """An article that both situations had. The user's key is text, whatever the site's user model is."""

    page: int
    added_by: str | None
    added_at: str


class Added(TypedDict):
    """A row that gave the kept situation one more actor, as it was made."""

    row: int
    is_party: bool
    rank: int | None


class SituationsMoved(TypedDict):
    """`articles`, `picks` and `parties` are keys of rows: of memberships and picks that went over, and of
    actors that became parties. `places` are keys of places, and `keywords` words, that the kept one had not.
    """

    state: str
    articles: list[int]
    shared: list[Shared]
    picks: list[int]
    actors: list[Added]
    parties: list[int]
    places: list[int]
    keywords: list[str]


Moved = ActorsMoved | PlacesMoved | SituationsMoved
