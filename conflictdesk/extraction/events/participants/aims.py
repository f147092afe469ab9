"""The groups that an event was meant to stop: "mines to slow the army"."""

from __future__ import annotations

from conflictdesk.extraction.events.participants.naming import is_side
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.grammar.groups import Group, NounGroup
from conflictdesk.extraction.grammar.pos_tags import CLAUSE_BORDERS


def aimed_at(scene: Scene, group: Group) -> tuple[NounGroup, ...]:
    """The first side, or thing of a side, that an infinitive of stopping or capture behind the group
    affects, or ()."""
    after = scene.groups.verb_after(group.order)
    if after is None or not after.infinitive:
        return ()
    if not CLAUSE_BORDERS.isdisjoint(scene.groups.between(group, after)):
        return ()
    word, classes = scene.text.lowers[after.head], scene.groups.classes
    near = (*scene.groups.objects(after), *scene.groups.followers(after))
    if word in classes.of_class("stopping"):
        return tuple(one for one in near if "armed" in scene.features(one) or _is_owned(scene, one))[:1]
    armed = near if word in classes.of_class("capture") else ()
    return tuple(one for one in armed if "armed" in scene.features(one))[:1]


def _is_owned(scene: Scene, group: NounGroup) -> bool:
    """Whether a noun group names a side, and so may be its thing."""
    return any(group.first <= tag.first and tag.last <= group.last and is_side(tag) for tag in scene.parties)
