"""One event as its clause reports it, before mentions are merged."""

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

# Parts of speech before an auxiliary that are not part of the trigger: "to", adverbs, "not".
BEFORE_AUXILIARY = frozenset({Pos.TO, Pos.ADVERB, Pos.NEGATION})


@dataclass(frozen=True)
class Draft:
    """One event of one clause. `type` differs from the trigger's where a weapon or an earlier event of
    the document has changed it; `carried` says that place or date come from an earlier mention; `probability`
    is how likely its reading is, where it was weighed."""

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
    probability: float | None = None

    @property
    def rule(self) -> str:
        """The id of the rule that found it: the vocabulary entry and the role frame."""
        return f"{self.trigger.sense.id}.{self.frame}"

    @property
    def span(self) -> tuple[int, int]:
        """The tokens `[first, last)` of the trigger with its auxiliaries: "has liberated"."""
        first, group = self.trigger.first, self.trigger.group
        if isinstance(group, VerbGroup) and group.first < first <= group.head:
            first = group.first
            while first < group.head and self.scene.groups.pos(first) in BEFORE_AUXILIARY:
                first += 1
        return first, self.trigger.last
