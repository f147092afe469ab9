"""Moves rows when one actor is merged into another, and returns them when the merge is undone."""

from __future__ import annotations

from typing import Literal

from django.db.models import Q

from conflictdesk.ledger.claims import facts, readings
from conflictdesk.ledger.claims.facts import Known
from conflictdesk.ledger.merging.moved_rows import ActorsMoved, Joined
from conflictdesk.ledger.models import Actor, EventFact, FigureFact, Merge, SituationActor

# The fields of a figure's fact that name an actor.
FIGURE_ACTORS: tuple[Literal["source", "side"], ...] = ("source", "side")


def carry_over(double: Actor, into: Actor, joined: Joined) -> tuple[ActorsMoved, set[int]]:
    """Moves the double's facts and places in situations to the other actor. Returns what was moved and
    the keys of the affected situations. The caller handles names, `merged_into` and the names in events;
    `joined` is what it changed.
    """
    touched = facts.situations_naming(double)
    moved: ActorsMoved = {
        **joined,
        "sources": facts.rulings_of(FigureFact.objects.filter(source=double)),
        "sides": facts.rulings_of(FigureFact.objects.filter(side=double)),
        "events": facts.rulings_of(EventFact.objects.filter(source=double)),
        "named": facts.rulings_of(EventFact.objects.filter(named=double)),
        "seats": [],
        "shared": [],
        "parties": [],
        "newest": facts.newest_ruling(),
    }
    FigureFact.objects.filter(source=double).update(source=into)
    FigureFact.objects.filter(side=double).update(side=into)
    EventFact.objects.filter(source=double).update(source=into)
    for row in SituationActor.objects.filter(actor=double):
        _replace_seat(row, into, moved)
        touched.add(row.situation_id)
    return moved, touched


def carry_back(merge: Merge, merged: Actor, kept: Actor) -> set[int]:
    """Returns to the merged actor what is still where the merge put it, and facts approved since under
    its name. Returns the keys of the affected situations. Call it after the merged actor's `merged_into`
    is cleared.
    """
    moved: ActorsMoved = merge.moved
    figures, events = FigureFact.objects.all(), EventFact.objects.all()
    touched = facts.reassign(figures.filter(ruling__in=moved["sources"], source=kept), "source", merged)
    touched |= facts.reassign(figures.filter(ruling__in=moved["sides"], side=kept), "side", merged)
    touched |= facts.reassign(events.filter(ruling__in=moved["events"], source=kept), "source", merged)
    since, known = facts.ruled_after(moved["newest"]), facts.Known()
    touched |= _return_figures_since(merged, kept, since, known) | _return_events(
        moved, merged, kept, since, known
    )
    return touched | _return_seats(moved, merged, kept)


def count_returning(merge: Merge) -> int:
    """Returns how many facts would go back now."""
    moved: ActorsMoved = merge.moved
    kept = merge.kept_key
    sides = Q(ruling__in=moved["sides"], side=kept)
    figures = FigureFact.objects.filter(Q(ruling__in=moved["sources"], source=kept) | sides)
    named = Q(ruling__in=moved["named"], named=kept)
    events = EventFact.objects.filter(Q(ruling__in=moved["events"], source=kept) | named)
    return figures.count() + events.distinct().count()


def _replace_seat(row: SituationActor, into: Actor, moved: ActorsMoved) -> None:
    """Puts the other actor in the double's place in a situation: as a party if either of them was one."""
    mine = SituationActor.objects.filter(situation=row.situation_id, actor=into).first()
    if mine is None:
        SituationActor.objects.filter(pk=row.pk).update(actor=into)
        moved["seats"].append(row.pk)
        return
    if row.is_party and not mine.is_party:
        SituationActor.objects.filter(pk=mine.pk).update(is_party=True)
        moved["parties"].append(mine.pk)
    moved["shared"].append({"situation": row.situation_id, "is_party": row.is_party, "rank": row.rank})
    SituationActor.objects.filter(pk=row.pk).delete()


def _return_figures_since(merged: Actor, kept: Actor, since: Q, known: Known) -> set[int]:
    """Returns figures approved since the merge whose reading names the merged actor."""
    touched: set[int] = set()
    rows = FigureFact.objects.filter(since, Q(source=kept) | Q(side=kept)).select_related("claim", "ruling")
    by_fact = {fact.pk: readings.figure(fact.claim, fact.ruling) for fact in rows}
    for field in FIGURE_ACTORS:
        keys = [key for key, values in by_fact.items() if known.actor(values[field]) == merged]
        touched |= facts.reassign(FigureFact.objects.filter(pk__in=keys, **{field: kept}), field, merged)
    return touched


def _return_events(moved: ActorsMoved, merged: Actor, kept: Actor, since: Q, known: Known) -> set[int]:
    """Returns the events that the merge moved, and those approved since that name the merged actor."""
    before = Q(ruling__in=moved["named"], named=kept)
    found = EventFact.objects.filter(before | since & (Q(source=kept) | Q(named=kept))).distinct()
    by_fact = {
        fact.pk: readings.event(fact.claim, fact.ruling) for fact in found.select_related("claim", "ruling")
    }
    sources = [key for key, values in by_fact.items() if known.actor(values["source"]) == merged]
    named = [
        key
        for key, values in by_fact.items()
        if any(known.actor(one) == merged for one in [*values["actors"], *values["targets"]])
    ]
    events = EventFact.objects.all()
    facts.update_names(events.filter(pk__in=named), known)
    touched = set(events.order_by().filter(pk__in=named).values_list("situation", flat=True))
    return touched | facts.reassign(events.filter(pk__in=sources, source=kept), "source", merged)


def _return_seats(moved: ActorsMoved, merged: Actor, kept: Actor) -> set[int]:
    """Returns the actor's rows in situations, and undoes what the merge changed in the other one's."""
    rows = SituationActor.objects.filter(actor=kept)
    taken = SituationActor.objects.filter(actor=merged).values("situation")
    own = rows.filter(pk__in=moved["seats"]).exclude(situation__in=taken)
    touched = set(own.values_list("situation_id", flat=True))
    own.update(actor=merged)
    rows.filter(pk__in=moved["parties"]).update(is_party=False)
    shared = {one["situation"]: one for one in moved["shared"]}
    for key in rows.filter(situation__in=list(shared)).values_list("situation_id", flat=True):
        one = shared[key]
        SituationActor.objects.get_or_create(
            situation_id=key, actor=merged, defaults={"is_party": one["is_party"], "rank": one["rank"]}
        )
        touched.add(key)
    return touched
