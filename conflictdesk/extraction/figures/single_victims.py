"""Single people and buildings that are no number in the text and count as one: "the mayor was shot dead",
"Amina Yusuf was freed", "a school was hit".

Rule 2 of the figures in the labelling guide. A pronoun names nobody. Whether something was done to the person
or building is decided as for every counted group: by the clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from conflictdesk.contract.entries import Population
from conflictdesk.contract.terms import POPULATIONS
from conflictdesk.extraction.figures.counted_group import Counted, mention_of
from conflictdesk.extraction.grammar.groups import Groups, NounGroup
from conflictdesk.extraction.grammar.pos_tags import Pos
from conflictdesk.extraction.places import PlaceMention
from conflictdesk.extraction.text.lexicon import Tags
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.entries import ActorEntry, CountedEntry, RoleEntry

KIND = "single"
LONGEST_NAME = 4
# What is in a name of a side, and what says who somebody is: no part of a person's name.
NOT_NAMES = (ActorEntry, RoleEntry, CountedEntry)


@dataclass(frozen=True, slots=True)
class People:
    """Who can be named in a text: the words of the names that it gives in full, and those that it writes with
    a capital letter inside a sentence."""

    text: Text
    tags: Tags
    names: frozenset[str]
    inside: frozenset[str]
    named: frozenset[int]

    @classmethod
    def of(cls, text: Text, tags: Tags) -> People:
        """The people of a text: "Yusuf" and "Amina" where it has "Amina Yusuf"."""
        named = {word for word in set(text.words) if _is_name(word)}
        pairs = [pair for pair in pairwise(text.words) if pair[0] in named and pair[1] in named]
        names = frozenset(chain.from_iterable(pairs))
        starts = {sentence.first for sentence in text.sentences}
        inside = (word for at, word in enumerate(text.words) if word in named and at not in starts)
        others = (tag for tag in tags.all if isinstance(tag.entry, NOT_NAMES))
        return cls(
            text,
            tags,
            names,
            frozenset(inside),
            frozenset(at for tag in others for at in range(tag.first, tag.last)),
        )

    def singles(
        self, parse: Groups, places: Sequence[PlaceMention], taken: Sequence[Counted]
    ) -> Iterator[Counted]:
        """The single people among the noun groups of a sentence, but for those that a number counts."""
        used = {token for group in taken for token in range(group.first, group.last)}
        for item in parse.items:
            if not isinstance(item, NounGroup) or item.pronoun or item.time or self._is_numbered(parse, item):
                continue
            if used.isdisjoint(range(item.first, item.last)):
                yield from self._single(item, places)

    def _single(self, noun: NounGroup, places: Sequence[PlaceMention]) -> Iterator[Counted]:
        """The noun group as one person; nothing where it names or describes none."""
        last = noun.head + 1
        tag = self.tags.of_ending(last, CountedEntry)
        if self.text.lowers[noun.first] in self.text.language.figures.of_none:
            return
        if tag is not None and tag.entry.class_ == "person":
            if tag.form == "singular":
                yield _counted(noun.first, last, POPULATIONS.get(tag.entry.population))
            return
        if tag is not None and tag.entry.class_ == "building":
            article = self.text.lowers[noun.first] in self.text.language.figures.articles
            if (tag.form == "singular" or article) and tag.entry.group != "rooms":
                one = _counted(noun.first, last, None)
                yield one._replace(cls="one_building", unit="building", group=tag.entry.group or None)
            return
        first = self._name_start(noun, places)
        if first < last and (last - first > 1 or self._is_known(first)):
            yield _counted(first, last, None)
        elif first < last and self.text.words[first] in self.inside:
            yield _counted(first, last, None)._replace(cls="name")

    def _is_numbered(self, parse: Groups, noun: NounGroup) -> bool:
        """Whether a number that is no age stands in a noun group: not in "her 40-year-old son"."""
        if Pos.NUMBER not in parse.pos_of(noun.first, noun.last):
            return False
        ages = self.text.language.numbers.ages
        return any(
            parse.pos(token) is Pos.NUMBER and not any(age in self.text.lowers[token] for age in ages)
            for token in range(noun.first, noun.last)
        )

    def _name_start(self, noun: NounGroup, places: Sequence[PlaceMention]) -> int:
        """The first token of the name that ends a noun group; behind its head where it ends in none."""
        first = last = noun.head + 1
        while first > max(noun.first, last - LONGEST_NAME) and self._may_be_named(first - 1, places):
            first -= 1
        return first

    def _may_be_named(self, token: int, places: Sequence[PlaceMention]) -> bool:
        """Whether a word may be one of a person's name: it is of no place and no side."""
        if not _is_name(self.text.words[token]) or any(p.first <= token < p.last for p in places):
            return False
        return token not in self.named

    def _is_known(self, token: int) -> bool:
        """Whether a single name is a person's: the text has it in full, or says what the person is."""
        kinds: tuple[type[CountedEntry] | type[RoleEntry], ...] = (CountedEntry, RoleEntry)
        described = any(self.tags.of_ending(token, kind) is not None for kind in kinds)
        return described or self.text.words[token] in self.names


def _counted(first: int, last: int, population: Population | None) -> Counted:
    """One person as a counted group."""
    return Counted(first, last, last - 1, mention_of(first, last, 1), "person", "person", population, KIND)


def _is_name(word: str) -> bool:
    """Whether a word is written as a name's: "Amina", "McDade", not "UN"."""
    return len(word) > 1 and word[0].isupper() and not word.isupper() and word.replace("-", "").isalpha()
