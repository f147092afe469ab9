"""What goes over when one actor is merged into another, and what of it goes back when that is undone."""

from __future__ import annotations

from django.db.models import Q

from conflictdesk.ledger.claims import facts
from conflictdesk.ledger.claims.facts import Known
from conflictdesk.ledger.claims.readings import reading
from conflictdesk.ledger.merging.moved_rows import ActorsMoved, Joined
from conflictdesk.ledger.models import Actor, EventFact, FigureFact, Merge, SituationActor


def carry_over(double: Actor, into: Actor, joined: Joined) -> tuple[ActorsMoved, set[int]]:
    """Gives all that the double has to the other one. Besides, the situations in which that shows. Names and
    `merged_into` are the caller's, and so are the names in events. `joined` is what it did about them.
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
        _seat(row, into, moved)
        touched.add(row.situation_id)
    return moved, touched


def carry_back(merge: Merge, merged: Actor, kept: Actor) -> set[int]:
    """Gives back what is still where the merge has put it, and what was approved since in the name of the
    merged one. The situations in which that shows. Only once it stands for itself again.
    """
    moved: ActorsMoved = merge.moved
    figures, events = FigureFact.objects.all(), EventFact.objects.all()
    touched = facts.give(figures.filter(ruling__in=moved["sources"], source=kept), "source", merged)
    touched |= facts.give(figures.filter(ruling__in=moved["sides"], side=kept), "side", merged)
    touched |= facts.give(events.filter(ruling__in=moved["events"], source=kept), "source", merged)
    since, known = facts.ruled_after(moved["newest"]), facts.Known()
    touched |= _figures_since(merged, kept, since, known) | _events_back(moved, merged, kept, since, known)
    return touched | _seats_back(moved, merged, kept)


def going_back(merge: Merge) -> int:
    """How many facts would go back now."""
    moved: ActorsMoved = merge.moved
    kept = merge.kept_key
    sides = Q(ruling__in=moved["sides"], side=kept)
    figures = FigureFact.objects.filter(Q(ruling__in=moved["sources"], source=kept) | sides)
    named = Q(ruling__in=moved["named"], named=kept)
    events = EventFact.objects.filter(Q(ruling__in=moved["events"], source=kept) | named)
    return figures.count() + events.distinct().count()


def _seat(row: SituationActor, into: Actor, moved: ActorsMoved) -> None:
    """The situation has the other one instead: as a party if either of them was one."""
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


def _figures_since(merged: Actor, kept: Actor, since: Q, known: Known) -> set[int]:
    touched: set[int] = set()
    rows = FigureFact.objects.filter(since, Q(source=kept) | Q(side=kept)).select_related("claim", "ruling")
    said = {fact.pk: reading(fact.claim, fact.ruling) for fact in rows}
    for field in ("source", "side"):
        keys = [key for key, values in said.items() if known.actor(values[field]) == merged]
        touched |= facts.give(FigureFact.objects.filter(pk__in=keys, **{field: kept}), field, merged)
    return touched


def _events_back(moved: ActorsMoved, merged: Actor, kept: Actor, since: Q, known: Known) -> set[int]:
    """Those that went over as named, and what was approved since as source and otherwise."""
    before = Q(ruling__in=moved["named"], named=kept)
    found = EventFact.objects.filter(before | since & (Q(source=kept) | Q(named=kept))).distinct()
    said = {fact.pk: reading(fact.claim, fact.ruling) for fact in found.select_related("claim", "ruling")}
    sources = [key for key, values in said.items() if known.actor(values["source"]) == merged]
    named = [
        key
        for key, values in said.items()
        if any(known.actor(one) == merged for one in [*values["actors"], *values["targets"]])
    ]
    events = EventFact.objects.all()
    facts.name_anew(events.filter(pk__in=named), known)
    touched = set(events.order_by().filter(pk__in=named).values_list("situation", flat=True))
    return touched | facts.give(events.filter(pk__in=sources, source=kept), "source", merged)


def _seats_back(moved: ActorsMoved, merged: Actor, kept: Actor) -> set[int]:
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
