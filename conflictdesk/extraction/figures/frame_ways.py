"""The groups that a measure's words reach in a sentence, each by the way that is called its frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from conflictdesk.contract.entries import Measure
from conflictdesk.extraction.figures.counted_group import Counted
from conflictdesk.extraction.figures.counts import Counts, Fits, Reached
from conflictdesk.extraction.grammar.clauses import Bond, Clause
from conflictdesk.extraction.grammar.groups import NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import PASSIVES, Pos
from conflictdesk.extraction.text.lexicon import Tag
from conflictdesk.vocabulary.entries import MeasureEntry

# The ways from words to a number that `reach` follows; each has a weight in `figure_frames`.
Way = Literal[
    "object", "passive", "reduced", "subject", "state", "result", "toll", "of", "head", "inner", "list"
]
# Those, and how a number is found that no words reach: beside them, or by another figure.
Frame = Literal[Way, "near", "part", "graded", "elsewhere"]
BE_OR_HAVE = frozenset({Pos.BE, Pos.HAVE})
# How straight the way is to what only a relative clause tells: "Two men who had been held were freed".
RELATIVE = 0.97
LISTING = frozenset({Pos.COORDINATOR, Pos.COMMA})
LIGHT = frozenset({Pos.ADVERB, Pos.QUOTE})
LIST_ENDS = LISTING | {Pos.PUNCTUATION, Pos.OUTSIDE}
ASIDE = frozenset({Pos.ADVERB, Pos.QUOTE})
# What an object begins with for sure; what may be its modifier.
DESCRIBING = frozenset({Pos.NOUN, Pos.ADJECTIVE})
DATES = frozenset({Pos.TIME, Pos.NUMBER, Pos.PROPER_NAME})
Found = Iterator[tuple[Way, Reached]]


def reach(counts: Counts, tag: Tag[MeasureEntry]) -> Found:
    """The groups that a tag's words reach, each with the frame."""
    frame = tag.entry.frame
    listed = _listed(counts, tag)
    if listed is not None:
        yield "list", listed
    elif frame == "object":
        yield from _object(counts, tag) if _company(counts, tag) else ()
    elif frame == "subject":
        for reached in _subject(counts, tag) if _company(counts, tag) else ():
            yield "subject", reached
    elif frame == "state":
        yield from _state(counts, tag)
    elif frame == "roster":
        for reached in _roster(counts, tag):
            yield "toll", reached
    elif frame == "toll" or (frame == "head" and _numbered(counts, tag)):
        for reached in _toll(counts, tag):
            yield "toll", reached
    if "participle" in tag.form and _numbered(counts, tag):
        for reached in _toll(counts, tag):
            yield "toll", reached
    elif frame == "of":
        yield from _of(counts, tag)


def _roster(counts: Counts, tag: Tag[MeasureEntry]) -> Iterator[Reached]:
    """The groups that a verb of being or including equates with its subject: "the dead are 14 civilians and
    a sailor", "the victims included a nurse"."""
    if tag.form == "singular":
        return
    noun, behind = counts.parse.group_of(tag.last - 1), counts.parse.group_of(tag.last)
    clause = next((one for one in counts.clauses.all if noun in one.subjects), None)
    if clause is None and isinstance(behind, VerbGroup):
        clause = counts.clauses.of_verb(behind)
    if clause is None or clause.verb is None or clause.passive:
        return
    lowers = counts.text.lowers
    including = lowers[clause.verb.head] in counts.lists.including_words
    if including or counts.pos(clause.verb.head) is Pos.BE:
        for reached in counts.among(clause.objects, fits_of(tag)):
            yield reached._replace(part=reached.part or including)


def _of(counts: Counts, tag: Tag[MeasureEntry]) -> Found:
    """The group behind the "of" of a noun, or behind a phrase that itself leads to it."""
    if not _company(counts, tag):
        return
    whole = counts.text.lowers[tag.last - 1] in counts.text.language.figures.whole_behind
    if whole or counts.pos(tag.last) is Pos.OF:
        for reached in _behind(counts, tag.last + (not whole), fits_of(tag)):
            yield "of", reached


def _behind(counts: Counts, token: int, fits: Fits) -> Iterator[Reached]:
    """The groups of the noun group that begins at a token, articles aside, with its members and parts."""
    at = token
    while counts.pos(at) in LIGHT:
        at += 1
    group = counts.parse.group_of(at)
    if isinstance(group, NounGroup):
        yield from counts.among([group], fits)


def measure_of(tag: Tag[MeasureEntry], group: Counted) -> Measure | None:
    """What a tag's words measure in a group, None when they do not count its class.

    "46 deaths" measures itself and nothing else, and nobody counts 7.8 people.
    """
    if group.cls == "noun" and any(own.entry.frame == "head" for own in group.inner):
        return None
    if group.people and group.mention.value % 1:
        return None
    measure = tag.entry.measure(group.group, group.cls, group.like if group.cls == "bare" else None)
    alone = group.kind in ("single", "article")
    return None if measure is not None and alone and not measure.single else measure


def fits_of(tag: Tag[MeasureEntry]) -> Fits:
    """The test of whether a tag's words count a group."""
    return lambda group: measure_of(tag, group) is not None


def _listed(counts: Counts, tag: Tag[MeasureEntry]) -> Reached | None:
    """The group behind the colon of a list ("Wounded: 30", "Destroyed houses: 146"), else None.

    "12 were killed: eight soldiers and four policemen" is no such list.
    """
    lowers = counts.text.lowers
    if counts.pos(tag.first - 1) in BE_OR_HAVE:
        return None
    for colon in (tag.last, tag.last + 1):
        if lowers[colon : colon + 1] == [":"]:
            group = counts.starting.get(colon + 1)
            ends = group is not None and counts.pos(group.last) in LIST_ENDS
            return Reached(group, 1.0) if group is not None and (ends or group.cls == "bare") else None
    return None


def _object(counts: Counts, tag: Tag[MeasureEntry]) -> Found:
    """The groups that a verb reaches as its object, or as the subject of its passive."""
    fits = fits_of(tag)
    clause = counts.clause_of(tag.first, tag.last)
    if clause is None or clause.verb is None:
        if "ing" in tag.form or tag.form in ("singular", "plural"):
            yield from _of(counts, tag)
        beside = counts.ending.get(tag.first)
        if "participle" in tag.form and beside is not None and fits(beside):
            yield "reduced", Reached(beside, 1.0)
        return
    passive = clause.passive or (
        "participle" in tag.form
        and clause.verb.bare
        and clause.verb.form in PASSIVES
        and not _has_object(counts, clause, tag)
    )
    if passive:
        frame: Way = "reduced" if clause.verb.bare else "passive"
        for reached in _said_of(counts, clause, fits):
            yield frame, reached
        return
    for reached in counts.among(clause.objects or _shared_objects(counts, clause), fits):
        yield "object", reached
    if tag.last > clause.verb.last or not clause.objects:
        for reached in _behind(counts, tag.last, fits):
            yield "object", reached


def _shared_objects(counts: Counts, clause: Clause) -> tuple[NounGroup, ...]:
    """The objects of the verb that "and" or "or" joins behind a verb: "shot down or jammed 33 drones"."""
    following = counts.clauses.all[clause.order + 1 : clause.order + 2]
    if not following or following[0].verb is None or clause.verb is None:
        return ()
    joined = counts.parse.pos_of(clause.verb.last, following[0].verb.first)
    return following[0].objects if joined == (Pos.COORDINATOR,) else ()


def _has_object(counts: Counts, clause: Clause, tag: Tag[MeasureEntry]) -> bool:
    """Whether a noun group stands right behind the verb: "12 gunmen killed the mayor"."""
    behind = counts.parse.group_of(tag.last)
    at_end = (
        isinstance(behind, NounGroup)
        and not behind.time
        and clause.verb is not None
        and tag.last > clause.verb.last
    )
    return at_end or any(noun.first >= tag.last for noun in clause.objects)


def _company(counts: Counts, tag: Tag[MeasureEntry]) -> bool:
    """Whether a word has the company it needs in its sentence: "arrived" has "fleeing"."""
    needed = tag.entry.with_
    lowers = counts.text.lowers[counts.sentence.first : counts.sentence.last]
    return not needed or not needed.isdisjoint(lowers)


def _subject(counts: Counts, tag: Tag[MeasureEntry]) -> Iterator[Reached]:
    """The groups that are the subject of a tag's words."""
    clause = counts.clause_of(tag.first, tag.last)
    if clause is not None:
        yield from _said_of(counts, clause, fits_of(tag))
    else:
        yield from _in_state(counts, tag, fits_of(tag))


def _said_of(counts: Counts, clause: Clause, fits: Fits) -> Iterator[Reached]:
    """The groups of a clause's subject; those of whom a main clause says more less straight, and none behind
    a preposition that shares no subject: "his talk of dying"."""
    if clause.bond is Bond.ADVERBIAL and clause.mark in counts.lists.without_subject:
        return
    for reached in counts.among(clause.subjects, fits):
        beside = clause.bond is Bond.RELATIVE
        yield reached._replace(straight=reached.straight * RELATIVE) if beside else reached


def _state(counts: Counts, tag: Tag[MeasureEntry]) -> Found:
    """The groups that are in a state: "12 are missing", "12 dead"; not "4,000 dead birds".

    Words that need a verb have it before the group: "stabbed a guard to death", not "sentenced a guard
    to death".
    """
    verbs, fits = tag.entry.with_, fits_of(tag)
    if tag.first in counts.ending and counts.pos(tag.last) in DESCRIBING:
        return
    for reached in _in_state(counts, tag, fits):
        if not verbs:
            yield "state", reached
        elif counts.text.lowers[reached.group.first - 1] in verbs:
            yield "result", reached


def _in_state(counts: Counts, tag: Tag[MeasureEntry], fits: Fits) -> Iterator[Reached]:
    """The groups of which a state is said: right before it, or the subject of the verb before it."""
    at = tag.first
    while at > counts.sentence.first and counts.pos(at - 1) in ASIDE:
        at -= 1
    if counts.text.lowers[at - 2 : at] in counts.lists.parted_after:
        at -= 2
    beside = counts.ending.get(at)
    if beside is not None:
        noun = counts.noun_of(beside)
        if fits(beside):
            yield Reached(beside, 1.0)
        if noun is not None and noun.order in counts.clauses.ties:
            listed = counts.among([counts.clauses.root(noun)], fits)
            yield from (one for one in listed if one.group.last < beside.first)
        return
    group = counts.parse.group_of(at - 1)
    if isinstance(group, VerbGroup):
        subjects = counts.clauses.of_verb(group).subjects
        yield from counts.among(subjects, fits)
        before = counts.ending.get(group.first)
        if not subjects and before is not None and fits(before):
            yield Reached(before, 0.9)  # a headline's "12 feared dead"
        return
    clause = counts.clause_of(tag.first, tag.last)
    if clause is not None:
        yield from counts.among(clause.subjects, fits)
    behind = counts.parse.group_of(tag.last)
    if isinstance(behind, VerbGroup) and tag.first == counts.sentence.first:
        inverted = counts.clauses.of_verb(behind)
        if not inverted.subjects:
            yield from counts.among(inverted.objects, fits)  # "Among the dead were two nurses"


def _toll(counts: Counts, tag: Tag[MeasureEntry]) -> list[Reached]:
    """The number that a toll "of", "to", "at" or "is"; an empty list without one.

    A number in a phrase of place or time is none, nor is that of "the previous toll".
    """
    if counts.text.lowers[tag.first - 1] in counts.lists.corrected:
        return []
    own, counted = tag.entry.frame == "head", fits_of(tag)
    # A person whom no number counts is no toll.
    fits: Fits = (
        (lambda group: group.cls == "bare")
        if own
        else (lambda group: group.kind != "single" and counted(group))
    )
    raised = _raised(counts, tag, fits)
    if raised is not None:
        return [raised]
    lowers = counts.text.lowers
    at, end = tag.last, min(counts.sentence.last, tag.last + 18)
    while at < end:
        group = counts.starting.get(at)
        if group is not None and fits(group) and not _aside(counts, at):
            straight = 1.0 if at - tag.last < 6 else 0.85
            if own or lowers[at - 1] not in counts.text.language.figures.including_words:
                return [Reached(group, straight)]
            noun = counts.noun_of(group)
            listed = counts.among([noun], fits) if noun is not None else ()
            return [one._replace(straight=straight * one.straight, part=True) for one in listed]
        if group is not None:
            at = group.last
        elif _leaves(counts, at):
            return []
        else:
            at += 1
    return []


def _raised(counts: Counts, tag: Tag[MeasureEntry], fits: Fits) -> Reached | None:
    """The number that stands before its toll ("brings to 91,000 the number of displaced people"), or behind
    the verb whose subject the toll is, however long that is ("the number of people killed in Aleppo
    following attacks … has reached 212"); None without one."""
    toll = counts.parse.group_of(tag.first)
    for clause in counts.clauses.all:
        if toll in clause.subjects and not clause.passive:
            for reached in counts.among(clause.objects, fits):
                return reached
    for start in (tag.first, toll.first if toll is not None else tag.first, tag.first - 4, tag.first - 3):
        group = counts.ending.get(start)
        if group is not None and counts.pos(group.first - 1) is Pos.TO and fits(group):
            return Reached(group, 1.0)
    return None


def _leaves(counts: Counts, at: int) -> bool:
    """Whether the clause ends at a token; "since 7 October" ends none."""
    dated = counts.text.lowers[at] in counts.text.language.figures.since and counts.pos(at + 1) in DATES
    return (counts.pos(at) is Pos.SUBORDINATOR and not dated) or counts.text.lowers[at] in (";", ".")


def _numbered(counts: Counts, tag: Tag[MeasureEntry]) -> bool:
    """Whether "number of" stands before: "the total number of Afghan returnees now stands at 211,000"."""
    lists = counts.text.language.figures
    before = counts.text.lowers[max(counts.sentence.first, tag.first - 6) : tag.first]
    return not tag.entry.zero and not (lists.number.isdisjoint(before) or lists.of_.isdisjoint(before))


def _aside(counts: Counts, at: int) -> bool:
    """Whether a preposition of place or time stands before a token."""
    before = counts.text.lowers[at - 1]
    return before in counts.text.language.figures.aside_prepositions
