"""Decides what the neighbours of a word must tell: is "attack" a noun or a verb here?

Promise: looks only at the parts of speech next to the word (see `pos_tags`) and at the word before. Those
to the left are decided.
"""

from __future__ import annotations

from collections.abc import Callable

from conflictdesk.extraction.grammar.pos_tags import (
    MAIN_VERBS,
    MODIFIERS,
    NAMES,
    PRESENTS,
    Pos,
)
from conflictdesk.extraction.language.grammar_lists import GrammarWords

# What an object or a complement begins with.
OPENERS = MODIFIERS | NAMES | {Pos.DETERMINER, Pos.PRONOUN, Pos.SUBORDINATOR}
OPENERS_OR_TO = OPENERS | {Pos.TO, Pos.OUTSIDE}
INGS = frozenset({Pos.ING_OR_NOUN, Pos.ING_RARELY_NOUN})
NOUNS_OR_VERBS = frozenset({Pos.BASE_OR_NOUN, Pos.PRESENT_OR_NOUN})
PLAIN_NOUNS = NOUNS_OR_VERBS | {Pos.NOUN}
NOUN_STARTS = NOUNS_OR_VERBS | NAMES
MODIFIED = NOUN_STARTS | MODIFIERS | {Pos.ING_OR_NOUN, Pos.BASE_PAST_OR_NOUN, Pos.COMPASS_POINT}
PREDICATE_STARTS = frozenset(
    {Pos.PARTICIPLE_OR_ADJECTIVE, Pos.PAST_VERB, Pos.BASE_PAST_OR_NOUN, Pos.HAVE, Pos.BE, Pos.MODAL}
)
# Behind these a base form is a verb.
BEFORE_BASE = frozenset({Pos.TO, Pos.MODAL, Pos.DO, Pos.PRONOUN, Pos.NEGATION})
BEFORE_RARE_BASE = frozenset({Pos.TO, Pos.MODAL, Pos.DO, Pos.NEGATION})
BEHIND_LOOSE_BASE = frozenset({Pos.TO, Pos.PREPOSITION, Pos.PARTICIPLE_OR_ADJECTIVE})
PHRASE_STARTS = frozenset({Pos.DETERMINER, Pos.NUMBER})
SUBJECTS = frozenset({Pos.RELATIVE, Pos.PRONOUN})
OWNERS = NAMES | {Pos.POSSESSIVE}
OBJECT_STARTS = frozenset({Pos.DETERMINER, Pos.NUMBER, Pos.PRONOUN, Pos.PROPER_NAME})
BEFORE_MODIFIED_OBJECT = PRESENTS | {Pos.ING_VERB}
BEFORE_ADJECTIVE = frozenset({Pos.DETERMINER, Pos.ADJECTIVE, Pos.POSSESSIVE, Pos.OF, Pos.BY})
MAYBE_BEFORE_ADJECTIVE = frozenset({Pos.PREPOSITION, Pos.NUMBER})
BEFORE_ING_NOUN = frozenset({Pos.DETERMINER, Pos.ADJECTIVE, Pos.POSSESSIVE, Pos.NUMBER, Pos.OF})
BEHIND_ING_VERB = NAMES | MODIFIERS | {Pos.DETERMINER, Pos.PRONOUN}
ASIDE_STARTS = frozenset({Pos.ADVERB, Pos.PREPOSITION})
BEFORE_ING_VERB = NAMES | {Pos.PREPOSITION}
SHOT_DEAD = frozenset({Pos.DETERMINER, Pos.NUMBER}) | NOUN_STARTS
BE_OR_HAVE = frozenset({Pos.BE, Pos.HAVE})
BEFORE_NOUN = frozenset({Pos.DETERMINER, Pos.ADJECTIVE, Pos.POSSESSIVE, Pos.OF, Pos.PREPOSITION})
THAT_NOUNS = frozenset({Pos.NOUN, Pos.BASE_OR_NOUN})
BEFORE_DIRECTION = frozenset({Pos.DETERMINER, Pos.ADJECTIVE})


def decided(lists: GrammarWords, tags: list[Pos], at: int, lowers: list[str]) -> Pos:
    """The part of speech of the undecided word `at` of a sentence; all before it are decided."""
    own = tags[at]
    if not at and own in INGS and len(tags) > 2 and tags[1] in PLAIN_NOUNS and tags[2] in PREDICATE_STARTS:
        return Pos.ADJECTIVE  # "Retreating troops blew up the dam"
    before = tags[at - 1] if at else Pos.OUTSIDE
    if own is Pos.PARTICIPLE_OR_ADJECTIVE and "-" in lowers[at]:
        # "were gang-raped", "car-bombed streets"
        return Pos.PAST_OR_PARTICIPLE if before is Pos.BE else Pos.ADJECTIVE
    joined = before is Pos.COORDINATOR and at > 1 and own is Pos.PARTICIPLE_OR_ADJECTIVE
    if joined and tags[at - 2] is Pos.ADJECTIVE:
        before = Pos.ADJECTIVE  # "missing and tortured people"
    if before is Pos.ADVERB and at > 1:
        before = tags[at - 2]
    after = tags[at + 1] if at + 1 < len(tags) else Pos.OUTSIDE
    if own is Pos.PRESENT_OR_NOUN and at > 1 and _heads_subject(tags[at - 2], before, after):
        return Pos.NOUN if lowers[at - 1].endswith("s") else Pos.PRESENT_VERB  # "the group recruits children"
    return DECIDERS[own](before, after, lowers[at - 1] if at else "", lists)


def _heads_subject(farther: Pos, before: Pos, after: Pos) -> bool:
    return farther is Pos.DETERMINER and before is Pos.NOUN and after in OPENERS_OR_TO


def is_plural(lists: GrammarWords, word: str) -> bool:
    return word in lists.people_nouns or (word.endswith("s") and not word.endswith(("ss", "us", "is", "as")))


def _base(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    if before in BEFORE_BASE:
        return Pos.BASE_VERB
    if (before in NAMES and is_plural(lists, word)) or before is Pos.RELATIVE:
        # "remain trapped", not "the police station in"
        loose = after in BEHIND_LOOSE_BASE and word not in lists.collective_nouns
        return Pos.BASE_VERB if after in OPENERS or loose else Pos.NOUN
    if after is Pos.THAT or (before is Pos.COORDINATOR and after in PHRASE_STARTS):
        return Pos.BASE_VERB
    return Pos.NOUN


def _present(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    if before in SUBJECTS:
        return Pos.PRESENT_VERB
    if before in OWNERS and not word.endswith("s"):
        return Pos.PRESENT_VERB if after in OBJECT_STARTS else Pos.NOUN
    return Pos.NOUN


def _participle(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    if before in BEFORE_MODIFIED_OBJECT and after in NAMES:
        return Pos.ADJECTIVE  # "to protect displaced people"
    if before in BEFORE_ADJECTIVE or (before in MAYBE_BEFORE_ADJECTIVE and after in NOUN_STARTS):
        return Pos.ADJECTIVE if after in MODIFIED else Pos.PAST_OR_PARTICIPLE
    return Pos.PAST_OR_PARTICIPLE


def _ing(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    if before is Pos.BE:
        return Pos.ING_VERB
    if before in BEFORE_ING_NOUN:
        return Pos.ING_VERB if before is Pos.OF and after in OPENERS else Pos.NOUN
    if before in NAMES:
        return Pos.ING_VERB if is_plural(lists, word) or after in BEHIND_ING_VERB else Pos.NOUN
    if after is Pos.SUBORDINATOR and before is Pos.COORDINATOR:
        return Pos.NOUN
    aside = before is Pos.COMMA and after in ASIDE_STARTS
    return Pos.ING_VERB if after in OPENERS or after is Pos.TO or aside else Pos.NOUN


def _rarely_noun(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """ "a march calling for": no noun can end here."""
    return Pos.ING_VERB if before in BEFORE_ING_VERB else _ing(before, after, word, lists)


def _adjective_or_adverb(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """ "shot dead a nurse", but "the dead soldiers", "feared dead"."""
    return Pos.ADVERB if before in MAIN_VERBS and after in SHOT_DEAD else Pos.ADJECTIVE


def _rarely_base(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """ "did not bomb", "to force": a verb only where nothing else can stand."""
    said = before in NAMES and is_plural(lists, word) and after in PHRASE_STARTS  # "rebels control most of"
    return Pos.BASE_VERB if said or before in BEFORE_RARE_BASE else Pos.NOUN


def _base_past_or_noun(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """ "hit", "set", "cut": base, past and participle alike, and a noun."""
    if before in BEFORE_RARE_BASE:
        return Pos.BASE_VERB
    if before in BE_OR_HAVE:
        return Pos.PAST_OR_PARTICIPLE
    return Pos.NOUN if before in BEFORE_NOUN else Pos.PAST_OR_PARTICIPLE


def _compass_point(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """ "the north", "north of the town", "heading north"."""
    if before in BEFORE_DIRECTION:
        return Pos.NOUN
    return Pos.PREPOSITION if after is Pos.OF else Pos.ADVERB


def _that(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    if after in THAT_NOUNS and before not in NAMES:
        return Pos.DETERMINER
    return Pos.PRONOUN if before is Pos.OUTSIDE else Pos.RELATIVE


def _base_or_participle(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """ "run", "come": base and participle alike."""
    participle = before in BE_OR_HAVE or after is Pos.BY
    return Pos.PAST_PARTICIPLE if participle else _base(before, after, word, lists)


DECIDERS: dict[Pos, Callable[[Pos, Pos, str, GrammarWords], Pos]] = {
    Pos.NOUN_RARELY_BASE: _rarely_base,
    Pos.BASE_OR_NOUN: _base,
    Pos.PRESENT_OR_NOUN: _present,
    Pos.PARTICIPLE_OR_ADJECTIVE: _participle,
    Pos.ING_OR_NOUN: _ing,
    Pos.BASE_PAST_OR_NOUN: _base_past_or_noun,
    Pos.COMPASS_POINT: _compass_point,
    Pos.THAT: _that,
    Pos.BASE_OR_PARTICIPLE: _base_or_participle,
    Pos.ING_RARELY_NOUN: _rarely_noun,
    Pos.ADJECTIVE_OR_ADVERB: _adjective_or_adverb,
}
