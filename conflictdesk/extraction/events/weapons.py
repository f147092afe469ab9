"""The weapon of an event, and the type that it makes of an attack.

Promise: `of_trigger` returns the words for the weapon in the trigger's own group, its agents, or behind
"with" and "using"; `refined` turns a general attack into the type that the weapon makes it.
"""

from __future__ import annotations

from conflictdesk.contract.entries import EventType
from conflictdesk.contract.terms import EVENT_TYPES
from conflictdesk.extraction.events.participants.roles import Roles
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.triggers import Trigger
from conflictdesk.extraction.grammar.groups import NounGroup
from conflictdesk.extraction.grammar.pos_tags import MAIN_VERBS, Pos
from conflictdesk.extraction.text.lexicon import Tag, of_kind
from conflictdesk.vocabulary.entries import WeaponEntry

# A verb is not a weapon, nor is a phrase that runs past the sentence.
NO_WEAPON = MAIN_VERBS | {Pos.OUTSIDE}
AIRCRAFT = "aircraft"


def of_trigger(scene: Scene, trigger: Trigger, roles: Roles) -> Tag[WeaponEntry] | None:
    """The weapon that the clause names for this event, the most specific one, or None."""
    tags = [tag for tag in of_kind(scene.parties, WeaponEntry) if _is_weapon(scene, tag)]
    if not tags:
        return None
    spans = [(g.first, g.last) for g in _groups(scene, trigger, roles)]
    spans.append((trigger.first, trigger.last))
    if trigger.sense.refine and trigger.sense.object == "target":  # "fired on a helicopter"
        tags = [tag for tag in tags if _type(tag).weapon != AIRCRAFT or not _is_in(tag, roles.patients)]
    if not trigger.sense.refine:  # "two suicide bombers were shot dead": those killed are not the means
        tags = [tag for tag in tags if not _type(tag).bomber_dies or not _is_in(tag, roles.patients)]
    near = [tag for tag in tags if any(first < tag.last and tag.first < last for first, last in spans)]
    return min(near, key=lambda tag: _type(tag).weapon_rank, default=None)


def _is_in(tag: Tag[WeaponEntry], groups: tuple[NounGroup, ...]) -> bool:
    """Whether a weapon stands in one of the groups."""
    return any(group.first <= tag.first < group.last for group in groups)


def _is_weapon(scene: Scene, tag: Tag[WeaponEntry]) -> bool:
    """Whether it is a weapon of war and no verb, as "to shell" is."""
    known = EVENT_TYPES.get(tag.entry.type)
    return known is not None and known.weapon_rank > 0 and scene.groups.pos(tag.last - 1) not in NO_WEAPON


def _groups(scene: Scene, trigger: Trigger, roles: Roles) -> list[NounGroup]:
    """The noun groups in which the event's weapon may stand."""
    lists = scene.text.language.events
    own = [trigger.group] if isinstance(trigger.group, NounGroup) else []
    objects = roles.patients if trigger.sense.object in ("weapon", "target") else ()
    means = [g for g in scene.groups.followers(trigger.group) if scene.groups.preposition(g) in lists.means]
    found = [*own, *roles.agents, *means, *objects]
    using = scene.groups.verb_after(trigger.group.order)
    partly = using is not None and scene.groups.pos(using.last) is Pos.ADVERB  # "using mainly grenades"
    if using is not None and scene.text.lowers[using.head] in lists.using and not partly:
        found.extend(scene.groups.objects(using))
    return found


def _type(tag: Tag[WeaponEntry]) -> EventType:
    """The event type that a weapon makes of an attack."""
    return EVENT_TYPES[tag.entry.type]


def refined(trigger: Trigger, weapon: Tag[WeaponEntry] | None) -> EventType:
    """The event's type: the weapon's, where the trigger says only that there was an attack."""
    sense = trigger.sense
    if not sense.refine or weapon is None:
        return trigger.type
    made = _type(weapon)
    return trigger.type if made.is_plain_attack else made
