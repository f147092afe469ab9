"""The noun groups that take part in an event: its agents and its patients.

Promises: only groups that the grammar ties to the trigger, no times; an empty tuple where the sentence
does not say.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from conflictdesk.contract.terms import EVENT_TYPES
from conflictdesk.extraction.events.participants import aims
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.triggers import Trigger
from conflictdesk.extraction.grammar.groups import NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import PREPOSITIONS, Pos
from conflictdesk.extraction.text.lexicon import of_kind
from conflictdesk.vocabulary.entries import WeaponEntry

Nouns = tuple[NounGroup, ...]
AND_NUMBER = (Pos.COORDINATOR, Pos.NUMBER)
# Verb forms that, without an auxiliary, make no clause of their own.
UNFINISHED = frozenset({Pos.PAST_PARTICIPLE, Pos.ING_VERB})
# A phrase that ends in a preposition brings its own object; one that runs past the sentence has none.
PHRASE_ENDS = PREPOSITIONS | {Pos.OUTSIDE}
HUMAN_TARGETS = frozenset({"armed", "people", "gathering"})


class RoleFrame(StrEnum):
    """The pattern by which roles are read; part of the id of an event's rule."""

    ACTIVE = "active"
    PASSIVE = "passive"
    # A participle without an auxiliary: "a camp shelled by the army", ", killing ten".
    PARTICIPLE = "participle"
    NOUN = "noun"
    # The noun of a verb that says little by itself: "carried out an attack".
    LIGHT = "light"


class Roles(NamedTuple):
    """Who acts and whom it is done to; `governor` is the verb that a noun's roles come from, `victims`
    are those whom the event harmed by another clause's words."""

    agents: Nouns = ()
    patients: Nouns = ()
    frame: RoleFrame = RoleFrame.NOUN
    governor: VerbGroup | None = None
    victims: Nouns = ()


def of_verb(scene: Scene, trigger: Trigger) -> Roles:
    """The roles of an event that a verb names."""
    verb = trigger.group
    assert isinstance(verb, VerbGroup)
    groups, sense = scene.groups, trigger.sense
    subjects, objects = groups.subjects(verb), groups.objects(verb) or _after_phrase(scene, trigger)
    if sense.subject == "place":
        return Roles(_new_holders(scene, trigger, verb), subjects, RoleFrame.ACTIVE, verb)
    if _is_passive(scene, trigger, subjects, objects):
        patients = subjects + (
            _targets_behind_prepositions(scene, trigger, verb)
            if trigger.type.takes_ground or sense.object == "weapon" or _ends_in_preposition(scene, trigger)
            else ()
        )
        frame = RoleFrame.PARTICIPLE if verb.bare else RoleFrame.PASSIVE
        return Roles(groups.agents(verb), patients, frame, verb)
    behind = _targets_behind_prepositions(scene, trigger, verb)
    if trigger.type.mutual and objects and not behind:  # "fought a short war with Benin"
        behind = scene.groups.behind(
            objects[-1], scene.text.language.events.target_prepositions[trigger.type]
        )
    subjects += groups.behind(verb, scene.text.language.events.alongside) if trigger.type.mutual else ()
    objects = objects if sense.object != "none" else ()
    if sense.approach:  # "rammed a car into the gate": the car is the means
        objects = groups.behind(verb, scene.text.language.events.into) or objects
    if trigger.type.brings_victims:
        objects += _coordinated_count(scene, objects)
        objects += _ramming_targets(scene, trigger, verb)
    patients = objects + tuple(g for g in behind if g not in objects)
    if trigger.type.brings_victims and (sense.object == "weapon" or not patients):
        patients += aims.aimed_at(scene, verb)
    frame = RoleFrame.PARTICIPLE if verb.bare and verb.gerund else RoleFrame.ACTIVE
    return Roles(subjects, patients, frame, verb)


def _after_phrase(scene: Scene, trigger: Trigger) -> Nouns:
    """The object behind a trigger phrase longer than its verb, or (): "beat to death a man"."""
    group = scene.groups.group_of(trigger.last)
    if (
        trigger.last <= trigger.group.last
        or not isinstance(group, NounGroup)
        or group.preposition >= trigger.last
    ):
        return ()
    own = group if group.first == trigger.last else group._replace(first=trigger.last)
    return scene.groups.coordination(own._replace(preposition=-1))


def _is_passive(scene: Scene, trigger: Trigger, subjects: Nouns, objects: Nouns) -> bool:
    """Whether the verb is passive, or reads as a reduced passive: "a camp shelled by the army"."""
    verb = trigger.group
    assert isinstance(verb, VerbGroup)
    if verb.passive or (verb.form is Pos.PAST_PARTICIPLE and verb.bare):
        return True
    if not objects and scene.groups.reduced(verb):
        return True
    if not verb.reducible or objects or trigger.sense.object == "none":
        return False
    if trigger.type.intransitive:  # "demonstrators clashed" is active
        return False
    return "armed" not in scene.features_of_any(subjects) or not subjects


def _new_holders(scene: Scene, trigger: Trigger, verb: VerbGroup) -> Nouns:
    """The group to which a place fell, or (): "The town fell to the rebels"."""
    for item in scene.groups.followers(verb):
        if (
            scene.groups.preposition(item) in scene.text.language.events.to
            or item.preposition == trigger.last - 1
        ):
            return (item,)
    return ()


def _coordinated_count(scene: Scene, objects: Nouns) -> Nouns:
    """The count coordinated with the objects behind a relative clause, or (): "killed seven guards who
    had fled and five policemen"."""
    if not objects or scene.groups.pos(objects[-1].last) is not Pos.RELATIVE:
        return ()
    for item in scene.groups.rightward(objects[-1].order):
        if isinstance(item, NounGroup) and scene.groups.pos_of(item.first - 1, item.first + 1) == AND_NUMBER:
            return (item,)
    return ()


def has_victim_as_subject(scene: Scene, verb: VerbGroup) -> bool:
    """Whether the subject of the verb is the victim: "was killed", "died", "Six killed in an ambush"."""
    word, classes = scene.text.lowers[verb.head], scene.groups.classes
    passive = verb.passive or (verb.reducible and not scene.groups.objects(verb))
    return word in classes.of_class("die") or (passive and word in classes.of_class("harm"))


def _targets_behind_prepositions(scene: Scene, trigger: Trigger, verb: VerbGroup) -> Nouns:
    """The targets behind the prepositions of the event type or the particles of the sense, or ()."""
    lists = scene.text.language.events
    wanted = lists.target_prepositions.get(trigger.type, frozenset()) | trigger.sense.particles
    if trigger.sense.at_site:  # "exploded at the gate", "near a school"; "near a patrol" says whom
        people = scene.groups.behind(verb, wanted - lists.at) or _people_nearby(scene, verb)
        return people or _site_of_bomber(scene, trigger, verb)
    if trigger.sense.particles:
        return _side_behind_preposition(scene, verb, wanted)
    if _ends_in_preposition(scene, trigger):
        return tuple(item for item in scene.groups.followers(verb) if item.preposition == trigger.last - 1)
    return scene.groups.behind(verb, wanted) if wanted else ()


def _ends_in_preposition(scene: Scene, trigger: Trigger) -> bool:
    """Whether the trigger's phrase brings its own preposition: "was fired at"."""
    return scene.groups.pos(trigger.last - 1) in PHRASE_ENDS


def _people_nearby(scene: Scene, verb: VerbGroup) -> Nouns:
    """The people near whom something happened ("exploded near a patrol"), or () for a place."""
    beside = scene.groups.behind(verb, scene.text.language.events.beside)
    return tuple(group for group in beside if scene.features(group) & HUMAN_TARGETS)


def _site_of_bomber(scene: Scene, trigger: Trigger, verb: VerbGroup) -> Nouns:
    """The building at which a suicide bomb went off, or (): it was driven there."""
    bombs = [tag.entry.type for tag in of_kind(scene.parties, WeaponEntry) if tag.entry.type in EVENT_TYPES]
    driven = any(EVENT_TYPES[kind].bomber_dies for kind in bombs)
    told = driven and not trigger.sense.deed  # "blew himself up at a checkpoint" only says where
    sites = scene.groups.behind(verb, scene.text.language.events.at) if told else ()
    parts = scene.text.language.events.parts
    return tuple(
        one
        for one in sites
        if "structure" in scene.features(one) and scene.text.lowers[one.head] not in parts
    )


def _ramming_targets(scene: Scene, trigger: Trigger, verb: VerbGroup) -> Nouns:
    """What a bomber drove into before the explosion, or (): "drove into a queue and detonated his vest"."""
    lists = scene.text.language.events
    before = scene.groups.verb_before(verb.order)
    if not trigger.sense.deed or before is None:
        return ()
    coordination = (
        scene.groups.pos(verb.first - 1) is Pos.COORDINATOR
        and scene.text.lowers[before.head] in lists.ramming
    )
    return scene.groups.behind(before, lists.into) or scene.groups.objects(before) if coordination else ()


def _side_behind_preposition(scene: Scene, verb: VerbGroup, wanted: frozenset[str]) -> Nouns:
    """The first armed side behind a wanted preposition, or (): "rid the city of the militants"."""
    for item in scene.groups.followers(verb):
        if scene.groups.preposition(item) in wanted and "armed" in scene.features(item):
            return (item,)
    return ()
