"""Decides what an ambiguous word is by its neighbours: is "attack" a noun or a verb here?

Promise: looks only at the parts of speech of the words next to it (see `pos_tags`) and at the word
before it. The words to its left are already decided.
"""

from __future__ import annotations

from collections.abc import Callable

from conflictdesk.extraction.grammar.pos_tags import (
    MAIN_VERBS,
    MODIFIERS,
    NAMES,
    PREPOSITIONS,
    PRESENTS,
    Pos,
)
from conflictdesk.extraction.language.grammar_lists import GrammarWords

# The first word of an object or a complement.
OPENERS = MODIFIERS | NAMES | {Pos.DETERMINER, Pos.PRONOUN, Pos.SUBORDINATOR}
OPENERS_OR_TO = OPENERS | {Pos.TO, Pos.OUTSIDE}
INGS = frozenset({Pos.ING_OR_NOUN, Pos.ING_RARELY_NOUN})
NOUNS_OR_VERBS = frozenset({Pos.BASE_OR_NOUN, Pos.PRESENT_OR_NOUN})
PLAIN_NOUNS = NOUNS_OR_VERBS | {Pos.NOUN}
NOUN_STARTS = NOUNS_OR_VERBS | NAMES
MODIFIED = (
    NOUN_STARTS
    | MODIFIERS
    | {
        Pos.ING_OR_NOUN,
        Pos.BASE_PAST_OR_NOUN,
        Pos.COMPASS_POINT,
        Pos.NOUN_RARELY_BASE,
        Pos.NOUN_RARELY_ING,
        Pos.DURATION_OR_NOUN,
    }
)
PREDICATE_STARTS = frozenset(
    {Pos.PARTICIPLE_OR_ADJECTIVE, Pos.PAST_VERB, Pos.BASE_PAST_OR_NOUN, Pos.HAVE, Pos.BE, Pos.MODAL}
)
# Behind these a base form is a verb.
BEFORE_BASE = frozenset({Pos.TO, Pos.MODAL, Pos.DO, Pos.PRONOUN, Pos.NEGATION})
BEFORE_RARE_BASE = frozenset({Pos.TO, Pos.MODAL, Pos.DO, Pos.NEGATION})
BEHIND_INTRANSITIVE_BASE = frozenset(
    {Pos.TO, Pos.PREPOSITION, Pos.PARTICIPLE_OR_ADJECTIVE, Pos.OUTSIDE, Pos.PUNCTUATION}
)
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
BEFORE_ING_VERB = NAMES | {Pos.PREPOSITION, Pos.TO}
RESULTATIVE_OBJECT_STARTS = frozenset({Pos.DETERMINER, Pos.NUMBER}) | NOUN_STARTS
BE_OR_HAVE = frozenset({Pos.BE, Pos.HAVE})
BEFORE_NOUN = frozenset({Pos.DETERMINER, Pos.ADJECTIVE, Pos.POSSESSIVE, Pos.OF, Pos.PREPOSITION})
THAT_NOUNS = frozenset({Pos.NOUN, Pos.BASE_OR_NOUN})
# The longest name before the verb of a headline.
LONGEST_SUBJECT = 3
PREDICATES = PREDICATE_STARTS | {Pos.PRESENT_VERB, Pos.BASE_VERB, Pos.DO, Pos.PAST_PARTICIPLE}
BEFORE_DIRECTION = frozenset({Pos.DETERMINER, Pos.ADJECTIVE})


def disambiguated(lists: GrammarWords, tags: list[Pos], at: int, lowers: list[str]) -> Pos:
    """The part of speech of the undecided word `at` of a sentence; all words before it are decided."""
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
    if own is Pos.ING_RARELY_NOUN and before in MAIN_VERBS:
        return Pos.ING_VERB  # "would begin targeting tax collectors"
    if before is Pos.ADVERB and at > 1:
        before = tags[at - 2]
    if before is Pos.NUMBER and "-" in lowers[at - 1]:
        before = Pos.ADJECTIVE  # "a 72-hour truce"
    after = tags[at + 1] if at + 1 < len(tags) else Pos.OUTSIDE
    if own is Pos.PRESENT_OR_NOUN and at > 1 and _heads_subject(tags[at - 2], before, after):
        return Pos.NOUN if lowers[at - 1].endswith("s") else Pos.PRESENT_VERB  # "the group recruits children"
    if own is Pos.PRESENT_OR_NOUN and _is_headline_verb(tags, at):
        return Pos.PRESENT_VERB  # "Norland Fires Rockets at Vell"
    if own is Pos.BASE_OR_NOUN and before in NAMES and after in INGS and is_plural(lists, lowers[at - 1]):
        return Pos.BASE_VERB  # "Gunmen attack diving resort"
    return DECIDERS[own](before, after, lowers[at - 1] if at else "", lists)


def _is_headline_verb(tags: list[Pos], at: int) -> bool:
    """Whether only a name stands before the word and no other verb behind it."""
    if not 0 < at <= LONGEST_SUBJECT or set(tags[:at]) != {Pos.PROPER_NAME} or at + 1 == len(tags):
        return False
    return tags[at + 1] is not Pos.OF and not any(
        pos in PREDICATES or (pos in NOUNS_OR_VERBS and tags[order - 1] in NOUN_STARTS)
        for order, pos in enumerate(tags[at + 2 :], at + 2)
    )


def _heads_subject(farther: Pos, before: Pos, after: Pos) -> bool:
    """Whether the word before is a whole subject and the word after may open an object."""
    return farther is Pos.DETERMINER and before is Pos.NOUN and after in OPENERS_OR_TO


def is_plural(lists: GrammarWords, word: str) -> bool:
    """Whether a noun is plural, by the list of plurals without -s and by its ending."""
    return word in lists.people_nouns or (word.endswith("s") and not word.endswith(("ss", "us", "is", "as")))


def _base_or_noun(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """A verb behind "to", a modal or a plural subject: "to attack", "rebels attack"; else a noun."""
    if before in BEFORE_BASE:
        return Pos.BASE_VERB
    if (before in NAMES and is_plural(lists, word)) or before is Pos.RELATIVE:
        # "remain trapped", not "the police station in"
        intransitive = after in BEHIND_INTRANSITIVE_BASE and word not in lists.collective_nouns
        return Pos.BASE_VERB if after in OPENERS or intransitive else Pos.NOUN
    if after is Pos.THAT or (before is Pos.COORDINATOR and after in PHRASE_STARTS):
        return Pos.BASE_VERB
    return Pos.NOUN


def _present_or_noun(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """A verb behind a pronoun, or behind a singular subject that an object follows; else a noun."""
    if before in SUBJECTS:
        return Pos.PRESENT_VERB
    if before in OWNERS and not word.endswith("s"):
        return Pos.PRESENT_VERB if after in OBJECT_STARTS or after is Pos.THAT else Pos.NOUN
    return Pos.NOUN


def _participle_or_adjective(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """An adjective inside a noun group ("displaced people"); else a past form or participle."""
    if before in BEFORE_MODIFIED_OBJECT and after in NAMES:
        return Pos.ADJECTIVE  # "to protect displaced people"
    if before in BEFORE_ADJECTIVE or (before in MAYBE_BEFORE_ADJECTIVE and after in NOUN_STARTS):
        return Pos.ADJECTIVE if after in MODIFIED and after is not Pos.NUMBER else Pos.PAST_OR_PARTICIPLE
    return Pos.PAST_OR_PARTICIPLE


def _ing_or_noun(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """A verb behind "be" or before an object ("bombing the town"); else a noun ("the bombing")."""
    if before is Pos.BE:
        return Pos.ING_VERB
    if before in BEFORE_ING_NOUN:
        return Pos.ING_VERB if before is Pos.OF and after in OPENERS else Pos.NOUN
    if before in NAMES:
        return Pos.ING_VERB if is_plural(lists, word) or after in BEHIND_ING_VERB else Pos.NOUN
    if after is Pos.SUBORDINATOR and before is Pos.COORDINATOR:
        return Pos.NOUN
    opens_aside = before is Pos.COMMA and after in ASIDE_STARTS
    return Pos.ING_VERB if after in OPENERS or after is Pos.TO or opens_aside else Pos.NOUN


def _ing_rarely_noun(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """A verb behind a noun, verb or preposition ("a march calling for"); else as `_ing_or_noun`."""
    return Pos.ING_VERB if before in BEFORE_ING_VERB else _ing_or_noun(before, after, word, lists)


def _noun_rarely_ing(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """A verb behind "be" where no noun follows ("are crossing into"); else a noun ("the crossing")."""
    return Pos.ING_VERB if before is Pos.BE and after in PREPOSITIONS else Pos.NOUN


def _adjective_or_adverb(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """An adverb between verb and object ("shot dead a nurse"); else an adjective ("the dead")."""
    return Pos.ADVERB if before in MAIN_VERBS and after in RESULTATIVE_OBJECT_STARTS else Pos.ADJECTIVE


def _noun_rarely_base(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """A verb only where nothing else can stand: "did not bomb", "to force"; else a noun."""
    # "rebels control most of"
    predicate = before in NAMES and is_plural(lists, word) and after in PHRASE_STARTS
    return Pos.BASE_VERB if predicate or before in BEFORE_RARE_BASE else Pos.NOUN


def _base_past_or_noun(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """A base, a past form or participle, or a noun: "hit", "set", "cut"."""
    if before in BEFORE_RARE_BASE:
        return Pos.BASE_VERB
    if before in BE_OR_HAVE:
        return Pos.PAST_OR_PARTICIPLE
    return Pos.NOUN if before in BEFORE_NOUN else Pos.PAST_OR_PARTICIPLE


def _compass_point(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """A noun ("the north"), a preposition ("north of the town") or an adverb ("heading north"); a part of the
    name that opens a sentence ("North Korea tested")."""
    if before in BEFORE_DIRECTION:
        return Pos.NOUN
    if before is Pos.OUTSIDE and after is Pos.PROPER_NAME:
        return Pos.PROPER_NAME
    return Pos.PREPOSITION if after is Pos.OF else Pos.ADVERB


def _that(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """A determiner before a noun ("that attack"), a pronoun at the beginning; else a relative."""
    if after in THAT_NOUNS and before not in NAMES:
        return Pos.DETERMINER
    return Pos.PRONOUN if before is Pos.OUTSIDE else Pos.RELATIVE


def _base_or_participle(before: Pos, after: Pos, word: str, lists: GrammarWords) -> Pos:
    """A participle behind "be" or "have" or before "by" ("run", "come"); else as `_base_or_noun`."""
    participle = before in BE_OR_HAVE or after is Pos.BY
    return Pos.PAST_PARTICIPLE if participle else _base_or_noun(before, after, word, lists)


DECIDERS: dict[Pos, Callable[[Pos, Pos, str, GrammarWords], Pos]] = {
    Pos.NOUN_RARELY_BASE: _noun_rarely_base,
    Pos.BASE_OR_NOUN: _base_or_noun,
    Pos.PRESENT_OR_NOUN: _present_or_noun,
    Pos.PARTICIPLE_OR_ADJECTIVE: _participle_or_adjective,
    Pos.ING_OR_NOUN: _ing_or_noun,
    Pos.BASE_PAST_OR_NOUN: _base_past_or_noun,
    Pos.COMPASS_POINT: _compass_point,
    Pos.THAT: _that,
    Pos.BASE_OR_PARTICIPLE: _base_or_participle,
    Pos.ING_RARELY_NOUN: _ing_rarely_noun,
    Pos.NOUN_RARELY_ING: _noun_rarely_ing,
    Pos.ADJECTIVE_OR_ADVERB: _adjective_or_adverb,
}
