"""The roles of an event whose noun is an adjunct of another verb: "killed 20 soldiers in the attack".

Promises: only groups of the same clause; nothing where the verb between expresses neither
harm nor intent.
"""

from __future__ import annotations

from collections.abc import Iterator

from conflictdesk.extraction.events.participants.roles import Nouns, RoleFrame, Roles, has_victim_as_subject
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.grammar.groups import Group, NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import CLAUSE_BORDERS, MODIFIERS, Pos

LEADING = MODIFIERS | {Pos.ADVERB}


def of_adjunct(scene: Scene, noun: NounGroup) -> Roles:
    """The roles that the verb before gives to a noun behind "in" or "with": "killed 20 guards in the attack",
    "were among the dead and wounded in the strikes", "Jets hit a camp in a raid", "replied with air strikes".
    No roles where that verb does no harm and tells no violence of an armed side or a state."""
    lists = scene.text.language.events
    edge = scene.groups.edge(noun)
    preposition = scene.groups.preposition(edge)
    if preposition not in lists.within and preposition not in lists.by_means:
        return Roles()
    among = False
    for item in _leftward(scene, edge):
        if isinstance(item, NounGroup):
            among = among or scene.groups.preposition(item) in lists.among
            continue
        if item.form is Pos.BE:
            return Roles((), scene.groups.subjects(item) if among else (), RoleFrame.PASSIVE, item)
        if has_victim_as_subject(scene, item):
            return Roles((), scene.groups.subjects(item), RoleFrame.PASSIVE, item)
        if scene.text.lowers[item.head] in scene.groups.classes.of_class("harm"):
            return Roles(scene.groups.subjects(item), scene.groups.objects(item), RoleFrame.NOUN, item)
        if not item.passive and _is_violent(scene, item):
            return Roles(_sides(scene, scene.groups.subjects(item)), (), RoleFrame.NOUN, item)
        break
    return Roles()


def _is_violent(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a verb tells that a side does violence, takes ground, uses arms or answers."""
    found = scene.groups.classes.by_word.get(scene.text.lowers[verb.head], ())
    return "using" in found or "answering" in found or scene.is_violent(verb.head)


def _sides(scene: Scene, groups: Nouns) -> Nouns:
    """Those of the groups that are armed sides or states."""
    return tuple(group for group in groups if scene.features(group) & {"armed", "power", "state"})


def opponents(scene: Scene, noun: NounGroup) -> Nouns:
    """The armed, the crowd or the named before a noun of fighting that has its other side behind "with":
    "Two rebels were killed in clashes with police"; else ()."""
    for item in _leftward(scene, scene.groups.edge(noun)):
        if isinstance(item, VerbGroup):
            fits = {"armed", "crowd", "named"}
            return tuple(one for one in scene.groups.subjects(item) if scene.features(one) & fits)
    return ()


def _leftward(scene: Scene, group: Group) -> Iterator[Group]:
    """The groups from one group leftward to the beginning of its clause."""
    right = group
    for item in scene.groups.leftward(group.order):
        if not CLAUSE_BORDERS.isdisjoint(scene.groups.between(item, right)):
            return
        yield item
        right = item


def fighters(scene: Scene, noun: NounGroup) -> Nouns:
    """The armed subjects of a clause that a noun of fighting dates, or (): "After three days of fighting
    the rebels advanced"."""
    edge = scene.groups.edge(noun)
    at = edge.first - 1
    while at > scene.sentence.first and scene.groups.pos(at) in LEADING:
        at -= 1
    if at < scene.sentence.first or scene.text.lowers[at] not in scene.text.language.events.temporal:
        return ()
    before = next((item for item in _leftward(scene, edge) if isinstance(item, VerbGroup)), None)
    main = before if before is not None else scene.groups.verb_after(noun.order)
    if main is None or scene.text.lowers[main.head] in scene.groups.classes.of_class("announcing"):
        return ()
    return tuple(group for group in scene.groups.subjects(main) if "armed" in scene.features(group))
