"""One event as the clause tells it, before mentions are merged."""

from __future__ import annotations

from dataclasses import dataclass

from conflictdesk.contract.entries import EventType
from conflictdesk.contract.terms import Realis
from conflictdesk.contract.types import Actor, Place, When
from conflictdesk.extraction.events.participants.roles import RoleFrame
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.triggers import Trigger
from conflictdesk.extraction.grammar.groups import VerbGroup
from conflictdesk.extraction.grammar.pos_tags import Pos

# What stands before an auxiliary and is no part of the trigger: "to", adverbs, "not".
UNSAID = frozenset({Pos.TO, Pos.ADVERB, Pos.NEGATION})


@dataclass(frozen=True)
class Draft:
    """`type` may be another than the trigger's: a weapon or the document's own event has made it so."""

    scene: Scene
    trigger: Trigger
    type: EventType
    frame: RoleFrame
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    place: Place | None
    when: When | None
    weapon: str | None
    realis: Realis
    carried: bool = False

    @property
    def rule(self) -> str:
        return f"{self.trigger.sense.id}.{self.frame}"

    @property
    def span(self) -> tuple[int, int]:
        """Tokens of the trigger with its auxiliaries: "has liberated"."""
        first, group = self.trigger.first, self.trigger.group
        if isinstance(group, VerbGroup) and group.first < first <= group.head:
            first = group.first
            while first < group.head and self.scene.groups.pos(first) in UNSAID:
                first += 1
        return first, self.trigger.last
