"""Looks up place names in the vocabulary and the gazetteer, and holds the words read around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from conflictdesk.contract.types import PlacePrecision
from conflictdesk.extraction.gazetteer import NOTHING, Entry, Gazetteer, Hit, gazetteer_names
from conflictdesk.extraction.language.place_lists import PlaceWords
from conflictdesk.extraction.places.place_mention import OwnPlace
from conflictdesk.vocabulary.entries import PlaceEntry
from conflictdesk.vocabulary.loader import Vocabulary


@dataclass(frozen=True, slots=True)
class PlaceClasses:
    """The closed classes of words around names, each an entry `place.…` of kind `words`."""

    before: frozenset[str]
    settlement: frozenset[str]
    quarter: frozenset[str]
    first_order: frozenset[str]
    second_order: frozenset[str]
    nature: frozenset[str]
    site: frozenset[str]
    street: frozenset[str]
    prefix: frozenset[str]
    part: frozenset[str]
    direction: frozenset[str]
    body: frozenset[str]
    title: frozenset[str]
    speech: frozenset[str]
    not_joined: frozenset[str]
    never: frozenset[str]
    given: frozenset[str]
    plural: frozenset[str]
    institution: frozenset[str]
    around: frozenset[str]
    neighbourhood: frozenset[str]
    named_after: frozenset[str]


CLASSES = tuple(one.name for one in fields(PlaceClasses))


@dataclass(frozen=True, slots=True)
class Named:
    """What a folded name means. `main` is as in `Candidate`, `flags` as in `Hit`.

    Two more flags: "v" for a name of the vocabulary, "o" for an editors' own place. An `adjective` only
    names a country.
    """

    entries: tuple[Entry, ...]
    main: int
    flags: str = ""
    precision: PlacePrecision | None = None
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """All names that a finder knows, and the words that it reads around them.

    `table` has the vocabulary's names by their folded form, `nouns` the class of each noun ("province":
    "first_order"), `ordinary` the words that mean something else than a place.
    """

    table: Mapping[str, Named]
    words: PlaceClasses
    nouns: Mapping[str, str]
    ordinary: frozenset[str]
    pairs: frozenset[str]
    gazetteer: Gazetteer
    lists: PlaceWords
    leading: frozenset[str]

    @classmethod
    def of(cls, vocabulary: Vocabulary, gazetteer: Gazetteer) -> Names:
        words = PlaceClasses(**{name: vocabulary.words(f"place.{name}") for name in CLASSES})
        nouns = {
            noun: name
            for name in ("site", "street", "nature", "quarter", "second_order", "first_order", "settlement")
            for noun in getattr(words, name)
        }
        table = _table(vocabulary.of(PlaceEntry).values(), gazetteer)
        lists = PlaceWords.of(vocabulary)
        leading = (gazetteer_names.ARTICLES - lists.no_articles) | set(gazetteer_names.SHORTENED)
        return cls(table, words, nouns, _ordinary(vocabulary), pairs_of(table), gazetteer, lists, leading)

    def find(self, key: str) -> Named | None:
        """Returns what a folded name means in vocabulary and gazetteer; None for an unknown name."""
        known = self.table.get(key)
        if known is not None and (known.adjective or known.precision is None):
            return known
        if key in self.words.part:
            return None
        if known is None and " " in key and (joined := self._joined_adjectives(key)):
            return joined
        hit = self.gazetteer.find(key)
        if not hit.entries:
            hit = self._respelt(key)
        if known is not None:
            return _added(known, hit)
        return Named(hit.entries, hit.main, hit.flags) if hit.entries else None

    def may_begin(self, first: str, second: str) -> bool:
        """Whether a name of several words may begin with these two in lower case; seldom wrongly true."""
        if not (first.isalpha() and second.isalpha()) or first in self.leading:
            return True
        pair = f"{first} {second}"
        return pair in self.pairs or not pair.isascii() or self.gazetteer.may_begin(pair)

    def _joined_adjectives(self, key: str) -> Named | None:
        """Returns both countries of "Iraqi-Syrian"; None unless every word is such an adjective."""
        first = self.table.get(key.partition(" ")[0])
        if first is None or not first.adjective:
            return None
        found = [self.table.get(word) for word in key.split()]
        known = [named for named in found if named is not None and named.adjective]
        if len(known) < len(found):
            return None
        return replace(known[0], entries=tuple(entry for named in known for entry in named.entries))

    def _respelt(self, key: str) -> Hit:
        """Looks the name up without its Arabic article, with its last "a" spelt "ah" or the reverse, or
        behind a French or Spanish word for region.

        Returns NOTHING when neither is known.
        """
        bare = (
            gazetteer_names.without_article(key)
            if key.partition(" ")[0] not in self.lists.no_articles
            else None
        ) or key
        spellings = [bare] if bare != key else []
        if len(bare) > 4 and bare.endswith(("a", "ah")):
            spellings.append(bare.removesuffix("h") if bare.endswith("h") else bare + "h")
        spellings += [f"{prefix} {bare}" for prefix in self.lists.region_prefixes if " " not in bare]
        for spelling in spellings:
            hit = self.gazetteer.find(spelling)
            if hit.entries:
                return replace(hit, main=0)
        return NOTHING


def _ordinary(vocabulary: Vocabulary) -> frozenset[str]:
    """Returns every single word that the vocabulary knows as something else than a place."""
    return frozenset(
        phrase.words[0]
        for kind, entries in vocabulary.entries.items()
        if kind != PlaceEntry.kind
        for entry in entries.values()
        if not entry.id.startswith("place.")
        for phrase in entry.phrases
        if len(phrase.words) == 1
    )


def pairs_of(keys: Iterable[str]) -> frozenset[str]:
    """Returns the first two words of each key that has more than one word."""
    return frozenset(" ".join(key.split(" ", 2)[:2]) for key in keys if " " in key)


def own_names(own: Sequence[OwnPlace]) -> dict[str, Named]:
    """Returns the editors' own places by each of their folded names."""
    return {gazetteer_names.key(name): _own(place) for place in own for name in (place.name, *place.names)}


def _own(place: OwnPlace) -> Named:
    entry = Entry(
        place.geonames_id, place.name, place.country, None, place.latitude, place.longitude, 0, "own"
    )
    return Named((entry,), 1, "o", place.precision)


def _table(words: Iterable[PlaceEntry], gazetteer: Gazetteer) -> dict[str, Named]:
    table: dict[str, Named] = {}
    for word in words:
        if word.what == "alias" or word.point is None:
            _add_alias(table, word, gazetteer)
            continue
        entry = _entry(word, word.point, gazetteer)
        for pattern in word.patterns:
            named = Named((entry,), 1, "v", _precision(word))
            key = gazetteer_names.key(pattern)
            table[key] = _joined(table.get(key), named)
        for adjective in word.adjectives:
            table.setdefault(gazetteer_names.key(adjective), Named((entry,), 1, "v", None, True))
    return table


def _added(known: Named, hit: Hit) -> Named:
    """Returns the vocabulary's meanings, then the gazetteer's but for regions of the same countries."""
    codes = {entry.country for entry in known.entries}
    kept = [n for n, entry in enumerate(hit.entries) if entry.kind != "adm1" or entry.country not in codes]
    main = known.main + sum(number < hit.main for number in kept)
    return replace(known, entries=known.entries + tuple(hit.entries[n] for n in kept), main=main)


def _add_alias(table: dict[str, Named], word: PlaceEntry, gazetteer: Gazetteer) -> None:
    """Adds the places of the index that an alias names by `of` and `code`; nothing if there are none."""
    hit = gazetteer.find(gazetteer_names.key(word.of))
    entries = tuple(entry for entry in hit.entries if entry.country == word.code)
    for pattern in word.patterns if entries else ():
        table[gazetteer_names.key(pattern)] = Named(entries, len(entries), "v")


def _joined(first: Named | None, second: Named) -> Named:
    if first is None or first.adjective:
        return second
    return replace(first, entries=first.entries + second.entries, main=first.main + 1)


def _precision(word: PlaceEntry) -> PlacePrecision:
    return "country" if word.what == "country" else word.precision


def _entry(word: PlaceEntry, point: tuple[float, float], gazetteer: Gazetteer) -> Entry:
    code, (latitude, longitude) = word.code, point
    if word.what != "country" or code is None:
        return Entry(None, word.label, code, _region(word, gazetteer), latitude, longitude, 0, "region")
    filed = gazetteer.find(f"={code.lower()}").entries
    number, size = (filed[0].id, filed[0].population) if filed else (None, 0)
    return Entry(number, word.label, code, None, latitude, longitude, size, "country")


def _region(word: PlaceEntry, gazetteer: Gazetteer) -> str:
    """Returns the index's name of the same region, by which its towns are filed; else the label."""
    for pattern in word.patterns:
        for entry in gazetteer.find(gazetteer_names.key(pattern)).entries:
            if entry.kind == "adm1" and entry.country == word.code:
                return entry.region or word.label
    return word.label
