"""What a sentence contains that matters for events: armed sides, weapons, places, people, sites.

Promise: `Scene.features(group)` names what a noun group is ("armed", "people", "site", "weapon",
"explosive" …), `Scene.sentence_features` what the whole sentence contains. Each is worked out once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, TypeGuard

from conflictdesk.contract.terms import EVENT_TYPES, PLACE_PRECISIONS, POPULATIONS, ROLES
from conflictdesk.contract.types import Actor
from conflictdesk.extraction.grammar.clauses import Clauses
from conflictdesk.extraction.grammar.groups import Groups, NounGroup
from conflictdesk.extraction.grammar.pos_tags import LEADS, MAIN_VERBS
from conflictdesk.extraction.text.lexicon import AnyTag, Tag, of_kind
from conflictdesk.extraction.text.tokens import Sentence, Text
from conflictdesk.vocabulary.entries import (
    NO_EVENT,
    ActorEntry,
    CountedEntry,
    EventEntry,
    Named,
    Party,
    RealisEntry,
    RoleEntry,
    WeaponEntry,
)

THINGS = frozenset({"weapon", "structure", "site"})
PARTIES = frozenset({ActorEntry, RoleEntry, WeaponEntry})


@dataclass
class Scene:
    """One sentence with its parse, tags and places. `last_side` is the side that "they" refers to,
    `last_group` the armed group named last."""

    text: Text
    sentence: Sentence
    clauses: Clauses
    tags: Sequence[AnyTag]
    places: Sequence[Any]
    document: frozenset[str] = frozenset()
    last_side: Actor | None = None
    last_group: Actor | None = None
    memo: dict[int, frozenset[str]] = field(default_factory=dict)
    groups: Groups = field(init=False)

    def __post_init__(self) -> None:
        """Takes the groups of the clauses."""
        self.groups = self.clauses.groups

    @cached_property
    def sentence_features(self) -> frozenset[str]:
        """Every feature of the sentence and of the document as a whole."""
        by_word = self.groups.classes.by_word
        found = set(self.document)
        for word in self.text.lowers[self.sentence.first : self.sentence.last]:
            if word in by_word:
                found |= by_word[word]
        for tag in self.parties:
            found |= features_of(tag)
        if any(place.kind != "name" for place in self.places):
            found.add("place")
        return frozenset(found)

    @cached_property
    def parties(self) -> list[Tag[Party]]:
        """The tags of actors, roles and weapons."""
        return [tag for tag in self.tags if _is_party(tag)]

    @cached_property
    def actors(self) -> list[Tag[ActorEntry]]:
        """The tags of actors."""
        return of_kind(self.tags, ActorEntry)

    @cached_property
    def _persons(self) -> dict[int, frozenset[str]]:
        """The features of each noun for people, by its last token."""
        counted = of_kind(self.tags, CountedEntry)
        return {tag.last - 1: found for tag in counted if (found := _of_people(tag.entry))}

    @cached_property
    def _starts(self) -> list[int]:
        """The first tokens of the words for events, in order."""
        pos = self.groups.pos
        events = of_kind(self.tags, EventEntry)
        return sorted(
            {tag.first for tag in events if tag.entry.shape != "verb" or pos(tag.first) in MAIN_VERBS}
        )

    @property
    def trigger_starts(self) -> list[int]:
        """The first tokens of the words for events, in order."""
        return self._starts

    def triggers_between(self, low: int, high: int, but: int) -> int:
        """The number of words for events that begin inside (low, high), leaving out the one at `but`."""
        starts = self._starts
        return bisect_left(starts, high) - bisect_right(starts, low) - (low < but < high)

    @cached_property
    def _violent(self) -> frozenset[int]:
        """The first tokens of the words for violence and for taking ground."""
        tags = of_kind(self.tags, EventEntry)
        types = {tag.first: EVENT_TYPES[tag.entry.type] for tag in tags if tag.entry.type in EVENT_TYPES}
        return frozenset(at for at, kind in types.items() if kind.violent or kind.takes_ground)

    def is_violent(self, token: int) -> bool:
        """Whether a word for violence or for taking ground begins at a token."""
        return token in self._violent

    def is_event(self, group: NounGroup) -> bool:
        """Whether a noun group has a word for an event in it."""
        at = bisect_left(self._starts, group.first)
        return at < len(self._starts) and self._starts[at] < group.last

    @cached_property
    def realis(self) -> list[Tag[RealisEntry]]:
        """The tags of words that decide realis."""
        return of_kind(self.tags, RealisEntry)

    def features(self, group: NounGroup) -> frozenset[str]:
        """The features of a noun group, worked out once."""
        found = self.memo.get(group.order)
        if found is None:
            found = self.memo[group.order] = frozenset(self._features(group))
        return found

    def features_of_any(self, groups: Iterable[NounGroup]) -> set[str]:
        """The features that any of the noun groups has."""
        return {feature for group in groups for feature in self.features(group)}

    def _features(self, group: NounGroup) -> set[str]:
        """The features that the words, the tags and the places in a noun group give it."""
        lists = self.text.language.events
        if group.time or group.pronoun:
            word = self.text.lowers[group.first]
            if word in self.groups.classes.of_class("container"):
                return self._contained(group)  # "most of the town"
            return {"people"} if word in lists.people_words else {"it"} if word in lists.it else set()
        head = self.text.lowers[group.head]
        by_word = self.groups.classes.by_word
        found = set(by_word.get(head, ())) | self._persons.get(group.head, frozenset())
        if group.head > group.first:
            found |= by_word.get(f"{self.text.lowers[group.head - 1]} {head}", frozenset())
        personal = group.proper or "people" in found or "troops" in found
        for tag in self.parties:
            # "Taliban commander" is armed as the Taliban are; "army convoy" is a thing.
            inside = tag.first < group.last and group.first < tag.last
            own = tag.first <= group.head < tag.last
            if inside and (own or (personal and not isinstance(tag.entry, WeaponEntry))):
                found |= features_of(tag)
        if head in lists.prisoners:
            found.add("prisoners")
        if "container" in found or LEADS.issuperset(self.groups.pos_of(group.first, group.last)):
            contained = self._contained(group)
            if contained & THINGS:
                found.discard("people")  # "dozens of rockets"
            found |= contained
        return self._located(group, found)

    def _located(self, group: NounGroup, found: set[str]) -> set[str]:
        """The features, with those that a place or a proper name in the group adds."""
        inside = [
            p for p in self.places if p.first < group.last and group.first < p.last and p.kind == "place"
        ]
        if inside:
            found |= {"place"} if "armed" in found else {"place", "site", "settlement"}
            if any(PLACE_PRECISIONS[p.place.precision].state and p.last == group.last for p in inside):
                found.add("state")
        elif group.proper:
            found.add("named")
        return found

    def _contained(self, group: NounGroup) -> set[str]:
        """The features of the group behind "of", empty where there is none: "dozens of rockets"."""
        chain = self.groups.chain(group)
        return set(self.features(chain[1])) if len(chain) > 1 else set()


def _is_party(tag: AnyTag) -> TypeGuard[Tag[Party]]:
    """Whether a tag is of an actor, a role or a weapon."""
    return type(tag.entry) in PARTIES


def features_of(tag: Tag[Party]) -> frozenset[str]:
    """The features of an actor, a role or a weapon."""
    entry = tag.entry
    return _of_weapon(entry.type, entry.carrier) if isinstance(entry, WeaponEntry) else _of_role(entry.role)


def _of_people(counted: CountedEntry) -> frozenset[str]:
    """The features of a counted noun: "herders" are people, "generals" are armed too; empty for things."""
    if counted.unit != "person":
        return frozenset()
    population = POPULATIONS.get(counted.population)
    armed = population is not None and population.armed
    return frozenset({"people", "armed"} if armed else {"people"})


@cache
def _of_weapon(kind: str, carrier: bool) -> frozenset[str]:
    """The features of a weapon; empty for words that mask a weapon."""
    if kind == NO_EVENT:
        return frozenset()
    named = EVENT_TYPES[kind].weapon if kind in EVENT_TYPES else ""
    return frozenset({"weapon", named or "weapon", *(("armed", "carrier") if carrier else ())})


def is_armed(entry: Named) -> bool:
    """Whether an actor or a role bears arms."""
    role = ROLES.get(entry.role)
    return role is not None and role.armed


@cache
def _of_role(role: str) -> frozenset[str]:
    """The features of a role."""
    found, known = {role}, ROLES.get(role)
    if known is None:
        return frozenset(found)
    if known.armed:
        found.add("armed")
    if known.people:
        found.add("people")
    if known.power:
        found.add("power")
    return frozenset(found)
