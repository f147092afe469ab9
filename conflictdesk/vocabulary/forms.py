"""Inflection: the forms of a verb and of a noun, by the rules and the irregular words of a language's
`forms.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from conflictdesk.contract.safe_yaml import safe_load

NAME = "forms.yaml"
ENGLISH = Path(__file__).parent / "en" / NAME

# How words change: the ending of the base to what it becomes. The longest ending that fits counts; "" fits
# every word.
Endings = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Doubling:
    """Which verbs double their last letter before `ed` and `ing`: the listed ones, and those of at most
    `longest` letters with one vowel and one more letter behind it that is not among `never`.
    """

    vowels: str
    never: str
    longest: int
    verbs: frozenset[str]

    def doubles(self, verb: str) -> bool:
        if verb in self.verbs:
            return True
        short = len(verb) <= self.longest and sum(letter in self.vowels for letter in verb) == 1
        return short and len(verb) > 2 and verb[-1] not in self.never and verb[-2] in self.vowels


@dataclass(frozen=True, slots=True)
class Inflection:
    """The rules and the irregular words of a language."""

    # The spellings of each form of a verb that follows no rule.
    whole: Mapping[str, Mapping[str, list[str]]]
    # Base to past and participle.
    verbs: Mapping[str, tuple[str, str]]
    # Singular to plural.
    nouns: Mapping[str, str]
    # Base to third person, and singular to plural; words that follow no ending of it.
    s_words: Mapping[str, str]
    s: Endings
    ed: Endings
    ing: Endings
    doubling: Doubling

    def verb_forms(self, verb: str) -> list[tuple[str, str]]:
        """(form name, spelling) of the base, s, past, participle and ing forms."""
        if whole := self.whole.get(verb):
            return [(form, spelling) for form, spellings in whole.items() for spelling in spellings]
        past, participle = self.verbs.get(verb, (None, None))
        past = past or self._suffixed(verb, self.ed)
        return [
            ("base", verb),
            ("s", self._with_s(verb)),
            ("past", past),
            ("participle", participle or past),
            ("ing", self._suffixed(verb, self.ing)),
        ]

    def noun_forms(self, noun: str) -> list[tuple[str, str]]:
        """(form name, spelling) of the singular and the plural."""
        return [("singular", noun), ("plural", self.nouns.get(noun) or self._with_s(noun))]

    def _with_s(self, word: str) -> str:
        return self.s_words.get(word) or _changed(word, self.s)

    def _suffixed(self, verb: str, endings: Endings) -> str:
        doubles = _ending(verb, endings) == "" and self.doubling.doubles(verb)
        return _changed(verb + verb[-1] if doubles else verb, endings)


def read(file: Path = ENGLISH) -> Inflection:
    """The inflection that a file describes. TypeError, KeyError, ValueError or AttributeError where it
    describes none, OSError and yaml.YAMLError where it cannot be read.
    """
    found = safe_load(file.read_text(encoding="utf-8"))
    doubling = found.pop("doubling")
    verbs = frozenset(doubling.pop("verbs"))
    return Inflection(**found, doubling=Doubling(**doubling, verbs=verbs))


def _changed(word: str, endings: Endings) -> str:
    ending = _ending(word, endings)
    return word.removesuffix(ending) + endings[ending]


def _ending(word: str, endings: Endings) -> str:
    """The longest ending that the word has."""
    return next(word[at:] for at in range(len(word) + 1) if word[at:] in endings)
