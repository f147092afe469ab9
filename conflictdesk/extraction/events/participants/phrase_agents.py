"""The agents of an event's noun that stand behind it: "by the army", "at the hands of the rebels", "between
A and B", "which Kyiv blamed on Moscow", "for which the group claimed responsibility"."""

from __future__ import annotations

from conflictdesk.extraction.events.participants.roles import Nouns
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.triggers import Trigger
from conflictdesk.extraction.grammar.groups import NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import Pos


def agents_in_phrase(scene: Scene, trigger: Trigger, noun: NounGroup) -> Nouns:
    """The agents behind the noun, or (): "by the army", "carried out by gunmen", and with taken ground
    "the fall of the town to the rebels"."""
    lists = scene.text.language.events
    found = scene.groups.behind(noun, lists.by)
    if not found and trigger.type.takes_ground:
        found = scene.groups.behind(noun, lists.to)
    found = found or _hands(scene, noun)
    if found:
        return found
    after = scene.groups.verb_after(noun.order)
    if after is None:
        return ()
    word, classes = scene.text.lowers[after.head], scene.groups.classes
    if word in classes.of_class("blaming") and (
        noun in scene.groups.subjects(after) or _is_told_of(scene, after)
    ):
        return scene.groups.behind(after, lists.on | lists.to)
    if noun not in scene.groups.subjects(after):
        return ()
    return scene.groups.agents(after) if after.passive and word in classes.of_class("light") else ()


def _hands(scene: Scene, noun: NounGroup) -> Nouns:
    """Those at whose hands it happened, or (): "his killing at the hands of the rebels"."""
    lists = scene.text.language.events
    for item in scene.groups.followers(noun):
        if scene.text.lowers[item.head] in lists.hands and scene.groups.preposition(item) in lists.at:
            chain = scene.groups.chain(item)[1:2]
            return scene.groups.coordination(chain[0]) if chain else ()
    return ()


def _is_told_of(scene: Scene, verb: VerbGroup) -> bool:
    """Whether the verb's clause is a relative one with a subject of its own: "a raid which Kyiv blamed on
    the rebels"."""
    clause = scene.clauses.of_verb(verb)
    return any(scene.groups.pos(group.first - 1) is Pos.RELATIVE for group in clause.subjects)


def claimants(scene: Scene, noun: NounGroup) -> Nouns:
    """The subjects of a verb that claims responsibility, or (): "the attack, for which the group claimed
    responsibility"."""
    groups = scene.groups
    for item in groups.rightward(noun.order):
        if isinstance(item, VerbGroup):
            objects = groups.objects(item)
            words = {scene.text.lowers[group.head] for group in objects}
            if words & groups.classes.of_class("responsibility"):
                return groups.subjects(item)
    return ()


def parties_between(scene: Scene, trigger: Trigger, noun: NounGroup) -> Nouns:
    """The parties behind "between", or (): "clashes between the army and the rebels", "fighting broke
    out between them"."""
    lists = scene.text.language.events
    if not trigger.type.between:
        return ()
    after = scene.groups.verb_after(noun.order)
    near = scene.groups.behind(noun, lists.between)
    if near or after is None or scene.text.lowers[after.head] not in scene.groups.classes.of_class("occur"):
        return near
    return scene.groups.behind(after, lists.between)
