"""Doubles: two rows that are one actor, or one place. What the double meant, the other means from now on."""

from __future__ import annotations

from typing import Any

from wagtail.log_actions import log

from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger import facts, snapshots
from conflictdesk.ledger.models import Actor, EventFact, FigureFact, Place, Situation, SituationActor
from conflictdesk.ledger.transactions import writing


class NotDoubles(ConflictdeskError):
    """Only two different ones that stand for themselves can be merged."""


def merge_actors(double: Actor, into: Actor, user: Any) -> None:
    """The double's facts, situations and names become the other's; texts that name it find the other."""
    with writing():
        _hold(Actor, double, into)
        touched = facts.situations_naming(double)
        _actor_facts(double, into)
        touched |= _parties(double, into)
        aliases = [*into.aliases, double.name, *double.aliases]
        _rename(Actor, double, into, [one for one in aliases if one != into.name])
        facts.rename(double)
        _tell(double, into, user, touched)


def merge_places(double: Place, into: Place, user: Any) -> None:
    """The double's facts, situations, parts and names become the other's, which is kept by the editors."""
    with writing():
        _hold(Place, double, into)
        touched = facts.situations_naming(double)
        FigureFact.objects.filter(place=double).update(place=into)
        EventFact.objects.filter(place=double).update(place=into)
        Place.objects.filter(within=double).exclude(pk=into.pk).update(within=into)
        for situation in Situation.objects.filter(places=double):
            situation.places.add(into)
            situation.places.remove(double)
            touched.add(situation.pk)
        aliases = [*into.aliases, double.name, *double.aliases]
        _rename(Place, double, into, [one for one in aliases if one != into.name])
        Place.objects.filter(pk=into.pk).update(is_own=True)
        _tell(double, into, user, touched)


def _hold(model: Any, double: Any, into: Any) -> None:
    rows = model.objects.select_for_update(no_key=True).filter(pk__in=[double.pk, into.pk], merged_into=None)
    if len(rows.order_by("pk")) != 2:
        raise NotDoubles


def _actor_facts(double: Actor, into: Actor) -> None:
    FigureFact.objects.filter(source=double).update(source=into)
    FigureFact.objects.filter(side=double).update(side=into)
    EventFact.objects.filter(source=double).update(source=into)


def _parties(double: Actor, into: Actor) -> set[int]:
    """The situations that had the double have the other: as a party if either of them was one."""
    rows = list(SituationActor.objects.filter(actor=double))
    for row in rows:
        mine = SituationActor.objects.filter(situation=row.situation_id, actor=into)
        if mine.exists():
            mine.filter(is_party=False).update(is_party=row.is_party)
            SituationActor.objects.filter(pk=row.pk).delete()
        else:
            SituationActor.objects.filter(pk=row.pk).update(actor=into)
    return {row.situation_id for row in rows}


def _rename(model: Any, double: Any, into: Any, aliases: list[str]) -> None:
    model.objects.filter(pk=double.pk).update(merged_into=into)
    # What was merged into the double before means the other one now.
    model.objects.filter(merged_into=double).update(merged_into=into)
    model.objects.filter(pk=into.pk).update(aliases=list(dict.fromkeys(aliases)))


def _tell(double: Any, into: Any, user: Any, touched: set[int]) -> None:
    data = {"words": str(double), "situation": str(into)}
    log(instance=into, action="conflictdesk.double", user=user, data=data)
    for situation_id in sorted(touched):
        snapshots.refresh(situation_id, f"“{double}” is “{into}”")
