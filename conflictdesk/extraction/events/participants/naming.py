"""From a noun group, a tag or a pronoun to the actor of the contract that it names.

Promises: `text[start:end]` is a group without its determiner and number; id, name and role are those
of the vocabulary's actor or role noun in it, or null; "they" and "the group" become the actors that
they refer to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeGuard

from conflictdesk.contract.terms import PLACE_PRECISIONS, ROLES
from conflictdesk.contract.types import Actor
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.grammar.disambiguation import is_plural
from conflictdesk.extraction.grammar.groups import NounGroup
from conflictdesk.extraction.grammar.pos_tags import LEADS, Pos
from conflictdesk.extraction.text.lexicon import AnyTag, Tag
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.entries import ActorEntry, Named, RoleEntry

Fits = Callable[[AnyTag], TypeGuard[Tag[Named]]]
WEAPONS = frozenset({"carrier", "explosive", "artillery", "aircraft", "weapon", "arms"})


def is_of_side(names: Iterable[str]) -> bool:
    """Whether one of the names is the role of a side of a war."""
    return any(name in ROLES and ROLES[name].side for name in names)


def is_named(tag: AnyTag) -> TypeGuard[Tag[Named]]:
    """Whether a tag is of an actor or a role."""
    return isinstance(tag.entry, ActorEntry | RoleEntry)


def is_side(tag: AnyTag) -> TypeGuard[Tag[Named]]:
    """Whether a tag is of a side of a war."""
    role = ROLES.get(tag.entry.role) if isinstance(tag.entry, ActorEntry | RoleEntry) else None
    return role is not None and role.side


def actor_of_group(scene: Scene, group: NounGroup) -> Actor | None:
    """The actor that a noun group names; None for a time or a pronoun."""
    if group.time or group.pronoun:
        return None
    first, last = group.first, _end_of_name(scene, group)
    chain = scene.groups.chain(group)
    if last > group.last and all(scene.groups.pos(at) in LEADS for at in range(first, group.last)):
        return actor_of_group(scene, chain[1])
    while first < last - 1 and scene.groups.pos(first) in LEADS and not _is_ordinal(scene, first):
        first += 1
    actor, known = actor_of_span(scene, first, last, group.head), _named_group(scene, group)
    return actor if known is None else replace(actor, id=known.id, name=known.name, role=known.role)


def _is_ordinal(scene: Scene, token: int) -> bool:
    """Whether a token is an ordinal, which belongs to the name that follows: "16th division"."""
    word = scene.text.lowers[token]
    return word[0].isdigit() and word.endswith(scene.text.language.numbers.ordinal_ends)


def _end_of_name(scene: Scene, group: NounGroup) -> int:
    """The token where a group's name ends: behind what a container holds ("members of the forces"), else
    behind its noun ("policemen dead")."""
    head = scene.text.lowers[group.head]
    if (
        is_count(scene, group)
        or head in scene.groups.classes.of_class("container")
        or head in scene.text.language.events.holders
    ):
        chain = scene.groups.chain(group)
        if len(chain) > 1:
            return chain[1].last
    chain = scene.groups.chain(group)[1:2]
    holds = chain and not group.proper and scene.features(chain[0]) & {"armed", "people"}
    return chain[0].head + 1 if holds else group.head + 1


def is_count(scene: Scene, group: NounGroup) -> bool:
    """Whether a noun group is only a count: "eight" of "eight of his men", "dozens"."""
    return LEADS.issuperset(scene.groups.pos_of(group.first, group.last))


def antecedent(scene: Scene, group: NounGroup) -> Actor | None:
    """The side that a pronoun refers to: the nearest in the sentence, else the last one mentioned
    before; None for other pronouns and where there is no such side."""
    lists = scene.text.language.events
    word = scene.text.lowers[group.first]
    if word in lists.he_or_she:
        return _personal_antecedent(scene, group)
    if word not in lists.side_pronouns:
        return None
    for item in scene.groups.leftward(group.order):
        if isinstance(item, NounGroup):
            found = _antecedent_actor(scene, item) if _is_party(scene, item) else _possessor(scene, item)
            if found is not None:
                return found
    last_side = scene.last_side
    plural = (
        last_side is not None
        and last_side.id is None
        and is_plural(scene.groups.classes.lists, last_side.text.lower())
    )
    if last_side is not None and scene.last_group is not None and last_side.id == scene.last_group.id:
        last_side = scene.last_group  # its name says more than "the group"
    return None if word in lists.it_or_its and plural else last_side


def _personal_antecedent(scene: Scene, group: NounGroup) -> Actor | None:
    """The subject of the verb before, for "he" or "she", or None: "A militant wounded three guards when
    he blew himself up"."""
    before = scene.groups.verb_before(group.order)
    subjects = scene.groups.subjects(before) if before is not None else ()
    alone = len(subjects) == 1 and not is_plural(
        scene.groups.classes.lists, scene.text.lowers[subjects[0].head]
    )
    return actor_of_group(scene, subjects[0]) if alone and _is_party(scene, subjects[0]) else None


def _antecedent_actor(scene: Scene, group: NounGroup) -> Actor | None:
    """The actor of an antecedent; for "the group" the armed group that it refers to."""
    return _named_group(scene, group) or actor_of_group(scene, group)


def possessor(scene: Scene, group: NounGroup, last: int) -> Actor | None:
    """The person, body or state in the possessive inside a group before the token `last`, or behind which
    "whose" stands, or None: "Mr Orr's abduction", "Iran's air campaign"; no time and no mere place."""
    lists = scene.text.language.events
    near = scene.groups.items[group.order - 1] if group.order else None
    if isinstance(near, NounGroup) and near.time and near.last == group.first:
        group = near  # "whose October attacks"
    if scene.text.lowers[group.first] in lists.whose:
        before = scene.groups.items[group.order - 1] if group.order else None
        return actor_of_group(scene, before) if isinstance(before, NounGroup) else None
    end = next((at for at in range(group.first, last) if scene.groups.pos(at) is Pos.POSSESSIVE), -1)
    first = group.first
    while first < end and scene.groups.pos(first) in LEADS:
        first += 1
    if first >= end or Pos.TIME in scene.groups.pos_of(first, end):
        return None
    inside = [place for place in scene.places if first <= place.first and place.last <= end]
    if any(place.kind == "place" and not PLACE_PRECISIONS[place.place.precision].state for place in inside):
        return None
    return actor_of_span(scene, first, end, end - 1)


def _possessor(scene: Scene, group: NounGroup) -> Actor | None:
    """The side in the possessive inside a group, or None: "the army's shelling of the town"."""
    owning = (t for t in scene.parties if group.first <= t.first < group.last and is_side(t))
    tag = next((t for t in owning if scene.groups.pos(t.last) is Pos.POSSESSIVE), None)
    return actor_of_span(scene, tag.first, tag.last, tag.last - 1) if tag is not None else None


def is_group(tag: AnyTag) -> TypeGuard[Tag[ActorEntry]]:
    """Whether a tag is of an armed group that the vocabulary knows by name."""
    role = ROLES.get(tag.entry.role) if isinstance(tag.entry, ActorEntry) else None
    return role is not None and role.irregular


def _named_group(scene: Scene, group: NounGroup) -> Actor | None:
    """The armed group that "the group" or "the hardline sect" refers to; None for other noun groups."""
    lowers = scene.text.lowers
    if (
        lowers[group.head] not in scene.groups.classes.of_class("nameless")
        or lowers[group.first] not in scene.text.language.events.pointing
    ):
        return None
    inside = any(
        is_side(t) and isinstance(t.entry, ActorEntry)
        for t in scene.parties
        if group.first <= t.first < group.last
    )
    return None if inside else scene.last_group


def _is_party(scene: Scene, group: NounGroup) -> bool:
    """Whether a noun group names an armed side, a power or, behind no preposition, a state; no weapon."""
    features = scene.features(group)
    state = "state" in features and group.preposition < 0
    return (state or bool(features & {"armed", "power"})) and not features & WEAPONS


def first_side(scene: Scene) -> Actor | None:
    """The first armed side of a sentence, which "they" may refer to in the next, or None."""
    for item in scene.groups.items:
        if isinstance(item, NounGroup) and "armed" in scene.features(item) and _is_party(scene, item):
            return actor_of_group(scene, item)
    return None


def actor_of_tag(text: Text, tag: Tag[Named]) -> Actor:
    """The actor of a tag in a sentence that is not parsed."""
    start, end = text.starts[tag.first], text.ends[tag.last - 1]
    is_actor = isinstance(tag.entry, ActorEntry)
    return Actor(
        text=text.raw[start:end],
        start=start,
        end=end,
        id=tag.id if is_actor else None,
        name=tag.entry.label if is_actor else None,
        role=tag.entry.role,
    )


def actor_of_span(scene: Scene, first: int, last: int, head: int) -> Actor:
    """The actor named by the tokens `[first, last)` with the noun `head`."""
    text = scene.text
    tag = _naming_tag(scene, first, last, head)
    start, end = text.starts[first], text.ends[last - 1]
    is_actor = tag is not None and isinstance(tag.entry, ActorEntry)
    return Actor(
        text=text.raw[start:end],
        start=start,
        end=end,
        id=tag.id if tag is not None and is_actor else None,
        name=tag.entry.label if tag is not None and is_actor else None,
        role=tag.entry.role if tag is not None else None,
    )


def _naming_tag(scene: Scene, first: int, last: int, head: int) -> Tag[Named] | None:
    """The last tag of an actor in the span; else the tag of the role noun at its head, or None."""
    inside = [t for t in scene.parties if t.first >= first and t.last <= last and is_named(t)]
    actors = [t for t in inside if isinstance(t.entry, ActorEntry)]
    if actors:
        return actors[-1]
    return next((t for t in inside if t.first <= head < t.last), None)
