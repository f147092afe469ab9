"""From noun groups to the actors and targets of the contract.

Promises: `text[start:end]` is a group without its determiner and number; id, name and role are those of
the vocabulary's actor or role noun in it, or null. An actor is a side, a crowd, a person or a
name; a weapon stands for its owner, and an aircraft or a ship without one for itself. A target is what
`targets` says.
"""

from __future__ import annotations

from collections.abc import Iterable

from conflictdesk.contract.types import Actor
from conflictdesk.extraction.events.participants.naming import (
    WEAPONS,
    actor_of_group,
    actor_of_span,
    antecedent,
    is_of_side,
    is_side,
    possessor,
)
from conflictdesk.extraction.events.participants.roles import RoleFrame, Roles
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.participants.targets import is_undergone, owner, targets_of
from conflictdesk.extraction.events.triggers import Trigger
from conflictdesk.extraction.grammar.disambiguation import is_plural
from conflictdesk.extraction.grammar.groups import NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import Pos

TWO_NAMES = (Pos.PROPER_NAME, Pos.PROPER_NAME)
ACTING = frozenset({"armed", "people", "crowd", "troops", "power", "named", "place", "body"})
THINGS = WEAPONS | {"structure", "place", "site", "settlement", "military"}


def of_roles(scene: Scene, trigger: Trigger, roles: Roles) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The actors and the targets: agents and patients as the sense's `subject` and `object` say."""
    agents, patients = _acting_and_affected(scene, trigger, roles)
    actors = _in_text_order(_agent(scene, group) for group in agents)
    if trigger.sense.itself and isinstance(trigger.group, NounGroup):
        actors = _in_text_order([*actors, actor_of_group(scene, trigger.group)])
    if not actors and trigger.type.flees and isinstance(trigger.group, VerbGroup):
        actors = _in_text_order(owner(scene, group) for group in _fled_from(scene, trigger.group))
    if not actors:
        actors = of_modifiers(scene, trigger, roles)
    if not actors and isinstance(trigger.group, NounGroup) and not is_undergone(trigger):
        actors = _in_text_order([possessor(scene, trigger.group, trigger.first)])
    targets = _in_text_order(targets_of(scene, trigger, tuple(patients), roles.victims))
    return actors, tuple(t for t in targets if t not in actors)


def _fled_from(scene: Scene, verb: VerbGroup) -> list[NounGroup]:
    """The groups that people fled from, without places: "fled from the rebels"."""
    behind = (*scene.groups.objects(verb), *scene.groups.behind(verb, scene.text.language.events.from_))
    sites = scene.groups.classes.of_class("site")
    return [group for group in behind if scene.text.lowers[group.head] not in sites]


def _acting_and_affected(
    scene: Scene, trigger: Trigger, roles: Roles
) -> tuple[list[NounGroup], list[NounGroup]]:
    """The noun groups that acted and those that were affected, swapped where the sense says so."""
    sense = trigger.sense
    if sense.shape != "verb":
        return list(roles.agents), list(roles.patients)
    subject = sense.subject
    moves = subject == "target" and sense.object != "actor" and not trigger.type.flees
    if moves and roles.frame is not RoleFrame.PASSIVE:
        moved = [group for group in roles.patients if "people" in scene.features(group)]
        if moved:
            return list(roles.agents), moved  # "to repatriate the refugees"
    if subject == "weapon" and roles.patients and roles.frame is RoleFrame.ACTIVE:
        subject = "actor"
    agents = [
        *(roles.agents if subject in ("actor", "place") else ()),
        *(roles.patients if sense.object == "actor" else ()),
    ]
    fled = subject == "target" and roles.frame is not RoleFrame.PASSIVE
    objects = {"target"} if fled else {"target", "place", "weapon"}
    if trigger.type.bomber_dies:
        objects.add("none")  # "blew himself up, killing nine guards"
    patients = [
        *(roles.patients if sense.object in objects else ()),
        *(roles.agents if subject == "target" else ()),
    ]
    return agents, patients


def _in_text_order(actors: Iterable[Actor | None]) -> tuple[Actor, ...]:
    """The actors in text order, each once; None is left out."""
    by_start = {actor.start: actor for actor in actors if actor is not None}
    return tuple(by_start[start] for start in sorted(by_start))


def _agent(scene: Scene, group: NounGroup) -> Actor | None:
    """The actor that an agent names, or None: a weapon stands for its owner, other things for no one."""
    lists = scene.text.language.events
    features = scene.features(group)
    if group.pronoun:
        return antecedent(scene, group)
    if scene.text.lowers[group.head] in lists.others_words:
        return None
    if (owned := _of_forces(scene, group, features)) is not None:
        return owned
    if scene.text.lowers[group.head] in lists.crewed:
        return actor_of_group(scene, group)
    if features & WEAPONS and not features & {"people", "named"}:
        return actor_of_group(scene, group) if is_of_side(features) else owner(scene, group)
    named = features & ACTING or group.proper or _is_named_by_agent_phrase(scene, group, features)
    return actor_of_group(scene, group) if named or _is_person(scene, group, features) else None


def _of_forces(scene: Scene, group: NounGroup, features: frozenset[str]) -> Actor | None:
    """Whose forces a group names by a pronoun, or None: "the junta said its forces attacked"; not in "the
    army and its allies"."""
    own = scene.text.lowers[group.first] in scene.text.language.events.owning and not group.proper
    if not own or "armed" not in features or features & WEAPONS:
        return None
    return None if scene.groups.pos(group.first - 1) is Pos.COORDINATOR else antecedent(scene, group)


def _is_person(scene: Scene, group: NounGroup, features: frozenset[str]) -> bool:
    """Whether a noun ends as those for people do: "mutineers", "nationalists"; no thing, no event."""
    person = scene.text.lowers[group.head].endswith(scene.text.language.events.person_ends)
    return person and not features & THINGS and not scene.is_event(group)


def _is_named_by_agent_phrase(scene: Scene, group: NounGroup, features: frozenset[str]) -> bool:
    """Whether a "by" names someone, known or not: "by cattle rustlers", unlike "by mistake"."""
    lists = scene.text.language.events
    if scene.groups.preposition(group) not in lists.by or features & THINGS or group.time:
        return False
    several = is_plural(scene.groups.classes.lists, scene.text.lowers[group.head])
    return several or scene.text.lowers[group.first] in lists.determined


def of_modifiers(scene: Scene, trigger: Trigger, roles: Roles) -> tuple[Actor, ...]:
    """The side that modifies the event's noun or weapon, or (): "Taliban attacks", "ISIL's bombings",
    "an IRA bomb exploded", "Israeli air strikes", "their march"."""
    verb = trigger.sense.shape == "verb"
    own = [trigger.group] if isinstance(trigger.group, NounGroup) else []
    groups = [g for g in roles.agents if scene.features(g) & WEAPONS] if verb else own
    for group in groups:
        owner = _attributive_side(scene, group, group.last if verb else trigger.first)
        if owner is not None:
            return (owner,)
    return ()


def _attributive_side(scene: Scene, group: NounGroup, last: int) -> Actor | None:
    """The side named among the modifiers of a group before the token `last`, or None."""
    lists = scene.text.language.events
    tags = [t for t in scene.parties if group.first <= t.first and t.last <= last and is_side(t)]
    named = _armed_group_name(scene, group.first, last)
    if named is not None:
        return actor_of_span(scene, *named, named[1] - 1)
    sites = scene.groups.classes.of_class("structure")
    if tags and not any(word in sites for word in scene.text.lowers[tags[-1].last : last]):
        return actor_of_span(scene, tags[0].first, tags[0].last, tags[0].last - 1)
    for token in range(group.first, last):
        word = scene.text.lowers[token]
        if word.endswith(lists.led_ends) or (word in lists.powers and scene.text.words[token].isupper()):
            return actor_of_span(scene, token, token + 1, token)
    for place in scene.places:
        if place.kind == "adjective" and group.first <= place.first and place.last <= last:
            return actor_of_span(scene, place.first, place.last, place.last - 1)
    return antecedent(scene, group) if scene.text.lowers[group.first] in lists.owning else None


def _armed_group_name(scene: Scene, first: int, last: int) -> tuple[int, int] | None:
    """The tokens of a name that ends as those of armed groups do ("Volunteer Force"), or None."""
    for token in range(last - 1, first, -1):
        if (
            scene.text.lowers[token] in scene.text.language.events.forces
            and scene.groups.pos_of(token - 1, token + 1) == TWO_NAMES
        ):
            while token > first and scene.groups.pos(first) is not Pos.PROPER_NAME:
                first += 1
            return first, token + 1
    return None
