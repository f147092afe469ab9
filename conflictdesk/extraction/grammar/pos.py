"""What each word can be in a sentence: one letter a token.

    d determiner   q number     j adjective   n noun       x proper name   T time      s possessive
    p preposition  b by         o of          t to         u pronoun       r relative  S subordinator
    c and/or k but      a adverb     B be          H have       D do            M modal     N not
    v base verb    V verb in -s P past        F participle E past or participle        G in -ing
    , " . punctuation

Promise: a letter for every token, in linear time, from closed classes, the vocabulary's verbs and nouns,
spelling and the neighbouring letters. No training data: what it cannot tell it calls a noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from conflictdesk.vocabulary.forms import irregular, verb_forms
from conflictdesk.vocabulary.loader import Vocabulary

CLOSED = {
    "determiner": "d",
    "preposition": "p",
    "by": "b",
    "of": "o",
    "to": "t",
    "be": "B",
    "have": "H",
    "do": "D",
    "modal": "M",
    "negation": "N",
    "pronoun": "u",
    "relative": "r",
    "subordinator": "S",
    "coordinator": "c",
    "adversative": "k",
    "adverb": "a",
    "adjective": "j",
    "noun": "n",
    "span": "8",
    "time": "T",
    "compass": "6",
}
PUNCTUATION = {
    ",": ",",
    '"': '"',
    "'": '"',
    "(": ".",
    ")": ".",
    "--": ".",
    "-": ".",
    "'s": "s",
    "$": "q",
    "%": "q",
}
UNSETTLED = {"that": "7", "dead": "y", "alive": "y"}
# Digits stand for what the sentence must decide: 1 base or noun, 2 -s verb or noun, 3 past or participle,
# 4 -ing verb or noun, 5 base, past or noun ("hit"), 6 "north", 7 "that", 8 a span of time or a noun, 9 "run",
# y "dead", 0 a noun that is seldom a verb ("bomb"), g the -ing form of a verb that is no noun ("calling").
VERB_KINDS = ("events", "speech", "measures")
NOUN_KINDS = ("events", "roles", "weapons", "counted")
NOUN_SETS = (
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
ADJECTIVE_ENDINGS = ("ous", "ful", "ive", "able", "ible", "less", "ish", "ical", "ian", "ese")
JOINED = (
    "led",
    "held",
    "backed",
    "controlled",
    "based",
    "old",
    "occupied",
    "affiliated",
    "armed",
    "run",
    "linked",
    "level",
    "range",
    "laden",
    "packed",
    "scale",
    "wide",
    "made",
)
# "machine-gun:v" makes no verb of "machine".
HYPHENED = re.compile(r"\b([a-z]+)-[a-z]+:v")
# "MOHAMMED" is a name, "MACHINEGUNNED" is none.
LONG = 7


@dataclass(frozen=True)
class WordClasses:
    """`letters` is word to letter; `sets` the classes of words.yaml ("site", …), `classes` a word's."""

    letters: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[str]]
    shapes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> WordClasses:
        sets = _sets(vocabulary)
        letters = {word: letter for name, letter in CLOSED.items() for word in sets.get(name, ())}
        nouns = set(_nouns(vocabulary)).union(*(sets.get(name, ()) for name in NOUN_SETS))
        for word, forms in _verbs(vocabulary).items():
            seldom = "base" in forms and letters.get(word) == "n"
            letters[word] = "0" if seldom else letters.get(word) or _verb_letter(forms, word in nouns)
        for word in nouns:
            letters.setdefault(word, "n")
        return cls(letters | PUNCTUATION | UNSETTLED, sets, _classes(sets))

    def of_class(self, name: str) -> frozenset[str]:
        return self.sets.get(name, frozenset())

    def raw(self, word: str, lower: str) -> str:
        """The letter of a word alone; a digit where its neighbours decide."""
        known = self.letters.get(lower)
        if known is not None:
            return known
        if word[0].isupper() or ("-" in word and word[3:4].isupper()):
            return _capital(word) if len(word) > LONG else "x"
        return self.shapes.get(lower) or self._shape(lower)

    def _shape(self, lower: str) -> str:
        letter = _spelling(lower)
        if len(self.shapes) < 50_000 and len(lower) < 40:
            self.shapes[lower] = letter
        return letter


def _sets(vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in vocabulary.kind("words"):
        if name := entry.get("class"):
            found.setdefault(name, set()).update(" ".join(phrase.words) for phrase in entry.phrases)
    return {name: frozenset(words) for name, words in found.items()}


def _classes(sets: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, words in sets.items():
        for word in words:
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def _verbs(vocabulary: Vocabulary) -> dict[str, set[str]]:
    """Each verb form known, with the names of the forms it can be."""
    found: dict[str, set[str]] = {}
    for word, form in _inflected(vocabulary):
        if form not in ("singular", "plural"):
            found.setdefault(word, set()).update(form.split())
    return found


def _inflected(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    kinds = [entry for kind in VERB_KINDS for entry in vocabulary.kind(kind)]
    words = [
        entry
        for entry in vocabulary.kind("words")
        if entry.get("class") in ("verb", "light", "undergo", "occur", "obeying")
    ]
    for entry in (*kinds, *words):
        opened = {first for pattern in entry.patterns for first in HYPHENED.findall(pattern)}
        for phrase in entry.phrases:
            if len(phrase.words) > 1 and phrase.words[0] in opened:
                continue
            if phrase.form and (len(phrase.words) == 1 or entry.get("shape") == "verb"):
                yield phrase.words[0], phrase.form
    for verb in irregular()["verbs"]:
        for form, spelling in verb_forms(verb):
            yield spelling, form


def _nouns(vocabulary: Vocabulary) -> Iterator[str]:
    for kind in NOUN_KINDS:
        for entry in vocabulary.kind(kind):
            for phrase in entry.phrases:
                if phrase.form in ("singular", "plural") or kind == "roles":
                    yield phrase.words[-1]


def _verb_letter(forms: set[str], noun: bool) -> str:
    if {"base", "past"} <= forms:
        return "5"
    if "base" in forms:
        return "9" if "participle" in forms else "1"
    if "s" in forms:
        return "2" if noun else "V"
    if "ing" in forms:
        return "4" if noun else "g"
    if "past" in forms:
        return "3" if "participle" in forms else "P"
    return "F"


def _capital(word: str) -> str:
    """A long unknown word of ALL CAPS copy may be a verb; others are names."""
    return "3" if word.endswith("ED") else "4" if word.endswith("ING") else "x"


def _spelling(lower: str) -> str:
    first = lower[0]
    if first.isdigit():
        return "q"
    if not first.isalpha():
        return "."
    if "-" in lower and (lower.endswith("ing") or lower.rsplit("-", 1)[1] in JOINED):
        return "j"
    if lower.endswith("ed") and len(lower) > 4:
        return "3"
    if lower.endswith("ing") and len(lower) > 5:
        return "4"
    if lower.endswith("ly") and len(lower) > 4:
        return "a"
    return "j" if lower.endswith(ADJECTIVE_ENDINGS) else "n"
