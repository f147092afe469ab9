"""The place that a sentence names for a word in it, by the clauses that part them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import islice

from conflictdesk.contract.terms import PLACE_PRECISIONS
from conflictdesk.contract.types import Place
from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.grammar.clauses import Clause, Clauses
from conflictdesk.extraction.grammar.groups import VerbGroup
from conflictdesk.extraction.grammar.pos_tags import Pos
from conflictdesk.extraction.places import PlaceMention
from conflictdesk.extraction.text.tokens import Sentence
from conflictdesk.extraction.whereabouts.place_uses import Use, use_of

# In tokens: what a use costs, each step from clause to clause, each step from a small place to a larger one.
USES = {
    Use.SCENE: 0,
    Use.STRUCK: 2,
    Use.MODIFIER: 8,
    Use.REFERENCE: 20,
    Use.LOOSE: 14,
    Use.ORIGIN: 22,
    Use.SOURCE: 24,
}
STEP, SIZE = 6, 2
BEHIND = 1.5
APART = 3
# What brackets between a place and a token add: "(the group is banned in Norland)".
ASIDE = 20
OWNED = 5
MOST = 120.0
# The most places on either side of a token that are compared, and the most clauses above one.
MENTIONS, REACH = 8, 12

Allowed = Callable[[PlaceMention], bool]


def of_clause(
    analysis: Analysis, sentence: Sentence, token: int, allowed: Allowed | None = None
) -> PlaceMention | None:
    """The place of the sentence that fits a token best; None where none of the `allowed` places does."""
    mentions: Sequence[PlaceMention] = analysis.places_of(sentence)
    at = bisect_left(mentions, token, key=lambda one: one.first)
    there = mentions[max(0, at - MENTIONS) : at + MENTIONS]
    if not there:
        return None
    clauses = analysis.clauses(sentence)
    costs = [
        (_cost(analysis, sentence, clauses, one, token), -number, one)
        for number, one in enumerate(there)
        if (allowed is None or allowed(one)) and use_of(analysis, sentence, one) is not Use.NONE
    ]
    cost, number, best = min(costs, key=lambda found: found[:2], default=(0.0, 0, None))
    if best is None or cost >= MOST:
        return None
    before = {-at: one for _, at, one in costs}
    inner = before.get(-number - 1)
    while inner is not None and (_is_inside(analysis, inner, best) or _is_joined(analysis, inner, best)):
        best, number = inner, number + 1
        inner = before.get(-number - 1)
    return best


def _is_joined(analysis: Analysis, former: PlaceMention, latter: PlaceMention) -> bool:
    """Whether two places are told together, so that the first stands for both: "Douma and Harasta"."""
    between = analysis.text.lowers[former.last : latter.first]
    return len(between) == 1 and between[0] in analysis.text.language.places.joining


def _is_inside(analysis: Analysis, inner: PlaceMention, outer: PlaceMention) -> bool:
    """Whether the first of two places is told as a part of the second: "Tel Tamer in Hasaka Province"."""
    lists, between = analysis.text.language.places, analysis.text.lowers[inner.last : outer.first]
    parts = lists.part_prepositions | lists.the
    linked = between == [","] or (0 < len(between) < 3 and parts.issuperset(between))
    linked = linked or (between[-1:] != [] and between[-1] in lists.inside and between[:-1] in ([], [","]))
    linked = linked or _describes(analysis, inner, outer)
    finer = scale_of(inner.place) <= scale_of(outer.place)
    return linked and finer


def _describes(analysis: Analysis, inner: PlaceMention, outer: PlaceMention) -> bool:
    """Whether the second place only says what the first is: "Orr Street, the busiest station in Vell,"."""
    lists, lowers = analysis.text.language.places, analysis.text.lowers
    sentence = analysis.text.sentence_of(inner.first)
    between = lowers[inner.last : outer.first]
    closed = lowers[outer.last : outer.last + 1] == [","] and between[:1] == [","] and between.count(",") == 1
    noun = between[1:2] and between[1] in lists.the_or_a and between[-1] in lists.part_prepositions
    groups = analysis.groups(sentence)
    return bool(closed and noun) and not any(
        isinstance(groups.group_of(token), VerbGroup) for token in range(inner.last, outer.first)
    )


def scale_of(place: Place) -> int:
    """How large a place is: one that only has the point of what it lies in is as small as one without."""
    return PLACE_PRECISIONS["unresolved" if place.within else place.precision].scale


def _cost(
    analysis: Analysis, sentence: Sentence, clauses: Clauses, mention: PlaceMention, token: int
) -> float:
    """The distance of a place from a token, with what its use, its size and the clauses between add."""
    between = slice(*sorted((mention.first, token)))
    stops = clauses.groups.pos_of(between.start, between.stop).count(Pos.PUNCTUATION)
    aside = analysis.text.lowers[between].count("(") != analysis.text.lowers[between].count(")")
    skipped = sum(
        end - start for end, start in clauses.groups.asides.items() if mention.last <= start and end <= token
    )
    gap = mention.first - token if mention.first >= token else (token - mention.last - skipped) * BEHIND
    steps = steps_between(clauses, token, mention.last - 1)
    size = scale_of(mention.place)
    gap += ASIDE * aside + OWNED * _is_subjects(clauses, mention, token)
    return gap + STEP * (steps + stops) + SIZE * size + USES[use_of(analysis, sentence, mention)]


def _is_subjects(clauses: Clauses, mention: PlaceMention, token: int) -> bool:
    """Whether a place only belongs to the subject of the clause: "professors from Vell were killed"."""
    clause = _clause_at(clauses, mention.last - 1)
    first = min((noun.first for noun in clause.subjects), default=-1)
    return clause.verb is not None and first >= 0 and first < mention.first < clause.verb.first <= token


def _clause_at(clauses: Clauses, token: int) -> Clause:
    """The clause in which a token stands, else the last that has begun."""
    group = clauses.groups.group_of(token)
    if group is not None:
        return clauses.all[clauses.homes[group.order]]
    begun = bisect_right(clauses.all, token, key=lambda clause: clause.start)
    return clauses.all[max(0, begun - 1)]


def steps_between(clauses: Clauses, token: int, later: int) -> int:
    """The steps from the clause of one token to that of another, over the one that governs both; APART where
    none does."""
    one, other = _clause_at(clauses, token), _clause_at(clauses, later)
    above = [one.order, *(clause.order for clause in islice(clauses.above(one), REACH))]
    for steps, clause in enumerate((other, *islice(clauses.above(other), REACH))):
        if clause.order in above:
            return steps + above.index(clause.order)
    return APART
