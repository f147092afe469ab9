"""Facts: derived from a claim and the ruling that approved it; written again whenever a ruling changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from conflictdesk.contract import terms
from conflictdesk.ledger.claims.readings import Reading, day, reading
from conflictdesk.ledger.models import Actor, Claim, EventFact, FigureFact, Place, Ruling


def derive(claim: Claim, ruling: Ruling) -> None:
    """Writes the fact of an approved claim; a fact of the other kind cannot be there."""
    if claim.kind == Claim.Kind.FIGURE:
        FigureFact.objects.update_or_create(claim=claim, defaults=figure_values(claim, ruling))
    else:
        values = reading(claim, ruling)
        _derive_event(claim, _shared(claim, ruling, values), values)


def figure_values(claim: Claim, ruling: Ruling) -> dict[str, Any]:
    """All that a figure's fact holds beside its claim."""
    values = reading(claim, ruling)
    return {**_shared(claim, ruling, values), **_figure(values)}


def _derive_event(claim: Claim, fields: dict[str, Any], values: Reading) -> None:
    """With the names that the newsroom has given to those who act and those it is done to."""
    names, rows = _names(values, Known())
    fact, _ = EventFact.objects.update_or_create(
        claim=claim, defaults={**fields, **_event(claim, values), **names}
    )
    fact.named.set(rows)


def _names(values: Reading, known: Known) -> tuple[dict[str, list[str]], set[Actor]]:
    """What readers call those who act and those it is done to; and the rows of those that are known."""
    pairs = {name: [(known.actor(one), one) for one in values[name]] for name in ("actors", "targets")}
    names = {
        name: list(dict.fromkeys(row.name if row else one["name"] for row, one in found))
        for name, found in pairs.items()
    }
    return names, {row for found in pairs.values() for row, _ in found if row}


def withdraw(claim: Claim) -> None:
    """Removes the fact. Claim and rulings keep all that is needed to derive it again."""
    FigureFact.objects.filter(claim=claim).delete()
    EventFact.objects.filter(claim=claim).delete()


def move(claims: Iterable[int], situation_id: int) -> None:
    """The facts of the claims, as far as they have one, go along with them."""
    keys = list(claims)
    FigureFact.objects.filter(claim__in=keys).update(situation=situation_id)
    EventFact.objects.filter(claim__in=keys).update(situation=situation_id)


def rename(actor: Actor) -> None:
    """Events that name the actor name it as it is called now."""
    name_anew(EventFact.objects.filter(named=actor), Known())


def name_anew(events: QuerySet[EventFact], known: Known) -> None:
    """The events name all that they name as these are called now. No more queries for many than for few."""
    rows = list(events.select_related("claim", "ruling"))
    wanted: set[tuple[int, int]] = set()
    for fact in rows:
        names, actors = _names(reading(fact.claim, fact.ruling), known)
        fact.actors, fact.targets = names["actors"], names["targets"]
        wanted |= {(fact.pk, actor.pk) for actor in actors}
    EventFact.objects.bulk_update(rows, ["actors", "targets"])
    _link([fact.pk for fact in rows], wanted)


def _link(events: list[int], wanted: set[tuple[int, int]]) -> None:
    """Of these events, each with the actors that are wanted, by keys."""
    through = EventFact.named.through
    linked = through.objects.filter(eventfact__in=events).values_list("pk", "eventfact", "actor")
    there = {(event, actor): key for key, event, actor in linked}
    through.objects.filter(pk__in=[key for pair, key in there.items() if pair not in wanted]).delete()
    new = [through(eventfact_id=event, actor_id=actor) for event, actor in sorted(wanted - there.keys())]
    through.objects.bulk_create(new, ignore_conflicts=True)


def give(facts: QuerySet[Any], field: str, row: Actor | Place) -> set[int]:
    """Sets the actor or the place of the facts. The situations that they stand in."""
    touched = set(facts.order_by().values_list("situation", flat=True))
    facts.update(**{field: row})
    return touched


def rulings_of(facts: QuerySet[Any]) -> list[int]:
    """The rulings that the facts stand under. A fact that is written again keeps its ruling, not its key."""
    return list(facts.order_by("ruling").values_list("ruling", flat=True))


def newest_ruling() -> int:
    """The key of the last ruling that was made; 0 before the first."""
    return Ruling.objects.aggregate(newest=Max("pk"))["newest"] or 0


def ruled_after(newest: int) -> Q:
    """The condition for facts of rulings that were made after that one."""
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


def _figure(values: Reading) -> dict[str, Any]:
    side = values["side"]
    return {
        **{name: values[name] for name in ("measure", "unit", "low", "best", "high", "qualifier")},
        "population": values["population"] or "",
        "period": values["period"] or "",
        "side": actor_row(side),
        "side_text": as_written(side),
        "is_part": values["is_part"],
    }


def _event(claim: Claim, values: Reading) -> dict[str, Any]:
    return {
        "type": values["type"],
        "trigger": claim.proposal["quote"][:200],
        "weapon": (values["weapon"] or "")[:200],
    }


def said_on(claim: Claim) -> date:
    """The day of the article, as its newsroom counts days."""
    published = claim.extraction.published or claim.proposed_at
    return timezone.localtime(published).date()


def as_written(named: Reading | None) -> str:
    """The name of an actor or a place as the text or the editor gives it, cut to what a fact can hold."""
    return str(named["name"] or named.get("text") or "")[:300] if named else ""


def situations_naming(named: Actor | Place) -> set[int]:
    """The situations with a fact that the actor or the place has a part in."""
    found = _naming(named)
    return {key for facts in found for key in facts.order_by().values_list("situation", flat=True).distinct()}


def claims_naming(named: Actor | Place) -> QuerySet[Claim]:
    """The claims of these facts."""
    figures, events = (found.order_by().values("claim") for found in _naming(named))
    return Claim.objects.filter(Q(pk__in=figures) | Q(pk__in=events))


def _naming(named: Actor | Place) -> tuple[QuerySet[FigureFact], QuerySet[EventFact]]:
    figures = Q(source=named) | Q(side=named) if isinstance(named, Actor) else Q(place=named)
    events = Q(source=named) | Q(named=named) if isinstance(named, Actor) else Q(place=named)
    return FigureFact.objects.filter(figures), EventFact.objects.filter(events)


def actor_row(actor: Reading | None) -> Actor | None:
    """The actor's row, made when the vocabulary knows the id; None for words that nobody has identified."""
    if actor is None or not actor["id"]:
        return known_actor(actor)
    row, _ = Actor.objects.select_related("merged_into").get_or_create(
        identifier=actor["id"], defaults={"name": actor["name"], "role": actor["role"] or terms.UNKNOWN_ROLE}
    )
    return row.merged_into or row


def place_row(place: Reading | None) -> Place | None:
    """The place's row, made when the gazetteer resolved it; None for an unresolved one nobody has set."""
    if place is None or not (identifier := gazetteer_id(place)):
        return known_place(place)
    row, _ = Place.objects.select_related("merged_into").get_or_create(
        geonames_id=identifier,
        defaults={key: place[key] for key in ("name", "latitude", "longitude", "precision")}
        | {"country": place["country"] or ""},
    )
    return row.merged_into or row


def known_actor(actor: Reading | None) -> Actor | None:
    """The actor's row if there is one, or the one that it was merged into; makes none."""
    if actor is None:
        return None
    wanted = {"identifier": actor["id"]} if actor["id"] else {"name__iexact": actor["name"]}
    row = Actor.objects.select_related("merged_into").filter(**wanted).first()
    return row and (row.merged_into or row)


def known_place(place: Reading | None) -> Place | None:
    """The place's row if there is one, or the one that it was merged into; makes none."""
    if place is None or not (name := place["name"] or place.get("text")):
        return None
    identifier = gazetteer_id(place)
    wanted = {"geonames_id": identifier} if identifier else {"name__iexact": name}
    row = Place.objects.select_related("merged_into").filter(**wanted).first()
    return row and (row.merged_into or row)


class Known:
    """`known_actor` and `known_place`, with one query for all that have a name in common."""

    def __init__(self) -> None:
        self._actors: dict[tuple[Any, Any], Actor | None] = {}
        self._places: dict[tuple[Any, Any], Place | None] = {}

    def actor(self, actor: Reading | None) -> Actor | None:
        if actor is None:
            return None
        key = (actor["id"], None if actor["id"] else actor["name"])
        if key not in self._actors:
            self._actors[key] = known_actor(actor)
        return self._actors[key]

    def place(self, place: Reading | None) -> Place | None:
        if place is None:
            return None
        key = (gazetteer_id(place), place["name"] or place.get("text"))
        if key not in self._places:
            self._places[key] = known_place(place)
        return self._places[key]


def gazetteer_id(place: Reading) -> int | None:
    """The GeoNames id of this very place. A text's "eastern Mosul" and "Mosul airport" bring along that of
    Mosul, which they are not; places of that precision are known by their names.
    """
    precision = terms.PLACE_PRECISIONS.get(place["precision"])
    inside = precision is not None and precision.inside
    is_part = inside and place["within"] not in (None, place["name"])
    return None if is_part else place["geonames_id"]
