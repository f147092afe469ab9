"""Who and whom where the clause tells of the event in passing: "killed 20 soldiers in the attack".

Promises: only groups of the same clause; nothing where the verb between says neither harm nor intent.
"""

from __future__ import annotations

from collections.abc import Iterator

from conflictdesk.extraction.events.participants.roles import Nouns, RoleFrame, Roles, is_harmed
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.grammar.groups import Group, NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import CLAUSE_BORDERS, MODIFIERS, Pos

LEADING = MODIFIERS | {Pos.ADVERB}


def of_adjunct(scene: Scene, noun: NounGroup) -> Roles:
    """ "killed 20 soldiers in the attack", "were among the dead and wounded in the strikes"."""
    lists = scene.text.language.events
    edge = scene.groups.edge(noun)
    if scene.groups.preposition(edge) not in lists.within:
        return Roles()
    among = False
    for item in _leftward(scene, edge):
        if isinstance(item, NounGroup):
            among = among or scene.groups.preposition(item) in lists.among
            continue
        if item.bare and lists.hurt & set(scene.text.lowers[item.first - 2 : item.first]):
            continue  # "the dead and wounded" are no clause
        if item.form is Pos.BE:
            return Roles((), scene.groups.subjects(item) if among else (), RoleFrame.PASSIVE, item)
        if is_harmed(scene, item):
            return Roles((), scene.groups.subjects(item), RoleFrame.PASSIVE, item)
        if scene.text.lowers[item.head] in scene.groups.sets.of_class("harm"):
            return Roles(scene.groups.subjects(item), scene.groups.objects(item), RoleFrame.NOUN, item)
        break
    return Roles()


def _leftward(scene: Scene, group: Group) -> Iterator[Group]:
    """The groups of a clause from one of them to its beginning."""
    right = group
    for item in scene.groups.leftward(group.order):
        if not CLAUSE_BORDERS.isdisjoint(scene.groups.between(item, right)):
            return
        yield item
        right = item


def fighting(scene: Scene, noun: NounGroup) -> Nouns:
    """ "After three days of fighting the rebels advanced": who does something then has fought."""
    edge = scene.groups.edge(noun)
    at = edge.first - 1
    while at > scene.sentence.first and scene.groups.pos(at) in LEADING:
        at -= 1
    if at < scene.sentence.first or scene.text.lowers[at] not in scene.text.language.events.temporal:
        return ()
    before = next((item for item in _leftward(scene, edge) if isinstance(item, VerbGroup)), None)
    main = before if before is not None else scene.groups.verb_after(noun.order)
    if main is None or scene.text.lowers[main.head] in scene.groups.sets.of_class("announcing"):
        return ()
    return tuple(group for group in scene.groups.subjects(main) if "armed" in scene.features(group))
