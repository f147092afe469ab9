"""Who did it and to whom: the noun groups that play a part in an event.

Promises: only groups that the grammar ties to the trigger; pronouns and times never; an empty tuple where
the sentence does not say.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from conflictdesk.extraction.events.participants import aims
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.triggers import Trigger
from conflictdesk.extraction.grammar.groups import NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import PREPOSITIONS, Pos

Nouns = tuple[NounGroup, ...]
AND_NUMBER = (Pos.COORDINATOR, Pos.NUMBER)
# The forms of a verb without an auxiliary that are no clause's own.
UNFINISHED = frozenset({Pos.PAST_PARTICIPLE, Pos.ING_VERB})
# A phrase that ends in a preposition brings its own object; one that runs out of the sentence has none.
PHRASE_ENDS = PREPOSITIONS | {Pos.OUTSIDE}
MEANT = frozenset({"armed", "people", "gathering"})


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
    """Who acts and whom it is done to; `governor` is the verb that a noun's roles come from."""

    agents: Nouns = ()
    patients: Nouns = ()
    frame: RoleFrame = RoleFrame.NOUN
    governor: VerbGroup | None = None


def of_verb(scene: Scene, trigger: Trigger) -> Roles:
    verb = trigger.group
    assert isinstance(verb, VerbGroup)
    groups, sense = scene.groups, trigger.sense
    subjects, objects = groups.subjects(verb), groups.objects(verb) or _after_phrase(scene, trigger)
    if sense.subject == "place":
        return Roles(_takers(scene, trigger, verb), subjects, RoleFrame.ACTIVE, verb)
    if _is_passive(scene, trigger, subjects, objects):
        patients = subjects + (_behind(scene, trigger, verb) if trigger.type.takes_ground else ())
        patients += _harmed(scene, verb) + _harmed_before(scene, verb) if trigger.type.brings_victims else ()
        frame = RoleFrame.PARTICIPLE if verb.bare else RoleFrame.PASSIVE
        return Roles(groups.agents(verb), patients, frame, verb)
    behind = _behind(scene, trigger, verb)
    subjects += groups.behind(verb, scene.text.language.events.alongside) if trigger.type.mutual else ()
    objects = objects if sense.object != "none" else ()
    if trigger.type.brings_victims:
        objects += _counted_too(scene, objects) + _harmed(scene, verb) + _harmed_before(scene, verb)
        objects += _rammed(scene, trigger, verb)
    patients = objects + tuple(g for g in behind if g not in objects)
    if trigger.type.brings_victims and (sense.object == "weapon" or not patients):
        patients += aims.aimed_at(scene, verb)
    frame = RoleFrame.PARTICIPLE if verb.bare and verb.gerund else RoleFrame.ACTIVE
    return Roles(subjects, patients, frame, verb)


def _after_phrase(scene: Scene, trigger: Trigger) -> Nouns:
    """ "beat to death a man": the object stands behind the phrase, not behind its verb."""
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
    return "armed" not in scene.any_of(subjects) or not subjects


def _takers(scene: Scene, trigger: Trigger, verb: VerbGroup) -> Nouns:
    """ "The town fell to the rebels"."""
    for item in scene.groups.followers(verb):
        if (
            scene.groups.preposition(item) in scene.text.language.events.to
            or item.preposition == trigger.last - 1
        ):
            return (item,)
    return ()


def _harmed(scene: Scene, verb: VerbGroup) -> Nouns:
    """ ", injuring 23 civilians" behind an attack."""
    harm = scene.groups.sets.of_class("harm")
    found: list[NounGroup] = []
    for item in scene.groups.rightward(verb.order):
        if isinstance(item, VerbGroup):
            if scene.text.lowers[item.head] in scene.text.language.events.using:
                continue
            if not item.gerund or scene.text.lowers[item.head] not in harm:
                break
            found.extend(scene.groups.objects(item))
    return tuple(found)


def _counted_too(scene: Scene, objects: Nouns) -> Nouns:
    """ "killed seven guards who had fled and five policemen": the number behind the aside."""
    if not objects or scene.groups.pos(objects[-1].last) is not Pos.RELATIVE:
        return ()
    for item in scene.groups.rightward(objects[-1].order):
        if isinstance(item, NounGroup) and scene.groups.pos_of(item.first - 1, item.first + 1) == AND_NUMBER:
            return (item,)
    return ()


def _harmed_before(scene: Scene, verb: VerbGroup) -> Nouns:
    """ "Three guards were wounded when a bomb went off"."""
    for before in scene.groups.leftward(verb.order):
        if isinstance(before, VerbGroup) and not (before.bare and before.form in UNFINISHED):
            if Pos.SUBORDINATOR not in scene.groups.between(before, verb):
                return ()
            if is_harmed(scene, before):
                return scene.groups.subjects(before)
            return scene.groups.objects(before) if _harms(scene, before) else ()
    return ()


def is_harmed(scene: Scene, verb: VerbGroup) -> bool:
    """ "was killed", "died": its subject is whom it was done to."""
    word, sets = scene.text.lowers[verb.head], scene.groups.sets
    return word in (sets.of_class("harm") if verb.passive else sets.of_class("die"))


def _behind(scene: Scene, trigger: Trigger, verb: VerbGroup) -> Nouns:
    lists = scene.text.language.events
    wanted = lists.target_prepositions.get(trigger.type, frozenset()) | trigger.sense.particles
    if trigger.sense.at_site:  # "exploded at the gate", "near a school"; "near a patrol" says whom
        return scene.groups.behind(verb, wanted - lists.at) or _near(scene, verb)
    if trigger.sense.particles:
        return _side_behind(scene, verb, wanted)
    if scene.groups.pos(trigger.last - 1) in PHRASE_ENDS:
        return tuple(item for item in scene.groups.followers(verb) if item.preposition == trigger.last - 1)
    return scene.groups.behind(verb, wanted) if wanted else ()


def _near(scene: Scene, verb: VerbGroup) -> Nouns:
    """ "exploded near a patrol": people are meant; "near a school" says where."""
    beside = scene.groups.behind(verb, scene.text.language.events.beside)
    return tuple(group for group in beside if scene.features(group) & MEANT)


def _harms(scene: Scene, verb: VerbGroup) -> bool:
    """ "wounded three guards when he blew himself up"."""
    return not verb.passive and scene.text.lowers[verb.head] in scene.groups.sets.of_class("harm")


def _rammed(scene: Scene, trigger: Trigger, verb: VerbGroup) -> Nouns:
    """ "drove into a queue and detonated his vest": what was driven into."""
    lists = scene.text.language.events
    before = scene.groups.verb_before(verb.order)
    if not trigger.sense.deed or before is None:
        return ()
    coordination = (
        scene.groups.pos(verb.first - 1) is Pos.COORDINATOR
        and scene.text.lowers[before.head] in lists.ramming
    )
    return scene.groups.behind(before, lists.into) or scene.groups.objects(before) if coordination else ()


def _side_behind(scene: Scene, verb: VerbGroup, wanted: frozenset[str]) -> Nouns:
    """ "rid the rest of the city of the militants": the first armed side behind such a preposition."""
    for item in scene.groups.followers(verb):
        if scene.groups.preposition(item) in wanted and "armed" in scene.features(item):
            return (item,)
    return ()
