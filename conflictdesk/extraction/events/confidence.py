"""How sure an event is: its entry's confidence, more in plain grammar, less where it is only mentioned.

Promise: between 0.05 and 0.98. The main event of a text has the highest: a main verb near the beginning
that says who and whom.
"""

from __future__ import annotations

from collections.abc import Sequence

from conflictdesk.contract.terms import HAPPENED, ROLES
from conflictdesk.extraction.events.event_draft import Draft
from conflictdesk.extraction.events.participants.roles import RoleFrame
from conflictdesk.extraction.grammar.groups import NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import Pos

# What opens a subordinate clause, what ends the search for it to the left, and how many words it goes.
OPENING = frozenset({Pos.RELATIVE, Pos.SUBORDINATOR})
CLAUSE_ENDS = frozenset({Pos.COMMA, Pos.PUNCTUATION})
CLAUSE_REACH = 12
# The most events on either side that are compared.
WINDOW = 6
# Sentences apart in which a protest and what the police did there are one story.
STORY_SENTENCES = 1


def of_drafts(drafts: Sequence[Draft]) -> list[float]:
    """The confidence of each draft, lowered where another reports better what happened."""
    return [
        round(max(0.05, of_draft(draft) - _loss_to_neighbours(draft, _near(drafts, index))), 3)
        for index, draft in enumerate(drafts)
    ]


def _near(drafts: Sequence[Draft], index: int) -> list[Draft]:
    """The actual events of the same sentence and of the sentences next to it."""
    at = drafts[index].scene.sentence.index
    found = (*drafts[max(0, index - WINDOW) : index], *drafts[index + 1 : index + 1 + WINDOW])
    return [d for d in found if abs(d.scene.sentence.index - at) <= STORY_SENTENCES and d.realis == HAPPENED]


def _loss_to_neighbours(draft: Draft, near: Sequence[Draft]) -> float:
    """What other events take from its confidence. A protest is the story, not the arrests at it; an
    "operation" is the frame of what was done in it; "has attacked, shelling the camp" is shelling."""
    sense = draft.trigger.sense
    beside = {d.type for d in near if d.scene.sentence.index == draft.scene.sentence.index}
    if draft.type.policing and any(d.type.street for d in near) and _is_by_authority(draft):
        return 0.15
    if draft.type.frames_others and beside - {draft.type}:
        return (
            0.1
            if draft.scene.text.lowers[draft.trigger.last - 1].startswith(
                draft.scene.text.language.events.operation_starts
            )
            else 0.05
        )
    plain = draft.type.is_plain_attack and sense.refine
    return 0.05 if plain and any(kind.specific for kind in beside) else 0.0


def _is_by_authority(draft: Draft) -> bool:
    """Whether the police, an unnamed authority or no one acts, and no irregular force."""
    return not any(actor.role and ROLES[actor.role].irregular for actor in draft.actors)


def of_draft(draft: Draft) -> float:
    """The confidence of a draft by itself."""
    value = draft.trigger.sense.confidence + _of_position(draft)
    value += 0.03 * bool(draft.actors) + 0.03 * bool(draft.targets)
    value += 0.08 * (draft.type != draft.trigger.type and draft.weapon is not None)
    value -= 0.1 * (draft.type.needs_actor and not draft.actors)
    value += 0.03 * (draft.scene.sentence.index == 0) + 0.01 * (draft.place is not None)
    return round(min(0.98, max(0.05, value)), 3)


def _of_position(draft: Draft) -> float:
    """What the trigger's position in its clause adds: 0 for a main verb or its subject, else less."""
    lists = draft.scene.text.language.events
    group, groups = draft.trigger.group, draft.scene.groups
    if _is_in_adjunct_clause(draft):
        return -0.1
    before = groups.pos(group.first - 1)
    if isinstance(group, NounGroup):
        if draft.frame in (RoleFrame.LIGHT, RoleFrame.ACTIVE):
            return 0.0
        if draft.scene.text.lowers[group.first - 1] in lists.earlier and group.first > groups.first:
            return -0.15
        return -0.08 if groups.preposition(group) in lists.passing or before is Pos.SUBORDINATOR else -0.02
    return _of_verb(group, before)


def _is_in_adjunct_clause(draft: Draft) -> bool:
    """Whether "as", "while" or "after" stands before it within its clause."""
    groups, first = draft.scene.groups, draft.trigger.group.first
    for token in range(first - 1, max(groups.first, first - CLAUSE_REACH) - 1, -1):
        pos = groups.pos(token)
        if pos in CLAUSE_ENDS:
            return False
        if pos is Pos.SUBORDINATOR or (
            pos is Pos.PREPOSITION and draft.scene.text.lowers[token] in draft.scene.text.language.events.as_
        ):
            return True
    return False


def _of_verb(verb: VerbGroup, before: Pos) -> float:
    """What a verb's position adds: 0 for the main verb, else less."""
    if verb.infinitive:
        return -0.1
    if verb.gerund and verb.bare:
        return -0.05
    return -0.05 if before in OPENING else 0.0
