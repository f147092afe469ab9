"""Moved rows: what a merge has moved, as it is stored until the merge can no longer be undone."""

from __future__ import annotations

from typing import Any, TypedDict


class Joined(TypedDict):
    """The `doubles` of an actor or a place, by key, and the `aliases` that the kept one did not have."""

    doubles: list[int]
    aliases: list[str]


class Seat(TypedDict):
    """An actor's row in a situation that had both actors."""

    situation: int
    is_party: bool
    rank: int | None


class ActorsMoved(Joined):
    """`sources`, `sides`, `events` and `named` are the rulings of facts that named the actor: as a
    figure's source and side, as an event's source and otherwise. `seats` and `parties` are keys of rows
    in situations: the actor's own, and the other's that became parties. `newest` is the newest ruling at
    that time.
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
    """`facts` are the rulings of facts that named the place; `parts` are places within it; `situations`
    had it, those in `gained` without the other one. `as_kept` are the other one's values when the merge
    made it the editors' own; None if it was theirs already. `newest` is the newest ruling at that time.
    """

    facts: list[int]
    parts: list[int]
    situations: list[int]
    gained: list[int]
    as_kept: list[Any] | None
    newest: int


class Shared(TypedDict):
    """An article that belonged to both situations. The user's key is text, whatever the site's user
    model.
    """

    page: int
    added_by: str | None
    added_at: str


class Added(TypedDict):
    """A row that gave the kept situation one more actor, as it was created."""

    row: int
    is_party: bool
    rank: int | None


class SituationsMoved(TypedDict):
    """`articles`, `picks` and `parties` are keys of rows: memberships and picks that were moved, and
    actors that became parties. `places` are keys of places and `keywords` are words that the kept one
    did not have.
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
