"""The parts of speech that a word can have, and the sets of them that the grammar uses.

Promise: `Pos` has a member for each part of speech that the parser knows. The members of `UNDECIDED` are
temporary: a word has one until its neighbours decide what it is, and no parsed sentence contains one.
"""

from __future__ import annotations

from enum import StrEnum, auto


class Pos(StrEnum):
    """A part of speech, or a kind of punctuation."""

    DETERMINER = auto()
    NUMBER = auto()
    ADJECTIVE = auto()
    NOUN = auto()
    PROPER_NAME = auto()
    TIME = auto()
    POSSESSIVE = auto()
    PRONOUN = auto()
    # What joins groups and clauses.
    PREPOSITION = auto()
    BY = auto()
    OF = auto()
    TO = auto()
    RELATIVE = auto()  # "who", "which"
    SUBORDINATOR = auto()  # "while", "because"
    COORDINATOR = auto()  # "and", "or"
    ADVERSATIVE = auto()  # "but"
    ADVERB = auto()
    NEGATION = auto()
    # Auxiliary verbs, and the forms of all others.
    BE = auto()
    HAVE = auto()
    DO = auto()
    MODAL = auto()
    BASE_VERB = auto()  # "attack"
    PRESENT_VERB = auto()  # "attacks"
    PAST_VERB = auto()  # "fled", "took"
    PAST_PARTICIPLE = auto()  # "taken"
    PAST_OR_PARTICIPLE = auto()  # "killed"
    ING_VERB = auto()  # "attacking"
    # Punctuation.
    COMMA = auto()
    QUOTE = auto()
    PUNCTUATION = auto()
    BRACKETED = auto()  # In parentheses inside a noun group: "Armed Forces (AF) troops".
    OUTSIDE = auto()  # There is no word: before the first or behind the last of a sentence.
    # Until the neighbours of a word decide.
    BASE_OR_NOUN = auto()  # "attack"
    NOUN_RARELY_BASE = auto()  # "bomb"
    PRESENT_OR_NOUN = auto()  # "attacks"
    PARTICIPLE_OR_ADJECTIVE = auto()  # "displaced"
    ING_OR_NOUN = auto()  # "bombing"
    ING_RARELY_NOUN = auto()  # "calling"
    NOUN_RARELY_ING = auto()  # "crossing"
    BASE_PAST_OR_NOUN = auto()  # "hit"
    BASE_OR_PARTICIPLE = auto()  # "run"
    COMPASS_POINT = auto()  # "north"
    THAT = auto()
    DURATION_OR_NOUN = auto()  # "week"
    ADJECTIVE_OR_ADVERB = auto()  # "dead"


UNDECIDED = frozenset(
    {
        Pos.BASE_OR_NOUN,
        Pos.NOUN_RARELY_BASE,
        Pos.PRESENT_OR_NOUN,
        Pos.PARTICIPLE_OR_ADJECTIVE,
        Pos.ING_OR_NOUN,
        Pos.ING_RARELY_NOUN,
        Pos.NOUN_RARELY_ING,
        Pos.BASE_PAST_OR_NOUN,
        Pos.BASE_OR_PARTICIPLE,
        Pos.COMPASS_POINT,
        Pos.THAT,
        Pos.DURATION_OR_NOUN,
        Pos.ADJECTIVE_OR_ADVERB,
    }
)
AUXILIARIES = frozenset({Pos.BE, Pos.HAVE, Pos.DO, Pos.MODAL})
# Verb forms that are passive behind "be", and may be passive without it.
PASSIVES = frozenset({Pos.PAST_OR_PARTICIPLE, Pos.PAST_PARTICIPLE})
PARTICIPLES = PASSIVES | {Pos.ING_VERB}
PRESENTS = frozenset({Pos.BASE_VERB, Pos.PRESENT_VERB})
FINITES = PRESENTS | {Pos.PAST_VERB}
MAIN_VERBS = FINITES | PARTICIPLES
VERBS = MAIN_VERBS | AUXILIARIES
# Verb forms that may be a clause's finite verb and do not modify a noun.
PREDICATES = frozenset({Pos.PRESENT_VERB, Pos.PAST_VERB, Pos.PAST_OR_PARTICIPLE})
# The first word of a predicate, adverbs and base forms aside.
PREDICATE_STARTS = PREDICATES | {Pos.BE, Pos.HAVE, Pos.MODAL}
NAMES = frozenset({Pos.NOUN, Pos.PROPER_NAME})
MODIFIERS = frozenset({Pos.ADJECTIVE, Pos.NUMBER})
NOMINALS = NAMES | MODIFIERS
# The first words of a noun group that name nothing by themselves: "the 12 about".
LEADS = frozenset({Pos.DETERMINER, Pos.NUMBER, Pos.ADVERB})
PREPOSITIONS = frozenset({Pos.PREPOSITION, Pos.BY, Pos.OF, Pos.TO})
# What joins the groups of an enumeration; "and/or" is three words.
AND_OR = (Pos.COORDINATOR, Pos.PUNCTUATION, Pos.COORDINATOR)
JOINTS = frozenset({(Pos.COORDINATOR,), (Pos.COMMA,), (Pos.COMMA, Pos.COORDINATOR), AND_OR})
# Where another clause begins.
CLAUSE_BORDERS = frozenset({Pos.SUBORDINATOR, Pos.RELATIVE, Pos.ADVERSATIVE, Pos.PUNCTUATION, Pos.QUOTE})
