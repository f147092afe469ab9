"""What each noun group hangs on: a part on its whole, a member of an enumeration on the one before it.

Promises: made once a sentence, in linear time. A noun group hangs on one noun group before it or on none:
never in a circle.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum, auto
from typing import NamedTuple

from conflictdesk.extraction.grammar.chunks import NounGroup
from conflictdesk.extraction.grammar.groups import Groups
from conflictdesk.extraction.grammar.pos_tags import JOINTS, PREPOSITIONS, Pos

# What may stand between noun groups in a row.
IN_RUN = PREPOSITIONS | {Pos.COMMA, Pos.COORDINATOR, Pos.ADVERB, Pos.PUNCTUATION}
# What stands before the last member of an enumeration.
CLOSING = frozenset({(Pos.COORDINATOR,), (Pos.COMMA, Pos.COORDINATOR)})


class Link(StrEnum):
    """How a noun group hangs on another."""

    OF = auto()  # "the bodies of 57 soldiers"
    AND = auto()  # "12 pupils and two teachers"
    PART = auto()  # "20 people, including 12 children"
    APPOSITION = auto()  # "12 others, nine of them marines"
    BEHIND = auto()  # a preposition: "people in need"


class Tie(NamedTuple):
    """A noun group's link to the noun group `host`."""

    link: Link
    host: NounGroup


def ties_of(groups: Groups) -> dict[int, Tie]:
    """The tie of each noun group to one before it; none for those that stand by themselves."""
    ties: dict[int, Tie] = {}
    run: list[NounGroup] = []
    for item in (*groups.items, None):
        if isinstance(item, NounGroup) and (not run or _continues(groups, run[-1], item)):
            run.append(item)
            continue
        _tie_run(groups, run, ties)
        run = [item] if isinstance(item, NounGroup) else []
    return ties


def _continues(groups: Groups, before: NounGroup, item: NounGroup) -> bool:
    """Whether only prepositions, commas and coordinators stand between two noun groups."""
    return IN_RUN.issuperset(groups.between(before, item))


def _tie_run(groups: Groups, run: Sequence[NounGroup], ties: dict[int, Tie]) -> None:
    """Adds the ties of noun groups that stand in a row."""
    lists = groups.classes.lists
    for at, item in enumerate(run[1:], 1):
        before, gap = run[at - 1], groups.between(run[at - 1], item)
        opener = groups.lowers[before.last : item.first]
        if opener == ["("] or opener[-1:] == ["("]:
            ties[item.order] = Tie(Link.APPOSITION, before)
        elif gap == (Pos.OF,):
            ties[item.order] = Tie(Link.OF, before)
        elif any(word in lists.including_words for word in opener):
            whole = _whole(groups, run[:at])
            if whole is not None:
                ties[item.order] = Tie(Link.PART, whole)
        elif " ".join(opener) in lists.together_with:
            ties[item.order] = Tie(Link.AND, before)
        elif item.preposition >= 0:
            if Pos.COMMA not in gap:
                ties[item.order] = Tie(Link.BEHIND, before)
        elif gap in JOINTS and not item.time and not before.time:
            link = _enumerated(groups, run, at, ties)
            if link is not None:
                ties[item.order] = link


def _whole(groups: Groups, before: Sequence[NounGroup]) -> NounGroup | None:
    """The number right before "including", of which it names a part; None without one."""
    return next((noun for noun in reversed(before) if groups.pos(noun.first) is Pos.NUMBER), None)


def _enumerated(groups: Groups, run: Sequence[NounGroup], at: int, ties: dict[int, Tie]) -> Tie | None:
    """The tie of a noun group behind "and" or a comma to the member of the enumeration before it.

    Behind a comma alone it is a member where a later one stands behind "and", else an apposition; none where
    a fronted phrase ends there: "In the town, rebels fled".
    """
    item = run[at]
    member = _member(groups, run[:at], item, ties)
    if item.first - 1 in groups.asides.values() and groups.pos(item.first) is Pos.NUMBER:
        return Tie(Link.PART, member)  # "12 others, nine marines and three cooks, were"
    if Pos.COORDINATOR in groups.between(run[at - 1], item):
        return Tie(Link.AND, member)
    closing = any(
        groups.between(left, right) in CLOSING and right.preposition < 0
        for left, right in zip(run[at:], run[at + 1 :], strict=False)
    )
    if closing:
        return Tie(Link.AND, member)
    return Tie(Link.APPOSITION, member) if member.preposition < 0 else None


def _member(groups: Groups, before: Sequence[NounGroup], item: NounGroup, ties: dict[int, Tie]) -> NounGroup:
    """The noun group that an enumeration goes on from: numbers go on from the last number, other groups from
    the group before. "Two killed in Gao and three in Timbuktu", "12 nurses from Bor and two pupils"."""
    named = before[-1].proper and before[-1].preposition >= 0
    one = named and groups.lowers[item.first] in groups.classes.lists.indefinite
    if groups.pos(item.first) is not Pos.NUMBER and not one:
        return before[-1]
    containers = groups.classes.of_class("container")
    for noun in reversed(before):
        if groups.pos(noun.first) is Pos.NUMBER:
            tie = ties.get(noun.order)
            if tie is None or tie.link is not Link.OF or groups.lowers[tie.host.head] in containers:
                return noun
            one = groups.lowers[tie.host.first] in groups.classes.lists.indefinite
            return tie.host if one else noun  # "an area of 20 km2 and 12 villages"
    member = before[-1]
    while (tie := ties.get(member.order)) is not None and tie.link is Link.OF:
        member = tie.host
    return member
