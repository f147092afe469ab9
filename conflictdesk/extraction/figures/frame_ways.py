"""The groups that a measure's words reach in a sentence, each by the way that is called its frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from conflictdesk.contract.entries import Measure
from conflictdesk.extraction.figures.counted_group import Counted
from conflictdesk.extraction.figures.frame_scan import Scanner
from conflictdesk.extraction.figures.right_scan import LISTING, Fits, Reached
from conflictdesk.extraction.grammar.pos_tags import NAMES, Pos
from conflictdesk.extraction.text.lexicon import Tag
from conflictdesk.vocabulary.entries import MeasureEntry

# The ways from words to a number that `reach` follows; each has a weight in `figure_frames`.
Way = Literal[
    "object", "passive", "reduced", "subject", "state", "result", "toll", "of", "head", "inner", "list"
]
# Those, and how a number is found that no words reach: beside them, or by another figure.
Frame = Literal[Way, "near", "part", "graded", "elsewhere"]
BE_OR_HAVE = frozenset({Pos.BE, Pos.HAVE})
LIST_ENDS = LISTING | {Pos.PUNCTUATION, Pos.OUTSIDE}
ASIDE = frozenset({Pos.ADVERB, Pos.QUOTE})
# What an object begins with for sure; what may be its modifier.
OBJECTS = frozenset({Pos.DETERMINER, Pos.PROPER_NAME, Pos.PRONOUN})
DESCRIBING = frozenset({Pos.NOUN, Pos.ADJECTIVE})
DATES = frozenset({Pos.TIME, Pos.NUMBER, Pos.PROPER_NAME})
Found = Iterator[tuple[Way, Reached]]


def reach(scanner: Scanner, tag: Tag[MeasureEntry]) -> Found:
    """The groups that a tag's words reach, each with the frame."""
    frame = tag.entry.frame
    listed = _listed(scanner, tag)
    if listed is not None:
        yield "list", listed
    elif frame == "object":
        yield from _object(scanner, tag)
    elif frame == "subject":
        for reached in _subject(scanner, tag) if _company(scanner, tag) else ():
            yield "subject", reached
    elif frame == "state":
        yield from _state(scanner, tag)
    elif frame == "toll" or (frame == "head" and _numbered(scanner, tag)):
        for reached in _toll(scanner, tag):
            yield "toll", reached
    if "participle" in tag.form and _numbered(scanner, tag):
        for reached in _toll(scanner, tag):
            yield "toll", reached
    elif frame == "of":
        whole = scanner.text.lowers[tag.last - 1] in scanner.text.language.figures.whole_behind
        if whole or scanner.pos(tag.last) is Pos.OF:
            for reached in scanner.right(tag.last + (not whole), fits_of(tag)):
                yield "of", reached


def measure_of(tag: Tag[MeasureEntry], group: Counted) -> Measure | None:
    """What a tag's words measure in a group, None when they do not count its class.

    "46 deaths" measures itself and nothing else, and nobody counts 7.8 people.
    """
    if group.cls == "noun" and any(own.entry.frame == "head" for own in group.inner):
        return None
    if group.people and group.mention.value % 1:
        return None
    return tag.entry.measure(group.group, group.cls, group.like if group.cls == "bare" else None)


def fits_of(tag: Tag[MeasureEntry]) -> Fits:
    """The test of whether a tag's words count a group."""
    return lambda group: measure_of(tag, group) is not None


def _listed(scanner: Scanner, tag: Tag[MeasureEntry]) -> Reached | None:
    """The group behind the colon of a list ("Wounded: 30", "Destroyed houses: 146"), else None.

    "12 were killed: eight soldiers and four policemen" is no such list.
    """
    lowers = scanner.text.lowers
    if scanner.pos(tag.first - 1) in BE_OR_HAVE:
        return None
    for colon in (tag.last, tag.last + 1):
        if lowers[colon : colon + 1] == [":"]:
            group = scanner.starting.get(colon + 1)
            ends = group is not None and scanner.pos(group.last) in LIST_ENDS
            return Reached(group, 1.0) if group is not None and (ends or group.cls == "bare") else None
    return None


def _object(scanner: Scanner, tag: Tag[MeasureEntry]) -> Found:
    """The groups that a verb reaches as its object, or as the subject of its passive."""
    fits = fits_of(tag)
    if scanner.passive(tag):
        for reached in scanner.left(scanner.chain_start(tag.first), fits):
            yield "passive", reached
        if scanner.text.lowers[tag.last : tag.last + 2] in scanner.text.language.figures.together_with:
            for reached in scanner.right(tag.last + 2, fits):
                yield "object", reached
        return
    beside = _beside(scanner, tag, fits)
    if "participle" in tag.form and beside is not None and not scanner.perfect(tag):
        for reached in scanner.left(beside, fits):
            yield "reduced", reached
        return
    for reached in scanner.right(tag.last, fits, through_of="ing" in tag.form):
        yield "object", reached
    if "participle" in tag.form and not scanner.perfect(tag):
        yield from _elliptic(scanner, tag, fits)


def _beside(scanner: Scanner, tag: Tag[MeasureEntry], fits: Fits) -> int | None:
    """Where a group ends right before a bare participle ("12 people killed"), else None.

    Adverbs may stand between.
    """
    at = tag.first
    while at > scanner.sentence.first and scanner.pos(at - 1) in ASIDE:
        at -= 1
    group = scanner.ending.get(at)
    if group is None or not fits(group):
        return None
    following = scanner.starting.get(tag.last)
    if following is not None and fits(following) and group.cls != "bare":
        return None
    return None if _has_object(scanner, tag) and group.cls != "bare" else at


def _has_object(scanner: Scanner, tag: Tag[MeasureEntry]) -> bool:
    """Whether the noun right behind is the verb's object: "12 gunmen killed the mayor"."""
    pos = scanner.pos(tag.last)
    return pos in OBJECTS or (pos in DESCRIBING and scanner.pos(tag.last + 1) in NAMES)


def _elliptic(scanner: Scanner, tag: Tag[MeasureEntry], fits: Fits) -> Found:
    """The groups of a participle that shares an auxiliary: "12 were killed and 30 others wounded"."""
    following = scanner.starting.get(tag.last)
    if _has_object(scanner, tag) or (following is not None and fits(following)):
        return  # "A suicide bomber killed 14 people"
    if scanner.pos(tag.first - 1) is Pos.COORDINATOR:
        for reached in scanner.left(scanner.passive_before(tag.first), fits):
            yield "passive", reached
    if scanner.pos(tag.first - 1) in LISTING:
        return
    group = scanner.ending.get(scanner.chain_start(tag.first))
    if group is not None and fits(group):
        yield "reduced", Reached(group, 0.9)


def _company(scanner: Scanner, tag: Tag[MeasureEntry]) -> bool:
    """Whether a word has the company it needs in its sentence: "arrived" has "fleeing"."""
    needed = tag.entry.with_
    lowers = scanner.text.lowers[scanner.sentence.first : scanner.sentence.last]
    return not needed or not needed.isdisjoint(lowers)


def _subject(scanner: Scanner, tag: Tag[MeasureEntry]) -> list[Reached]:
    """The groups that are the subject of a tag's words, relative clauses included."""
    start = scanner.chain_start(tag.first)
    if scanner.pos(start - 1) is Pos.RELATIVE and start > scanner.sentence.first:
        start -= 1
        if scanner.pos(start - 1) is Pos.COMMA:
            start -= 1
    return scanner.left(start, fits_of(tag))


def _state(scanner: Scanner, tag: Tag[MeasureEntry]) -> Found:
    """The groups that are in a state: "12 are missing", "12 dead"; not "4,000 dead birds".

    Words that need a verb have it before the group: "stabbed a guard to death", not "sentenced a guard
    to death".
    """
    verbs = tag.entry.with_
    modifies = tag.first in scanner.ending and scanner.pos(tag.last) in DESCRIBING
    if not modifies:
        for reached in _subject(scanner, tag):
            if not verbs:
                yield "state", reached
            elif scanner.text.lowers[reached.group.first - 1] in verbs:
                yield "result", reached


def _toll(scanner: Scanner, tag: Tag[MeasureEntry]) -> list[Reached]:
    """The number that a toll "of", "to", "at" or "is"; an empty list without one.

    A number in a phrase of place or time is none.
    """
    own = tag.entry.frame == "head"
    fits: Fits = (lambda group: group.cls == "bare") if own else fits_of(tag)
    lowers = scanner.text.lowers
    at, end = tag.last, min(scanner.sentence.last, tag.last + 18)
    while at < end:
        group = scanner.starting.get(at)
        if group is not None and fits(group) and not _aside(scanner, at):
            straight = 1.0 if at - tag.last < 6 else 0.85
            if own or lowers[at - 1] not in scanner.text.language.figures.including_words:
                return [Reached(group, straight)]
            return [one._replace(part=True) for one in scanner.listed_from(group, straight, fits)]
        if group is not None:
            at = group.last
        elif _leaves(scanner, at):
            return []
        else:
            at += 1
    return []


def _leaves(scanner: Scanner, at: int) -> bool:
    """Whether the clause ends at a token; "since 7 October" ends none."""
    dated = scanner.text.lowers[at] in scanner.text.language.figures.since and scanner.pos(at + 1) in DATES
    return (scanner.pos(at) is Pos.SUBORDINATOR and not dated) or scanner.text.lowers[at] in (";", ".")


def _numbered(scanner: Scanner, tag: Tag[MeasureEntry]) -> bool:
    """Whether "number of" stands before: "the total number of Afghan returnees now stands at 211,000"."""
    lists = scanner.text.language.figures
    before = scanner.text.lowers[max(scanner.sentence.first, tag.first - 6) : tag.first]
    return not tag.entry.zero and not (lists.number.isdisjoint(before) or lists.of_.isdisjoint(before))


def _aside(scanner: Scanner, at: int) -> bool:
    """Whether a preposition of place or time stands before a token."""
    before = scanner.text.lowers[at - 1]
    return before in scanner.text.language.figures.aside_prepositions
