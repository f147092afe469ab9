"""Derives facts, each from a claim and the ruling that approved it, whenever a ruling changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from conflictdesk.contract import terms
from conflictdesk.contract.stored import (
    ActorReading,
    EventReading,
    FigureReading,
    PlaceReading,
    Reading,
)
from conflictdesk.ledger.claims import readings
from conflictdesk.ledger.claims.readings import day
from conflictdesk.ledger.models import Actor, Claim, EventFact, FigureFact, Place, Ruling


def derive(claim: Claim, ruling: Ruling) -> None:
    """Creates or updates the fact of an approved claim."""
    if claim.kind == Claim.Kind.FIGURE:
        FigureFact.objects.update_or_create(claim=claim, defaults=figure_values(claim, ruling))
    else:
        values = readings.event(claim, ruling)
        _derive_event(claim, _shared(claim, ruling, values), values)


def figure_values(claim: Claim, ruling: Ruling) -> dict[str, Any]:
    """Returns the field values of a figure's fact, without its claim."""
    values = readings.figure(claim, ruling)
    return {**_shared(claim, ruling, values), **_figure(values)}


def _derive_event(claim: Claim, fields: dict[str, Any], values: EventReading) -> None:
    """Creates or updates an event's fact, with the newsroom's current names of its actors and targets."""
    names, rows = _names(values, Known())
    fact, _ = EventFact.objects.update_or_create(
        claim=claim, defaults={**fields, **_event(claim, values), **names}
    )
    fact.named.set(rows)


def _names(values: EventReading, known: Known) -> tuple[dict[str, list[str]], set[Actor]]:
    """Returns the current names of the reading's actors and targets, and the rows of those that are
    known.
    """
    named = {"actors": values["actors"], "targets": values["targets"]}
    pairs = {name: [(known.actor(one), one) for one in group] for name, group in named.items()}
    names = {
        name: list(dict.fromkeys(row.name if row else one["name"] for row, one in found))
        for name, found in pairs.items()
    }
    return names, {row for found in pairs.values() for row, _ in found if row}


def withdraw(claim: Claim) -> None:
    """Deletes the claim's fact. Claim and rulings keep all that is needed to derive it again."""
    FigureFact.objects.filter(claim=claim).delete()
    EventFact.objects.filter(claim=claim).delete()


def move(claims: Iterable[int], situation_id: int) -> None:
    """Moves the facts of the claims to the situation; claims without a fact are ignored."""
    keys = list(claims)
    FigureFact.objects.filter(claim__in=keys).update(situation=situation_id)
    EventFact.objects.filter(claim__in=keys).update(situation=situation_id)


def rename(actor: Actor) -> None:
    """Updates the events that name the actor to its present name."""
    update_names(EventFact.objects.filter(named=actor), Known())


def update_names(events: QuerySet[EventFact], known: Known) -> None:
    """Updates the events to the present names of their actors and targets. The number of queries does
    not grow with the number of events.
    """
    rows = list(events.select_related("claim", "ruling"))
    wanted: set[tuple[int, int]] = set()
    for fact in rows:
        names, actors = _names(readings.event(fact.claim, fact.ruling), known)
        fact.actors, fact.targets = names["actors"], names["targets"]
        wanted |= {(fact.pk, actor.pk) for actor in actors}
    EventFact.objects.bulk_update(rows, ["actors", "targets"])
    _link([fact.pk for fact in rows], wanted)


def _link(events: list[int], wanted: set[tuple[int, int]]) -> None:
    """Makes the links between these events and actors equal to `wanted`: pairs of event key and actor
    key.
    """
    through = EventFact.named.through
    linked = through.objects.filter(eventfact__in=events).values_list("pk", "eventfact", "actor")
    there = {(event, actor): key for key, event, actor in linked}
    through.objects.filter(pk__in=[key for pair, key in there.items() if pair not in wanted]).delete()
    new = [through(eventfact_id=event, actor_id=actor) for event, actor in sorted(wanted - there.keys())]
    through.objects.bulk_create(new, ignore_conflicts=True)


def reassign(facts: QuerySet[Any], field: str, row: Actor | Place) -> set[int]:
    """Sets `field` of the facts to the actor or place. Returns the keys of the situations they belong
    to.
    """
    touched = set(facts.order_by().values_list("situation", flat=True))
    facts.update(**{field: row})
    return touched


def rulings_of(facts: QuerySet[Any]) -> list[int]:
    """Returns the keys of the rulings that the facts rest on. A fact that is derived again keeps its
    ruling but not its key.
    """
    return list(facts.order_by("ruling").values_list("ruling", flat=True))


def newest_ruling() -> int:
    """Returns the key of the newest ruling; 0 if there is none."""
    return Ruling.objects.aggregate(newest=Max("pk"))["newest"] or 0


def ruled_after(newest: int) -> Q:
    """Returns the condition for facts whose ruling is newer than that key."""
    return Q(ruling__gt=newest)


def _shared(claim: Claim, ruling: Ruling, values: Reading) -> dict[str, Any]:
    source, place = values["source"], values["place"]
    return {
        "ruling": ruling,
        "situation_id": claim.situation_id,
        "source": actor_row(source),
        "source_text": as_written(source),
        "hedged": values["hedged"],
        "place": place_row(place),
        "place_text": as_written(place),
        "date_from": day(values["from"]),
        "date_to": day(values["to"]),
        "date_precision": values["precision"] or "",
        "as_of": said_on(claim),
        "realis": values["realis"],
        "approved_at": ruling.at,
    }


def _figure(values: FigureReading) -> dict[str, Any]:
    side, since = values["side"], values["since"]
    return {
        "measure": values["measure"],
        "unit": values["unit"],
        "low": values["low"],
        "best": values["best"],
        "high": values["high"],
        "qualifier": values["qualifier"],
        "population": values["population"] or "",
        "period": values["period"] or "",
        "since_text": since["text"][:300] if since else "",
        "since_date": day(since["date"]) if since else None,
        "cause": values["cause"],
        "side": actor_row(side),
        "side_text": as_written(side),
        "is_part": values["is_part"],
    }


def _event(claim: Claim, values: EventReading) -> dict[str, Any]:
    return {
        "type": values["type"],
        "trigger": claim.proposal["quote"][:200],
        "weapon": (values["weapon"] or "")[:200],
    }


def said_on(claim: Claim) -> date:
    """Returns the day on which the article was published, or else proposed, in the newsroom's time zone."""
    published = claim.extraction.published or claim.proposed_at
    return timezone.localtime(published).date()


def as_written(named: ActorReading | PlaceReading | None) -> str:
    """Returns the name of an actor or place as the text or the editor gives it, cut to 300 characters,
    the length of a fact's field; "" for None.
    """
    return str(named["name"] or named.get("text") or "")[:300] if named else ""


def situations_naming(named: Actor | Place) -> set[int]:
    """Returns the keys of the situations with a fact in which the actor or place takes part."""
    found = _naming(named)
    return {key for facts in found for key in facts.order_by().values_list("situation", flat=True).distinct()}


def claims_naming(named: Actor | Place) -> QuerySet[Claim]:
    """Returns the claims of the facts in which the actor or place takes part."""
    figures, events = (found.order_by().values("claim") for found in _naming(named))
    return Claim.objects.filter(Q(pk__in=figures) | Q(pk__in=events))


def _naming(named: Actor | Place) -> tuple[QuerySet[FigureFact], QuerySet[EventFact]]:
    """Returns the figures and the events in which the actor or place takes part."""
    figures = Q(source=named) | Q(side=named) if isinstance(named, Actor) else Q(place=named)
    events = Q(source=named) | Q(named=named) if isinstance(named, Actor) else Q(place=named)
    return FigureFact.objects.filter(figures), EventFact.objects.filter(events)


def actor_row(actor: ActorReading | None) -> Actor | None:
    """Returns the actor's row, created if the vocabulary has the id; None for a name that nobody has
    identified.
    """
    if actor is None or not actor["id"]:
        return known_actor(actor)
    row, _ = Actor.objects.select_related("merged_into").get_or_create(
        identifier=actor["id"], defaults={"name": actor["name"], "role": actor["role"] or terms.UNKNOWN_ROLE}
    )
    return row.merged_into or row


def place_row(place: PlaceReading | None) -> Place | None:
    """Returns the place's row, created if the gazetteer resolved the place; None for an unresolved place
    that no editor has added.
    """
    if place is None or not (identifier := gazetteer_id(place)):
        return known_place(place)
    row, _ = Place.objects.select_related("merged_into").get_or_create(
        geonames_id=identifier,
        defaults={
            "name": place["name"] or place.get("text") or "",
            "latitude": place["latitude"],
            "longitude": place["longitude"],
            "precision": place["precision"],
            "country": place["country"] or "",
        },
    )
    return row.merged_into or row


def known_actor(actor: ActorReading | None) -> Actor | None:
    """Returns the actor's row, or the row it was merged into; None if there is no row. Creates nothing."""
    if actor is None:
        return None
    wanted = {"identifier": actor["id"]} if actor["id"] else {"name__iexact": actor["name"]}
    row = Actor.objects.select_related("merged_into").filter(**wanted).first()
    return row and (row.merged_into or row)


def known_place(place: PlaceReading | None) -> Place | None:
    """Returns the place's row, or the row it was merged into; None if there is no row. Creates nothing."""
    if place is None or not (name := place["name"] or place.get("text")):
        return None
    identifier = gazetteer_id(place)
    wanted = {"geonames_id": identifier} if identifier else {"name__iexact": name}
    row = Place.objects.select_related("merged_into").filter(**wanted).first()
    return row and (row.merged_into or row)


class Known:
    """Caches `known_actor` and `known_place`: one query for each distinct name."""

    def __init__(self) -> None:
        self._actors: dict[tuple[Any, Any], Actor | None] = {}
        self._places: dict[tuple[Any, Any], Place | None] = {}

    def actor(self, actor: ActorReading | None) -> Actor | None:
        """Returns the same as `known_actor`, asked once for each id or name."""
        if actor is None:
            return None
        key = (actor["id"], None if actor["id"] else actor["name"])
        if key not in self._actors:
            self._actors[key] = known_actor(actor)
        return self._actors[key]

    def place(self, place: PlaceReading | None) -> Place | None:
        """Returns the same as `known_place`, asked once for each id and name."""
        if place is None:
            return None
        key = (gazetteer_id(place), place["name"] or place.get("text"))
        if key not in self._places:
            self._places[key] = known_place(place)
        return self._places[key]


def gazetteer_id(place: PlaceReading) -> int | None:
    """Returns the GeoNames id of exactly this place, else None. A part such as "eastern Mosul" or "Mosul
    airport" comes with the id of Mosul, which it is not: such places are identified by name.
    """
    precision = terms.PLACE_PRECISIONS.get(place["precision"])
    inside = precision is not None and precision.inside
    is_part = inside and place["within"] not in (None, place["name"])
    return None if is_part else place["geonames_id"]
