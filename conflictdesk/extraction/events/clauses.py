"""One event per clause: which of several triggers of a sentence reports it.

Promise: only triggers that report the same thing are dropped: the noun that is a trigger verb's
own subject or object ("the car bomb exploded"), the outcome of a reported attack, "the attack"
beside its event.
"""

from __future__ import annotations

from collections.abc import Sequence

from conflictdesk.extraction.events.event_draft import Draft
from conflictdesk.extraction.events.participants.roles import RoleFrame
from conflictdesk.extraction.grammar.groups import NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import Pos

EXPLOSIVE = "explosive"


def one_per_clause(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that no other makes redundant; they are dropped from the last to the first."""
    kept = list(drafts)
    for draft in reversed(drafts):
        if any(_makes_redundant(other, draft) for other in kept if other is not draft):
            kept.remove(draft)
    return kept


def _makes_redundant(other: Draft, draft: Draft) -> bool:
    """Whether the other draft reports what this one does."""
    sense, of_other = draft.trigger.sense, other.trigger.sense
    if sense.outcome:
        covered = other.type.violent and not (of_other.outcome or of_other.doer)
        return covered and not _is_earlier(other, draft)
    if "alone" in sense.needs:
        return True
    if sense.doer:
        if _is_argument_of(other, draft):
            return True
        covered = isinstance(other.trigger.group, VerbGroup) or other.type.bomber_dies
        return covered and other.type.weapon == EXPLOSIVE and not of_other.doer
    if of_other.outcome:
        return False
    if other.type.specific and draft.type.general and _is_anaphor_of(other, draft):
        return True
    if other.type.finds_weapons and _is_argument_of(other, draft):
        return True
    means = draft.scene.text.lowers[draft.trigger.first] in draft.scene.text.language.events.using
    if other.type.violent and (draft.type.result or means) and _is_result_of(other, draft):
        return True
    if other.type.flees and draft.type.street and _is_governed(other, draft):
        return True
    if other.type != draft.type:
        return False
    if _is_result_of(other, draft):
        return True
    if sense.approach:  # "rammed the gate and blew himself up" is one
        return of_other.deed and other.trigger.first > draft.trigger.first
    if (
        draft.frame is RoleFrame.PARTICIPLE
        and other.trigger.first < draft.trigger.first
        and _is_harm_participle(draft)
    ):
        return True
    if draft.type.of_parties and _is_coordinated(other, draft):
        return True
    return _is_argument_of(other, draft) or _is_subject_of(other, draft) or _is_anaphor_of(other, draft)


def _is_earlier(other: Draft, draft: Draft) -> bool:
    """Whether the other is an earlier event: "killed nine people, days after an attack on a mosque"."""
    group = other.trigger.group
    before = other.scene.text.lowers[group.first - 1] if group.first > other.scene.sentence.first else ""
    return before in draft.scene.text.language.events.earlier and other.trigger.first > draft.trigger.first


def _is_result_of(other: Draft, draft: Draft) -> bool:
    """Whether it is what a told strike did: "struck the depot, destroying 11 trucks and damaging a road"."""
    verb = draft.trigger.group
    if draft.frame is not RoleFrame.PARTICIPLE or not isinstance(verb, VerbGroup) or not verb.gerund:
        return False
    clauses = draft.scene.clauses
    told = any(clause.verb == other.trigger.group for clause in clauses.above(clauses.of_verb(verb)))
    return told and other.trigger.first < draft.trigger.first


def _is_governed(other: Draft, draft: Draft) -> bool:
    """Whether its infinitive hangs on the other's verb: "forced families to march"."""
    verb, clauses = draft.trigger.group, draft.scene.clauses
    if not isinstance(verb, VerbGroup) or not verb.infinitive:
        return False
    return any(clause.verb == other.trigger.group for clause in clauses.above(clauses.of_verb(verb)))


def _is_harm_participle(draft: Draft) -> bool:
    """Whether the trigger is a verb of harm, as in ", killing 30 people" behind an attack."""
    groups = draft.scene.groups
    return draft.scene.text.lowers[draft.trigger.first] in groups.classes.of_class("harm")


def _is_argument_of(other: Draft, draft: Draft) -> bool:
    """Whether the draft's noun is the subject, object or agent of the other's verb."""
    verb, noun = other.trigger.group, draft.trigger.group
    if not isinstance(verb, VerbGroup) or not isinstance(noun, NounGroup):
        return False
    groups = draft.scene.groups
    return any(noun in part for part in (groups.subjects(verb), groups.objects(verb), groups.agents(verb)))


def _is_coordinated(other: Draft, draft: Draft) -> bool:
    """Whether the two are neighbours joined by "and": "a truce and ceasefire" is one."""
    first, second = other.trigger.group, draft.trigger.group
    return second.order == first.order + 1 and draft.scene.groups.coordinates(first, second)


def _is_subject_of(other: Draft, draft: Draft) -> bool:
    """Whether the other is the predicate of the draft's noun: "Operation Dawn was a military operation"."""
    noun, predicate = draft.trigger.group, other.trigger.group
    if not isinstance(noun, NounGroup) or not isinstance(predicate, NounGroup):
        return False
    before = draft.scene.groups.items[predicate.order - 1] if predicate.order else None
    if not isinstance(before, VerbGroup) or before.form is not Pos.BE or predicate.order < noun.order:
        return False
    return noun in draft.scene.groups.subjects(before)


def _is_anaphor_of(other: Draft, draft: Draft) -> bool:
    """Whether it refers to the other, before it in the sentence: "the attack", "the worst such attack"."""
    noun = draft.trigger.group
    if not isinstance(noun, NounGroup) or other.trigger.first > draft.trigger.first or draft.weapon:
        return False
    if noun.last > draft.trigger.last:  # "the larger Operation Dawn" has its own name
        return False
    words = draft.scene.text.lowers[noun.first : draft.trigger.first]
    return bool(draft.scene.text.language.events.pointing_again.intersection(words)) and len(words) < 4
