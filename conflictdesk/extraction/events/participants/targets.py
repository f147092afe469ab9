"""From the noun groups that an event was done to, to the targets of the contract.

Promise: a target is people or a side; else who held the ground that was taken; else the building or the
place that was hit or taken; else whom the event harmed. A thing stands for its owner ("ISIL targets").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from conflictdesk.contract.types import Actor
from conflictdesk.extraction.events.participants.naming import (
    WEAPONS,
    actor_of_group,
    actor_of_span,
    is_count,
    is_side,
    possessor,
)
from conflictdesk.extraction.events.participants.roles import Nouns
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.triggers import Trigger
from conflictdesk.extraction.grammar.groups import NounGroup
from conflictdesk.extraction.grammar.pos_tags import LEADS, Pos

Way = Callable[[], Iterable[Actor | None]]
HUMAN = frozenset(
    {"armed", "people", "crowd", "troops", "power", "captives", "hostages", "official", "named", "gathering"}
)
THINGS = WEAPONS | {"structure", "place", "site", "settlement", "military"}
# Features of what is hit or taken as a place.
GROUND = frozenset({"structure", "settlement"})
PLACES = frozenset({"place"})
# The most tokens of a noun group in which "rebel-held" is looked for.
HOLDER_REACH = 20


def targets_of(scene: Scene, trigger: Trigger, patients: Nouns, victims: Nouns) -> list[Actor]:
    """The targets of an event, by the first of the ways that finds any."""
    ways: tuple[Way, ...] = (
        lambda: (_target(scene, trigger, group) for group in patients),
        lambda: (_holder(scene, group) for group in patients if trigger.type.takes_ground),
        lambda: (_target_modifier(scene, trigger) for _ in (0,) if trigger.sense.shape == "noun"),
        lambda: (_undergoing(scene, trigger) for _ in (0,) if trigger.sense.shape == "noun"),
        lambda: (actor_of_group(scene, group) for group in _grounds(scene, trigger, patients)),
        lambda: (_victim(scene, trigger, group) for group in victims),
    )
    for way in ways:
        found = [actor for actor in way() if actor is not None]
        if found:
            return found
    return []


def _target(scene: Scene, trigger: Trigger, group: NounGroup) -> Actor | None:
    """The target that a patient names, or None; a thing stands for its owner unless sites are hit."""
    features, kind = scene.features(group), trigger.type
    of_people = kind.targets == "people"
    word = scene.text.lowers[group.head]
    if (word in scene.groups.classes.of_class("vague") and not of_people) or (
        is_count(scene, group) and len(scene.groups.chain(group)) < 2
    ):
        return None
    if kind.deploys and ("armed" in features or "people" not in features):
        return None
    if of_people and not features & THINGS and (features & HUMAN or word.endswith("s")):
        return actor_of_group(scene, group)
    if kind.targets == "none":
        return None
    if kind.mutual and "state" in features and group.preposition >= 0:
        return actor_of_group(scene, group)  # "fought a war with Benin"
    # What is found is a thing, not a target; only a side can be pushed back.
    if kind.targets == "owners" or (kind.targets == "sides" and "armed" not in features):
        return owner(scene, group)
    if features & WEAPONS and "people" not in features:
        return owner(scene, group)
    hit = kind.hits_sites and "structure" in features and not group.proper and not _named(scene, group)
    hit = hit and (group.preposition >= 0 or trigger.sense.object != "weapon")
    if features & HUMAN or hit:
        return actor_of_group(scene, group)
    return owner(scene, group)


def is_undergone(trigger: Trigger) -> bool:
    """Whether the possessive before the event's noun names whom it was done to: "the mayor's abduction"."""
    return trigger.sense.suffers or trigger.type.targets == "people"


def _undergoing(scene: Scene, trigger: Trigger) -> Actor | None:
    """Who undergoes the event by the possessive before its noun, or None."""
    assert isinstance(trigger.group, NounGroup)
    return possessor(scene, trigger.group, trigger.first) if is_undergone(trigger) else None


def _victim(scene: Scene, trigger: Trigger, group: NounGroup) -> Actor | None:
    """The target that a victim names, or None: people, a side, a building; no mere count."""
    if trigger.type.mutual:
        return None
    chain = scene.groups.chain(group)
    if is_count(scene, group) and len(chain) > 1:
        group = chain[1]  # "one of the nurses"
    people = scene.features(group) & {"people"} and not is_count(scene, group)
    return actor_of_group(scene, group) if people else _target(scene, trigger, group)


def _grounds(scene: Scene, trigger: Trigger, patients: Nouns) -> Iterator[NounGroup]:
    """The buildings and places among the patients that were hit or taken, without the ways that lead there.

    "The town of Homs" is Homs.
    """
    if not trigger.type.hits_sites:
        return
    lists = scene.text.language.events
    for group in patients:
        preposition = scene.groups.preposition(group)
        if preposition in lists.from_:
            continue  # "took the town from the north"
        if named := _named(scene, group):
            yield from named
        elif (preposition in lists.opposing and not scene.is_event(group)) or (
            _is_ground(scene, trigger, group) and (group.preposition >= 0 or trigger.sense.object != "weapon")
        ):
            yield group


def _named(scene: Scene, group: NounGroup) -> Nouns:
    """The places that the "of" behind a group names, where the group says no more than what kind they are:
    "the town of Homs", unlike "the eastern suburbs of Donetsk"; what a part belongs to, "the gate of the
    camp"; else ()."""
    lists, word = scene.text.language.events, scene.text.lowers[group.head]
    bare = scene.groups.pos_of(group.first, group.head) in ((), (Pos.DETERMINER,))
    chain = scene.groups.chain(group)[1:2]
    if chain and word in lists.parts:
        return scene.groups.coordination(chain[0])
    if not chain or not bare or word not in lists.kinds_of_place:
        return ()
    return scene.groups.coordination(chain[0]) if "place" in scene.features(chain[0]) else ()


def _is_ground(scene: Scene, trigger: Trigger, group: NounGroup) -> bool:
    """Whether a noun group names a building, a site or a place; of ground that changes hands, a place by
    its name."""
    ways = scene.text.language.events.ways
    wanted = PLACES if trigger.type.takes_ground else GROUND
    return bool(scene.features(group) & wanted) and scene.text.lowers[group.head] not in ways


def _holder(scene: Scene, group: NounGroup) -> Actor | None:
    """The holder of the ground that changed hands, or None: "rebel-held villages"."""
    after = scene.groups.verb_after(group.order)
    for token in range(
        group.first,
        min(group.first + HOLDER_REACH, after.first if after is not None else scene.sentence.last),
    ):
        owner, _, state = scene.text.words[token].rpartition("-")
        if owner and state in scene.text.language.events.held:
            start = scene.text.starts[token]
            return Actor(
                scene.text.raw[start : start + len(owner)], start, start + len(owner), None, None, None
            )
    return None


def owner(scene: Scene, group: NounGroup) -> Actor | None:
    """The side whose thing a group is, or None: "ISIL heavy weapons", "the rebels' advance"."""
    inside = [t for t in scene.parties if group.first <= t.first and t.last <= group.last and is_side(t)]
    return actor_of_span(scene, inside[0].first, inside[0].last, inside[0].last - 1) if inside else None


def _target_modifier(scene: Scene, trigger: Trigger) -> Actor | None:
    """The site that modifies the event's noun and was hit, or None: "the police academy bombing"."""
    group, last = trigger.group, trigger.first
    if not trigger.type.hits_sites or last <= group.first:
        return None
    if scene.text.lowers[last - 1] not in scene.groups.classes.of_class("structure"):
        return None
    first = group.first
    while first < last - 1 and scene.groups.pos(first) in LEADS:
        first += 1
    return actor_of_span(scene, first, last, last - 1)
