"""What a document is about: a war, or another topic with the sentences of it that tell of a war nevertheless.

The words of each topic (`topics.yaml`) are weighed against those of arms: armed sides, weapons, attacks, war.
A text is taken for one about a war where nothing says otherwise, so a short one nearly always is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from conflictdesk.contract.entries import EventType
from conflictdesk.contract.terms import ASSUMED_CAUSE, EVENT_TYPES, ROLES, Cause
from conflictdesk.extraction.text.lexicon import AnyTag, Tags
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.entries import (
    ActorEntry,
    CauseEntry,
    EventEntry,
    RoleEntry,
    TopicEntry,
    WeaponEntry,
)

# A text is on another topic with so many different words of it; one of a few sentences needs more.
FEWEST, FEWEST_IN_ALL, FEWEST_IN_SHORT, SHORT = 3, 4, 4, 4
# So many words of a topic, or of all topics, weigh as much as one of arms. A named armed side weighs more.
PER_ARM, PER_ARM_IN_ALL, NAMED = 1.5, 3, 3
# Different words of arms that make a sentence one of war, and how many sentences on either side count.
LOCAL, BESIDE = 2, 1
SURE = 0.8
PAST = "past"
# Different words of a topic that make its cause the one of a text that is on no war.
SAID = 1


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a document. `topic` is "" for a war; `cause` is why people die in it, if its
    words say so. `wars` holds the indexes of the sentences that tell of a war in it, `unrest` of those that
    tell of protests and arrests where these are part of the topic.
    """

    topic: str = ""
    cause: Cause | None = None
    wars: frozenset[int] = frozenset()
    unrest: frozenset[int] = frozenset()

    def of_war(self, sentence: int) -> bool:
        """Whether a sentence, by its index, is about a war as far as the document says."""
        return not self.topic or sentence in self.wars

    def tells(self, sentence: int, type_: EventType) -> bool:
        """Whether a sentence, by its index, may tell an event of a type: in a war any, else unrest."""
        return self.of_war(sentence) or (sentence in self.unrest and _is_unrest(type_))


WAR = Subject()


def of(text: Text, tags: Tags) -> Subject:
    """The subject of a text with the tags of its words."""
    topics: dict[str, set[str]] = defaultdict(set)
    entries: dict[str, TopicEntry] = {}
    for tag in tags.of_kind(TopicEntry):
        topics[tag.entry.topic].add(_stem(text, tag))
        entries[tag.entry.topic] = tag.entry
    if not topics:
        return WAR
    topic, words = max(topics.items(), key=lambda item: len(item[1]))
    if not _outweighs(len(words), sum(map(len, topics.values())), _weight(tags.all), len(text.sentences)):
        return WAR
    unrest = frozenset(_of_unrest(text, tags)) if entries[topic].unrest else frozenset()
    causes = [(len(topics[name]), entry.cause) for name, entry in entries.items() if entry.cause is not None]
    most, cause = max(causes, key=lambda pair: pair[0], default=(0, None))
    return Subject(topic, cause if most >= SAID else None, frozenset(_wars(text, tags)), unrest)


def _outweighs(leading: int, topics: int, arms: int, sentences: int) -> bool:
    """Whether the words of the leading topic, or in a longer text of all, outweigh those of arms."""
    if sentences <= SHORT:
        return leading >= FEWEST_IN_SHORT and leading > PER_ARM * arms
    return (leading >= FEWEST and leading > PER_ARM * arms) or (
        topics >= FEWEST_IN_ALL and topics > PER_ARM_IN_ALL * arms
    )


def _stem(text: Text, tag: AnyTag) -> str:
    """The words of a tag; singular and plural are one."""
    return " ".join(text.lowers[tag.first : tag.last]).rstrip("s")


def _weight(tags: Iterable[AnyTag]) -> int:
    """The weight of the different words of arms among tags."""
    weights = {tag.id: NAMED if type(tag.entry) is ActorEntry else 1 for tag in tags if _is_of_arms(tag)}
    return sum(weights.values())


def _is_of_arms(tag: AnyTag) -> bool:
    """Whether a word names an armed side other than the police, a weapon, a war, or surely an attack."""
    entry = tag.entry
    if isinstance(entry, ActorEntry | RoleEntry):
        role = ROLES[entry.role]
        return role.irregular or (role.armed and role.power)
    if isinstance(entry, EventEntry):
        return _is_sure(entry) and EVENT_TYPES[entry.type].violent
    return isinstance(entry, WeaponEntry) or (isinstance(entry, CauseEntry) and entry.cause == ASSUMED_CAUSE)


def _is_sure(entry: EventEntry) -> bool:
    """Whether its words alone tell an event, whatever their clause says."""
    asked = entry.needs or entry.with_ or entry.without or entry.particles
    return entry.type in EVENT_TYPES and not asked and entry.confidence >= SURE


def _wars(text: Text, tags: Tags) -> Iterator[int]:
    """The indexes of sentences that have words of arms, with their neighbours more than of any topic."""
    of_each = [tags.within(sentence) for sentence in text.sentences]
    for index, own in enumerate(of_each):
        near = list(chain.from_iterable(of_each[max(0, index - BESIDE) : index + BESIDE + 1]))
        others = {_stem(text, tag) for tag in near if type(tag.entry) is TopicEntry}
        if _weight(own) and _is_concrete(near) and _weight(near) >= max(LOCAL, len(others) + 1):
            yield index


def _is_concrete(tags: Iterable[AnyTag]) -> bool:
    """Whether tags name an armed side or a weapon: figures of speech have attacks without either."""
    return any(type(tag.entry) in (ActorEntry, WeaponEntry) and _is_of_arms(tag) for tag in tags)


def _of_unrest(text: Text, tags: Tags) -> Iterator[int]:
    """The indexes of sentences with words of protests, riots and arrests."""
    for tag in tags.of_kind(EventEntry):
        type_ = EVENT_TYPES.get(tag.entry.type)
        if type_ is not None and (type_.street or (type_.policing and PAST in tag.form)):
            yield text.sentence_of(tag.first).index


def _is_unrest(type_: EventType) -> bool:
    """Whether it is an event of the street, or the police's."""
    return type_.street or type_.policing
