"""Where and when an event happened: as its own clause says, else as the sentence says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, cast

from conflictdesk.contract.types import Place, When
from conflictdesk.extraction import whereabouts
from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.dates import clause_dates, of_result
from conflictdesk.extraction.events.participants.roles import Roles
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.triggers import Trigger
from conflictdesk.extraction.grammar.groups import NounGroup
from conflictdesk.extraction.grammar.pos_tags import CLAUSE_BORDERS, PREDICATES, Pos
from conflictdesk.extraction.grammar.realis import RealisReader
from conflictdesk.extraction.places import PlaceMention

# In tokens: the cost of a border of clauses, and the most of a date.
CLAUSE_COST = 12
MOST_COST = 30
# The most mentions on either side of a trigger that are compared.
MENTIONS = 6
COMMA_AND = (Pos.COMMA, Pos.COORDINATOR)


def place_of(analysis: Analysis, scene: Scene, trigger: Trigger, roles: Roles) -> Place | None:
    """The place that was taken or left; else the place that the sentence names for the trigger, or None."""
    if trigger.sense.object == "place" or trigger.sense.subject == "place":
        chains = (scene.groups.chain(group) for group in (*roles.patients, *roles.agents))
        for group in (part for chain in chains for part in chain):
            for mention in scene.places:
                if mention.kind == "place" and mention.first < group.last and group.first < mention.last:
                    return cast(Place, mention.place)
    moves = trigger.type.leaves_ground or trigger.type.flees
    left = _named(analysis, scene, trigger, origin=True) if moves else None  # "withdrew from Homs to Idlib"
    near = left or _named(analysis, scene, trigger, origin=None if moves else False)
    return near.place if near is not None else None


def _named(analysis: Analysis, scene: Scene, trigger: Trigger, origin: bool | None) -> PlaceMention | None:
    """The place that the sentence names for a trigger: behind "from" or not, None for either."""
    lists, lowers = scene.text.language.places, scene.text.lowers
    return whereabouts.of_clause(
        analysis,
        scene.sentence,
        trigger.first,
        lambda one: origin is None or (lowers[one.first - 1] in lists.origin) is origin,
    )


def when_of(analysis: Analysis, scene: Scene, trigger: Trigger) -> When | None:
    """The date of the trigger's clause, or of one that shares it; None without one.

    What happened has no date to come.
    """
    clauses, mentions = analysis.clauses(scene.sentence), analysis.whens_of(scene.sentence)
    found = clause_dates.of_group(clauses, mentions, trigger.first, trigger.group, scene.trigger_starts)
    if found is None:
        return None
    realis = (
        RealisReader(scene.groups, scene.realis).of(trigger.first, trigger.group) if found.to_come else None
    )
    return of_result(found, realis)


def _nearby(mentions: Sequence[Any], trigger: Trigger) -> list[Any]:
    """The few mentions of a sentence on either side of the trigger."""
    at = bisect_left(mentions, trigger.first, key=lambda mention: mention.first)
    return list(mentions[max(0, at - MENTIONS) : at + MENTIONS])


def _distance(scene: Scene, mention: Any, trigger: Trigger, clause: int = CLAUSE_COST) -> int:
    """The tokens between, plus `clause` for each clause border and each finite verb of another clause."""
    low, high = sorted((mention.first, trigger.first))
    between = scene.groups.pos_of(low, high)
    own = scene.groups.pos_of(max(low, trigger.group.first), min(high, trigger.last))
    verbs = _predicates(between) - _predicates(own)
    noun = isinstance(trigger.group, NounGroup) and (clause == CLAUSE_COST or mention.first > trigger.first)
    crossed = _borders(between)
    others = scene.triggers_between(low, high, trigger.first)
    foreign = crossed + max(0, verbs - noun) + others - _open_borders(scene, mention, trigger)
    return high - low + clause * max(0, foreign)


def _predicates(between: Sequence[Pos]) -> int:
    """The number of finite verbs."""
    return sum(pos in PREDICATES for pos in between)


def _borders(between: Sequence[Pos]) -> int:
    """The number of clause borders between; ", and" and "but" count twice."""
    pairs = sum(pair == COMMA_AND for pair in pairwise(between))
    return sum(pos in CLAUSE_BORDERS for pos in between) + 2 * pairs + between.count(Pos.ADVERSATIVE)


def _open_borders(scene: Scene, mention: Any, trigger: Trigger) -> int:
    """The number of borders that part nothing: "on Friday when forces attacked", "an attack that
    killed ten there"."""
    groups = scene.groups
    if mention.last <= trigger.first:
        return 0
    after = groups.verb_after(trigger.group.order) if isinstance(trigger.group, NounGroup) else None
    if after is None or after.first > mention.first:
        return 0
    harm = scene.text.lowers[after.head] in groups.classes.of_class("harm")
    return 2 if harm and groups.pos(after.first - 1) is Pos.RELATIVE else 0
