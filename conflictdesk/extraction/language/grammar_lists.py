"""The words by which clauses are parsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conflictdesk.vocabulary.word_lists import Ends, Names, Phrases, WordLists, Words


@dataclass(frozen=True, slots=True)
class GrammarWords(WordLists):
    """The lists of `lists/grammar.yaml` and `lists/common.yaml`; examples there show their use."""

    room: ClassVar[str] = "grammar"
    naming: Words
    by: Words
    who: Words
    comparing: Words
    with_: Words
    modals: Names
    means: Words
    definite: Words
    not_any: Words
    how_: Phrases
    used: Words
    would: Words
    any: Words
    without: Words
    until_words: Words
    how: Words
    conditions: Words
    warning: Ends
    people_nouns: Words
    collective_nouns: Words
    particles: Words
    before_months: Words
    days: Words
    pointers: Words
    verb_months: Words
    modal_months: Words
    adjective_ends: Ends
    joined_ends: Words
    that_words: Words
    adverb_like: Words
    including_words: Words
    aside_openers: Words
    leaving: Words
    bounding_times: Words
    there: Words
    trying: Words
    fearing: Words
    asking: Words
    indefinite: Words
    double_prepositions: Phrases
    together_with: Words
