"""Chooses the date of what a clause tells: its own, else one of a clause that it hangs on or that hangs on
it.

A step from one clause to another costs what its bond says: nothing keeps "when rebels attacked" apart from
the date before it, much keeps "the army said on Friday" apart from what it said. A date that describes a
noun ("Friday's attack", "the May 3 raid") is that noun's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conflictdesk.extraction.dates.date_mention import WhenMention
from conflictdesk.extraction.grammar.clauses import Bond, Clause, Clauses
from conflictdesk.extraction.grammar.groups import Group, NounGroup

# What it costs to take the date of the clause above for one that hangs on it by a bond, and the other way
# round.
FROM_ABOVE: Mapping[Bond, int] = {
    Bond.MAIN: 9,
    Bond.COORDINATE: 5,
    Bond.CONTENT: 9,
    Bond.RELATIVE: 6,
    Bond.REDUCED: 4,
    Bond.ADVERBIAL: 4,
    Bond.RESULT: 1,
    Bond.INFINITIVE: 2,
}
FROM_BELOW: Mapping[Bond, int] = {
    Bond.MAIN: 12,
    Bond.COORDINATE: 5,
    Bond.CONTENT: 4,
    Bond.RELATIVE: 10,
    Bond.REDUCED: 8,
    Bond.ADVERBIAL: 10,
    Bond.RESULT: 2,
    Bond.INFINITIVE: 4,
}
# A clause that describes the noun of an event dates it: "an attack that killed ten on Friday".
DESCRIBED = 1
# A date that describes another noun, and what is too far away to be anybody's.
DESCRIBING, TOO_FAR = 5, 12
# What a noun that may tell something costs between another and a date.
RIVAL = 8
# Dates of writing, and those with which something is compared, are nobody's.
NOBODYS = frozenset({"written", "compared"})
# So many tokens count as much as one step; a date before its event counts as further away than one behind.
TOKENS, BEFORE = 40, 1.2


def of_group(
    clauses: Clauses, mentions: Sequence[WhenMention], token: int, group: Group, rivals: Sequence[int] = ()
) -> WhenMention | None:
    """Returns the date of what a token tells, which stands in a group; None where the sentence has none for
    it.

    `mentions` are those of its sentence; a dateline's is nobody's. `rivals` are the tokens of other words
    that may tell something: "an attack in revenge for a raid last week" dates the raid.
    """
    there = [mention for mention in mentions if mention.relation not in NOBODYS]
    costs = [
        (_cost(clauses, mention, token, group) + _in_between(clauses, mention, group, rivals), mention)
        for mention in there
    ]
    cost, best = min(costs, key=lambda pair: pair[0], default=(TOO_FAR, None))
    return best if cost < TOO_FAR else None


def _cost(clauses: Clauses, mention: WhenMention, token: int, group: Group) -> float:
    """How far a date is from a token, in steps between clauses and then in tokens."""
    apart = mention.first - token if mention.first >= token else BEFORE * (token - mention.first)
    near = min(apart / TOKENS, 0.9)
    described = _described(clauses, mention)
    if described is not None:
        near += 0 if described is group or described.first <= token < described.last else DESCRIBING
    own, other = clauses.all[clauses.homes[group.order]], _clause_of(clauses, mention)
    if own.bond is Bond.ADVERBIAL and mention.last == own.start:
        return near  # "on Friday when"
    if _is_asides_year(clauses, mention, own, other):
        return TOO_FAR
    return near + _steps(clauses, own, other, group)


def _is_asides_year(clauses: Clauses, mention: WhenMention, own: Clause, other: Clause) -> bool:
    """Whether a year in a relative clause dates that alone: "The front, which fought in 1998, sent men"."""
    inside = other is own or other in clauses.above(own)
    return other.bond is Bond.RELATIVE and mention.when.precision == "year" and not inside


def _in_between(clauses: Clauses, mention: WhenMention, group: Group, rivals: Sequence[int]) -> int:
    """What the other nouns between a noun and a date behind it cost."""
    if not isinstance(group, NounGroup) or mention.first < group.last:
        return 0
    between = (at for at in rivals if group.last <= at < mention.first)
    return RIVAL * sum(isinstance(clauses.groups.group_of(at), NounGroup) for at in between)


def _described(clauses: Clauses, mention: WhenMention) -> NounGroup | None:
    """The noun that a date describes: it stands in the noun's group before its head. None where it stands
    alone.
    """
    group = clauses.groups.group_of(mention.first)
    behind = clauses.groups.group_of(mention.last - 1)
    if isinstance(group, NounGroup) and group is behind and mention.last <= group.head:
        return group
    return None


def _clause_of(clauses: Clauses, mention: WhenMention) -> Clause:
    """The clause that a date stands in."""
    group = clauses.groups.group_of(mention.first)
    if group is not None and group.order in clauses.homes:
        return clauses.all[clauses.homes[group.order]]
    begun = [clause for clause in clauses.all if clause.start <= mention.first]
    return begun[-1] if begun else clauses.all[0]


def _steps(clauses: Clauses, own: Clause, other: Clause, group: Group) -> float:
    """What it costs to go from the clause of an event to that of a date, over the clauses that hold them."""
    if own is other:
        return 0
    if other.modified is not None and other.modified is group:
        return DESCRIBED
    up = [own, *clauses.above(own)]
    down = [other, *clauses.above(other)]
    shared = next((clause for clause in up if clause in down), None)
    if shared is None:
        return sum(FROM_ABOVE[clause.bond] for clause in up) if own.order > other.order else TOO_FAR
    climbed = sum(FROM_ABOVE[clause.bond] for clause in up[: up.index(shared)])
    return climbed + sum(FROM_BELOW[clause.bond] for clause in down[: down.index(shared)])
