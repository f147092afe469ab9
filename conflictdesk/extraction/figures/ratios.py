"""Shares told as two numbers, neither of which counts anyone: "nearly 3 in 10 residents"."""

from __future__ import annotations

from conflictdesk.extraction.grammar.groups import Groups
from conflictdesk.extraction.grammar.pos_tags import Pos
from conflictdesk.extraction.numbers.number_finder import NumberMention
from conflictdesk.extraction.text.lexicon import Tags
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.entries import CountedEntry

WHOLES = frozenset({*range(2, 11), 20, 100})
COUNTED = frozenset({"person", "household", "building"})
PREDICATE_STARTS = frozenset({Pos.BE, Pos.HAVE, Pos.MODAL, Pos.PRESENT_VERB, Pos.PAST_VERB, Pos.ADVERB})
DESCRIBING = frozenset({Pos.ADJECTIVE, Pos.PROPER_NAME, Pos.PAST_OR_PARTICIPLE, Pos.NOUN})
REACH = 4


def is_ratio(text: Text, parse: Groups, tags: Tags, mention: NumberMention) -> bool:
    """Whether a number is either of the two of a ratio.

    "Killed nine in two towns" and "29 out of 30 missiles" are none.
    """
    lists = text.language.figures
    lowers = text.lowers
    if lowers[max(0, mention.first - 2) : mention.first] in lists.out_of:
        return True
    if lowers[mention.last : mention.last + 1] in lists.in_whole and mention.value == 1:
        return parse.pos(mention.last + 1) is Pos.NUMBER
    for part, whole in _pairs(text, mention):
        of_whole = _small(text, lowers[whole])
        if 0 < _small(text, lowers[part]) < of_whole and of_whole in WHOLES:
            return _of_some(parse, tags, whole + 1)
    return False


def _pairs(text: Text, mention: NumberMention) -> list[tuple[int, int]]:
    """The tokens of part and whole, for each way in which the number is one of them."""
    lists = text.language.figures
    first, last, pairs, lowers = mention.core_first, mention.core_last, [], text.lowers
    if lowers[last : last + 1] in lists.in_whole and last + 1 < len(lowers):
        pairs.append((last - 1, last + 1))
    if lowers[last : last + 2] in lists.out_of and last + 2 < len(lowers):
        pairs.append((last - 1, last + 2))
    if first > 1 and lowers[first - 1] in lists.in_:
        pairs.append((first - 2, first))
    return pairs


def _small(text: Text, word: str) -> int:
    """The value of a small whole number in digits or words, 0 for any other word."""
    if word.isdecimal():
        return int(word) if len(word) < 4 else 0
    return int(text.language.figures.small_numbers.get(word, 0))


def _of_some(parse: Groups, tags: Tags, at: int) -> bool:
    """Whether people, families or houses stand behind the whole, or a verb: "three in ten have fled"."""
    if parse.pos(at) in PREDICATE_STARTS:
        return True
    for token in range(at, at + REACH):
        noun = tags.at(token, CountedEntry)
        if noun is not None:
            return noun.entry.class_ in COUNTED
        if parse.pos(token) not in DESCRIBING:
            return False
    return False
