"""Forces and offices of a state, composed of a country and a role: "Iraqi troops", "Iraq's army".

Their ids are made of the country's adjective and the role's `national` word: "iraqi_military".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from conflictdesk.extraction.text.lexicon import Tag, Tags
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.entries import ActorEntry, PlaceEntry, RoleEntry
from conflictdesk.vocabulary.loader import Vocabulary
from conflictdesk.vocabulary.patterns import fold

Nation = tuple[str, str | None]


@dataclass(frozen=True)
class Nations:
    """The countries and the actors that actors are composed of.

    `words` maps a country's words to its adjective and its ISO code, `known` ids to the vocabulary's
    actors, `labels` a role's `national` word to its label. `made` remembers what has been composed.
    """

    words: Mapping[tuple[str, ...], Nation]
    known: Mapping[str, ActorEntry]
    labels: Mapping[str, str]
    made: dict[tuple[str, str], ActorEntry] = field(default_factory=dict)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Nations:
        """The countries, actors and roles of a vocabulary."""
        labels = {
            entry.national: entry.label for entry in vocabulary.of(RoleEntry).values() if entry.national
        }
        return cls(dict(_words(vocabulary)), vocabulary.of(ActorEntry), labels)

    def compose(self, text: Text, tags: Tags) -> Tags:
        """The tags of a text, and an actor's for each role noun right behind the word for a country.

        Returns the same tags when there is nothing to add. Where the vocabulary names an actor that
        begins with the country or the word behind and reaches the noun's end, none is composed.
        """
        roles = tags.of_kind(RoleEntry)
        added = [made for tag in roles if (made := self._composed(text, tags, tag)) is not None]
        if not added:
            return tags
        starting = dict(tags.starting)
        for tag in added:
            starting[tag.first] = [*starting.get(tag.first, ()), tag]
        return Tags(sorted([*tags.all, *added], key=lambda tag: tag.first), starting)

    def _composed(self, text: Text, tags: Tags, tag: Tag[RoleEntry]) -> Tag[ActorEntry] | None:
        """The actor that a role noun makes with the country before it, None without one."""
        role = tag.entry
        if not role.national:
            return None
        for first, end in _before(text, tag.first):
            nation = self.words.get(tuple(text.lowers[first:end]))
            if nation is not None and text.words[first][0].isupper() and not _named(tags, first, tag.last):
                return Tag(first, tag.last, self._entry(nation, role, role.national), tag.form)
        return None

    def _entry(self, nation: Nation, role: RoleEntry, word: str) -> ActorEntry:
        """The vocabulary's actor with the composed id, else one made for it."""
        adjective, country = nation
        entry_id = f"{fold(adjective).replace(' ', '_').replace('.', '')}_{word}"
        known = self.known.get(entry_id) or self.made.get((entry_id, role.role))
        if known is None:
            label = f"{adjective} {self.labels.get(word, role.label)}"
            known = ActorEntry(id=entry_id, label=label, role=role.role, country=country)
            self.made[(entry_id, role.role)] = known
        return known


def _words(vocabulary: Vocabulary) -> Iterator[tuple[tuple[str, ...], Nation]]:
    """Names and adjectives of all countries that have an adjective, each with its country."""
    for entry in vocabulary.of(PlaceEntry).values():
        if entry.what != "country" or not entry.adjectives:
            continue
        nation = (entry.short or entry.adjectives[0], entry.code)
        for phrase in entry.phrases:
            yield phrase.words, nation
        for adjective in entry.adjectives:
            yield tuple(fold(adjective).replace("-", " ").split()), nation


def _before(text: Text, at: int) -> Iterator[tuple[int, int]]:
    """The two tokens right before a noun, then the one: where a country may stand.

    A possessive "'s" between the country and the noun is passed over.
    """
    end = at - 1 if at and text.lowers[at - 1] in text.language.attribution.possessive else at
    for length in (2, 1):
        if end - length >= 0:
            yield end - length, end


def _named(tags: Tags, first: int, last: int) -> bool:
    """Whether an actor that begins at `first` or the token behind it reaches `last`."""
    return any(
        isinstance(tag.entry, ActorEntry) and tag.last >= last
        for token in (first, first + 1)
        for tag in tags.starting.get(token, ())
    )
