"""What each word can be by itself: one part of speech, or several of which its neighbours decide.

Promise: every word gets a part of speech, from closed classes, the vocabulary's verbs and nouns, or
spelling. There is no training data: an unknown word is a noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from conflictdesk.extraction.grammar.pos_tags import Pos
from conflictdesk.extraction.language.grammar_lists import GrammarWords
from conflictdesk.vocabulary.entries import (
    CountedEntry,
    Entry,
    EventEntry,
    MeasureEntry,
    RoleEntry,
    SpeechEntry,
    WeaponEntry,
    WordsEntry,
)
from conflictdesk.vocabulary.loader import Vocabulary

CLOSED = {
    "determiner": Pos.DETERMINER,
    "preposition": Pos.PREPOSITION,
    "by": Pos.BY,
    "of": Pos.OF,
    "to": Pos.TO,
    "be": Pos.BE,
    "have": Pos.HAVE,
    "do": Pos.DO,
    "modal": Pos.MODAL,
    "negation": Pos.NEGATION,
    "pronoun": Pos.PRONOUN,
    "relative": Pos.RELATIVE,
    "subordinator": Pos.SUBORDINATOR,
    "coordinator": Pos.COORDINATOR,
    "adversative": Pos.ADVERSATIVE,
    "adverb": Pos.ADVERB,
    "adjective": Pos.ADJECTIVE,
    "noun": Pos.NOUN,
    "span": Pos.DURATION_OR_NOUN,
    "time": Pos.TIME,
    "compass": Pos.COMPASS_POINT,
}
PUNCTUATION = {
    ",": Pos.COMMA,
    '"': Pos.QUOTE,
    "'": Pos.QUOTE,
    "(": Pos.PUNCTUATION,
    ")": Pos.PUNCTUATION,
    "--": Pos.PUNCTUATION,
    "-": Pos.PUNCTUATION,
    "'s": Pos.POSSESSIVE,
    "$": Pos.NUMBER,
    "%": Pos.NUMBER,
}
VERB_KINDS = (EventEntry, SpeechEntry, MeasureEntry)
NOUN_KINDS = (EventEntry, RoleEntry, WeaponEntry, CountedEntry)
NOUN_CLASSES = (
    "site",
    "structure",
    "arms",
    "aid",
    "troops",
    "base",
    "people",
    "hostages",
    "captives",
    "undertaking",
)
# The first word of a hyphenated verb: "machine" alone is not a verb because of "machine-gun:v".
HYPHENATED_VERB = re.compile(r"\b([a-z]+)-[a-z]+:v")
# "MOHAMMED" is a name, "MACHINEGUNNED" is none.
SURE_NAME_LENGTH = 7


@dataclass(frozen=True)
class WordClasses:
    """The parts of speech and the classes of words. `pos` is a word's part of speech, `by_class` holds
    the words of each class of the vocabulary ("site", …), `by_word` the classes of each word."""

    pos: Mapping[str, Pos]
    by_class: Mapping[str, frozenset[str]]
    by_word: Mapping[str, frozenset[str]]
    lists: GrammarWords
    by_spelling: dict[str, Pos] = field(default_factory=dict)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> WordClasses:
        """The word classes of a vocabulary."""
        by_class = _words_by_class(vocabulary)
        known = {word: pos for name, pos in CLOSED.items() for word in by_class.get(name, ())}
        nouns = set(_nouns(vocabulary)).union(*(by_class.get(name, ()) for name in NOUN_CLASSES))
        nouns.update(_of_class(vocabulary, "noun_verb", "s"))
        for word, forms in _verbs(vocabulary).items():
            listed = known.get(word)
            if listed is Pos.NOUN and forms & {"base", "ing"}:
                known[word] = Pos.NOUN_RARELY_BASE if "base" in forms else Pos.NOUN_RARELY_ING
            else:
                known[word] = listed or _verb_pos(forms, word in nouns)
        for word in nouns:
            known.setdefault(word, Pos.NOUN)
        pure = _of_class(vocabulary, "pure_verb", "base")
        known |= {word: Pos.BASE_VERB for word in pure if known[word] is Pos.BASE_OR_NOUN}
        lists = GrammarWords.of(vocabulary)
        ambiguous = dict.fromkeys(lists.that_words, Pos.THAT)
        ambiguous |= dict.fromkeys(lists.adverb_like, Pos.ADJECTIVE_OR_ADVERB)
        return cls(known | PUNCTUATION | ambiguous, by_class, _classes_by_word(by_class), lists)

    def of_class(self, name: str) -> frozenset[str]:
        """The words of a class; an empty set for a class that the vocabulary lacks."""
        return self.by_class.get(name, frozenset())

    def pos_of(self, word: str, lower: str) -> Pos:
        """The part of speech of a word by itself; one of `UNDECIDED` where its neighbours must decide."""
        known = self.pos.get(lower)
        if known is not None:
            return known
        if word[0].isupper() or ("-" in word and word[3:4].isupper()):
            return _pos_of_capitalised(word) if len(word) > SURE_NAME_LENGTH else Pos.PROPER_NAME
        return self.by_spelling.get(lower) or self._pos_by_spelling(lower)

    def _pos_by_spelling(self, lower: str) -> Pos:
        """The part of speech that the spelling suggests, remembered for the next time."""
        pos = _pos_by_spelling(self.lists, lower)
        if len(self.by_spelling) < 50_000 and len(lower) < 40:
            self.by_spelling[lower] = pos
        return pos


def _words_by_class(vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    """The words of each class."""
    found: dict[str, set[str]] = {}
    for entry in vocabulary.of(WordsEntry).values():
        if entry.class_:
            found.setdefault(entry.class_, set()).update(" ".join(phrase.words) for phrase in entry.phrases)
    return {name: frozenset(words) for name, words in found.items()}


def _classes_by_word(by_class: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The classes of each word."""
    found: dict[str, set[str]] = {}
    for name, words in by_class.items():
        for word in words:
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def _verbs(vocabulary: Vocabulary) -> dict[str, set[str]]:
    """Each known verb form with the names of the forms that it can be."""
    found: dict[str, set[str]] = {}
    for word, form in _inflected(vocabulary):
        if form not in ("singular", "plural"):
            found.setdefault(word, set()).update(form.split())
    return found


def _of_class(vocabulary: Vocabulary, name: str, form: str) -> Iterator[str]:
    """One form of the verbs of a class."""
    for entry in vocabulary.of(WordsEntry).values():
        if entry.class_ == name:
            yield from (phrase.words[0] for phrase in entry.phrases if phrase.form == form)


def _inflected(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Each word that the vocabulary lists as a verb or inflected noun, with the name of its form."""
    kinds: list[Entry] = [entry for kind in VERB_KINDS for entry in vocabulary.of(kind).values()]
    words = [
        entry
        for entry in vocabulary.of(WordsEntry).values()
        if entry.class_ in ("verb", "pure_verb", "noun_verb", "light", "undergo", "occur", "obeying")
    ]
    for entry in (*kinds, *words):
        opened = {first for pattern in entry.patterns for first in HYPHENATED_VERB.findall(pattern)}
        opening = isinstance(entry, EventEntry) and entry.shape == "verb"
        for phrase in entry.phrases:
            if len(phrase.words) > 1 and phrase.words[0] in opened:
                continue
            if phrase.form and (len(phrase.words) == 1 or opening):
                yield phrase.words[0], phrase.form
    for verb in vocabulary.inflection.verbs:
        for form, spelling in vocabulary.inflection.verb_forms(verb):
            yield spelling, form


def _nouns(vocabulary: Vocabulary) -> Iterator[str]:
    """The last word of each noun and noun phrase of the vocabulary."""
    for kind in NOUN_KINDS:
        for entry in vocabulary.of(kind).values():
            for phrase in entry.phrases:
                if phrase.form in ("singular", "plural") or kind is RoleEntry:
                    yield phrase.words[-1]


def _verb_pos(forms: set[str], noun: bool) -> Pos:
    """The part of speech of a verb that can have these forms; `noun` says whether it may also be a noun."""
    if {"base", "past"} <= forms:
        return Pos.BASE_PAST_OR_NOUN
    if "base" in forms:
        return Pos.BASE_OR_PARTICIPLE if "participle" in forms else Pos.BASE_OR_NOUN
    if "s" in forms:
        return Pos.PRESENT_OR_NOUN if noun else Pos.PRESENT_VERB
    if "ing" in forms:
        return Pos.ING_OR_NOUN if noun else Pos.ING_RARELY_NOUN
    if "past" in forms:
        return Pos.PARTICIPLE_OR_ADJECTIVE if "participle" in forms else Pos.PAST_VERB
    return Pos.PAST_PARTICIPLE


def _pos_of_capitalised(word: str) -> Pos:
    """A name, or a possible verb where a long word in capitals ends like one, as ALL CAPS copy has it."""
    if word.endswith("ED"):
        return Pos.PARTICIPLE_OR_ADJECTIVE
    if word.endswith("LY"):
        return Pos.ADVERB
    return Pos.ING_OR_NOUN if word.endswith("ING") else Pos.PROPER_NAME


def _pos_by_spelling(lists: GrammarWords, lower: str) -> Pos:
    """The part of speech that the first and last letters of an unknown word suggest."""
    first = lower[0]
    if first.isdigit():
        return Pos.NUMBER
    if not first.isalpha():
        return Pos.PUNCTUATION
    if "-" in lower and (lower.endswith("ing") or lower.rsplit("-", 1)[1] in lists.joined_ends):
        return Pos.ADJECTIVE
    if lower.endswith("ed") and len(lower) > 4:
        return Pos.PARTICIPLE_OR_ADJECTIVE
    if lower.endswith("ing") and len(lower) > 5:
        return Pos.ING_OR_NOUN
    if lower.endswith("ly") and len(lower) > 4:
        return Pos.ADVERB
    return Pos.ADJECTIVE if lower.endswith(lists.adjective_ends) else Pos.NOUN
