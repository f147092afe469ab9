"""Turns a claim into the figure that it would be among a situation's facts."""

from __future__ import annotations

from conflictdesk.contract.stored import ActorReading, FigureReading, PlaceReading
from conflictdesk.ledger.claims.facts import Known, as_written, said_on
from conflictdesk.ledger.models import Claim
from conflictdesk.reconcile.standing import Figure


class Names:
    """Looks up the newsroom's present names of actors and places, each once; else gives the text's name."""

    def __init__(self) -> None:
        self._known = Known()

    def actor(self, named: ActorReading | None) -> str:
        """Returns the newsroom's name of the actor, else the text's; "" without an actor."""
        row = self._known.actor(named)
        return row.name if row else as_written(named)

    def place(self, named: PlaceReading | None) -> str:
        """Returns the newsroom's name of the place, else the text's; "" without a place."""
        row = self._known.place(named)
        return row.name if row else as_written(named)


def candidate(claim: Claim, reading: FigureReading, names: Names | None = None) -> Figure:
    """Returns the figure that the claim's fact would be under that reading."""
    names = names or Names()
    return Figure(
        id=claim.pk,
        measure=reading["measure"],
        unit=reading["unit"],
        low=reading["low"],
        best=reading["best"],
        high=reading["high"],
        qualifier=reading["qualifier"],
        population=reading["population"] or "",
        side=names.actor(reading["side"]),
        period=reading["period"] or "",
        place=names.place(reading["place"]),
        source=names.actor(reading["source"]),
        as_of=said_on(claim),
        is_part=reading["is_part"],
        order=claim.pk,
    )
