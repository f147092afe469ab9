"""The roles of a trigger, by the kind of group it stands in."""

from __future__ import annotations

from conflictdesk.extraction.events.participants import victims
from conflictdesk.extraction.events.participants.nominal import of_noun
from conflictdesk.extraction.events.participants.roles import Roles, of_verb
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.triggers import Trigger
from conflictdesk.extraction.grammar.groups import VerbGroup


def roles_of(scene: Scene, trigger: Trigger) -> Roles:
    """The roles of a trigger, read by the verb frames or the noun frames."""
    roles = (of_verb if isinstance(trigger.group, VerbGroup) else of_noun)(scene, trigger)
    if not trigger.type.brings_victims:
        return roles
    return roles._replace(victims=victims.of_event(scene, trigger) or roles.victims)
