"""From the words that may name an event to the readings that the sentence allows.

Promise: a `Trigger` is one reading of one phrase, with the verb or noun group in which it stands;
readings that the grammar of the sentence rules out are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from conflictdesk.contract.entries import EventType
from conflictdesk.contract.terms import EVENT_TYPES
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.senses import Senses
from conflictdesk.extraction.grammar.groups import Group, NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import MAIN_VERBS, NOMINALS, Pos
from conflictdesk.extraction.text.lexicon import Tag, of_kind
from conflictdesk.vocabulary.entries import EventEntry

# A sentence with more phrases than this is a list, not prose; the rest is not read.
MOST_PHRASES = 40


# Before the name of an operation these show that it is described, not only named.
DESCRIBING = frozenset({Pos.DETERMINER, Pos.ADJECTIVE})
# The parts of speech that can end the noun of a phrase; OUTSIDE where the phrase runs past the sentence.
NOUN_ENDS = NOMINALS | {Pos.ING_VERB, Pos.BASE_VERB, Pos.OUTSIDE}
OWNING = frozenset({Pos.POSSESSIVE, Pos.PROPER_NAME})
# A particle behind one of these does not belong to a verb before it.
CLAUSE_ENDS = (MAIN_VERBS - {Pos.ING_VERB}) | {Pos.PUNCTUATION, Pos.QUOTE, Pos.SUBORDINATOR}


class Trigger(NamedTuple):
    """One reading of tokens `[first, last)`: `sense` is its entry, `group` its main word's group."""

    first: int
    last: int
    sense: EventEntry
    group: Group

    @property
    def type(self) -> EventType:
        """The event type of the entry."""
        return EVENT_TYPES[self.sense.type]


def find(scene: Scene, senses: Senses) -> Iterator[list[Trigger]]:
    """The readings that fit the grammar, by phrase of the sentence; phrases without one are left out."""
    seen: set[tuple[int, int]] = set()
    for tag in of_kind(scene.tags, EventEntry):
        if len(seen) > MOST_PHRASES:
            return
        if (tag.first, tag.last) not in seen:
            seen.add((tag.first, tag.last))
            if scene.groups.pos(tag.last - 1) is Pos.TIME or _is_part_of_name(scene, tag):
                continue
            words = scene.text.lowers[tag.first : tag.last]
            fitting = [t for sense in senses.of_phrase(words) for t in _fitting(scene, tag, sense)]
            if fitting:
                yield fitting


def _is_part_of_name(scene: Scene, tag: Tag[EventEntry]) -> bool:
    """Whether it is part of a name: "National Liberation Army" reports no liberation, a bare "Operation
    Dawn" no event."""
    lists = scene.text.language.events
    if scene.text.words[tag.first] in lists.operation_names and tag.last < scene.sentence.last:
        named = scene.groups.pos(tag.last) is Pos.PROPER_NAME or scene.text.words[tag.last] == ":"
        if named and scene.text.lowers[tag.first - 1] not in lists.before_operation:
            return scene.groups.pos(tag.first - 1) not in DESCRIBING
    return any(other.first <= tag.first and tag.last <= other.last for other in scene.actors)


def _fitting(scene: Scene, tag: Tag[EventEntry], sense: EventEntry) -> Iterator[Trigger]:
    """The reading of a phrase by an entry, if it stands as the verb or noun that the entry asks for."""
    verb, noun = _groups_of(scene, tag)
    if sense.shape == "verb" and verb is not None:
        if not sense.particles or _has_particle(scene, verb, sense):
            yield Trigger(tag.first, tag.last, sense, verb)
    elif sense.shape == "noun" and noun is not None and _is_head(scene, tag, noun, sense):
        yield Trigger(tag.first, tag.last, sense, noun)


def _groups_of(scene: Scene, tag: Tag[EventEntry]) -> tuple[VerbGroup | None, NounGroup | None]:
    """The verb group whose main verb is in the phrase, and its last word's noun group, or None for each."""
    verb = None
    for token in range(tag.first, tag.last):
        group = scene.groups.group_of(token)
        if isinstance(group, VerbGroup) and tag.first <= group.head < tag.last:
            verb = group
    last = tag.last - 1
    while last > tag.first and scene.groups.pos(last) not in NOUN_ENDS:
        last -= 1
    group = scene.groups.group_of(last)
    return verb, group if isinstance(group, NounGroup) else None


def _is_head(scene: Scene, tag: Tag[EventEntry], noun: NounGroup, sense: EventEntry) -> bool:
    """Whether the phrase is the head of its noun group, not a modifier or a predicate."""
    if noun.last - noun.first == 1 and scene.groups.pos(noun.first - 1) is Pos.BE:
        return False  # "the words were offensive"
    if noun.head < tag.last:
        return not (
            sense.doer and scene.groups.preposition(scene.groups.edge(noun)) in scene.text.language.events.as_
        )
    rest = scene.text.lowers[tag.last : noun.head + 1]
    carriers = scene.groups.classes.of_class("carrier")
    return all(word in carriers for word in rest) or scene.groups.pos(tag.last) in OWNING


def _has_particle(scene: Scene, verb: VerbGroup, sense: EventEntry) -> bool:
    """Whether a particle ("out", "back") or preposition of the entry follows the verb in its clause."""
    lowers = scene.text.lowers
    for token in range(verb.head + 1, min(verb.head + 9, scene.sentence.last)):
        if lowers[token] in sense.particles:
            return True
        if scene.groups.pos(token) in CLAUSE_ENDS:
            return False
    return False
