"""One event a clause: which of several triggers of a sentence tells it.

Promise: only triggers that tell the same thing are dropped: the noun that is a trigger verb's own subject or
object ("the car bomb exploded"), the outcome of an attack that is told, "the attack" beside its event.
"""

from __future__ import annotations

from collections.abc import Sequence

from conflictdesk.extraction.events.event_draft import Draft
from conflictdesk.extraction.events.participants.roles import RoleFrame
from conflictdesk.extraction.grammar.groups import NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import Pos

EXPLOSIVE = "explosive"


def one_each(drafts: Sequence[Draft]) -> list[Draft]:
    """From the end of the sentence to its beginning; what is dropped makes nothing else needless."""
    kept = list(drafts)
    for draft in reversed(drafts):
        if any(_tells(other, draft) for other in kept if other is not draft):
            kept.remove(draft)
    return kept


def _tells(other: Draft, draft: Draft) -> bool:
    """The other draft makes this one needless."""
    sense, of_other = draft.trigger.sense, other.trigger.sense
    if sense.outcome:
        told = other.type.violent and not (of_other.outcome or of_other.doer)
        return told and not _is_earlier(other, draft)
    if "alone" in sense.needs:
        return True
    if sense.doer:
        if _is_part(other, draft):
            return True
        told = isinstance(other.trigger.group, VerbGroup) or other.type.bomber_dies
        return told and other.type.weapon == EXPLOSIVE and not of_other.doer
    if of_other.outcome:
        return False
    if other.type.specific and draft.type.general and _points_to(other, draft):
        return True
    if other.type.finds_weapons and _is_part(other, draft):
        return True
    if other.type != draft.type:
        return False
    if sense.approach:  # "rammed the gate and blew himself up" is one
        return of_other.deed and other.trigger.first > draft.trigger.first
    if draft.frame is RoleFrame.PARTICIPLE and other.trigger.first < draft.trigger.first and _is_harm(draft):
        return True
    if draft.type.of_parties and _is_paired(other, draft):
        return True
    return _is_part(other, draft) or _is_subject_of(other, draft) or _points_to(other, draft)


def _is_earlier(other: Draft, draft: Draft) -> bool:
    """ "killed nine people, days after an attack on a mosque": another story."""
    group = other.trigger.group
    before = other.scene.text.lowers[group.first - 1] if group.first > other.scene.sentence.first else ""
    return before in draft.scene.text.language.events.earlier and other.trigger.first > draft.trigger.first


def _is_harm(draft: Draft) -> bool:
    """ ", killing 30 people": what the attack told before did."""
    groups = draft.scene.groups
    return draft.scene.text.lowers[draft.trigger.first] in groups.sets.of_class("harm")


def _is_part(other: Draft, draft: Draft) -> bool:
    """The draft's noun is the subject or object of the other's verb."""
    verb, noun = other.trigger.group, draft.trigger.group
    if not isinstance(verb, VerbGroup) or not isinstance(noun, NounGroup):
        return False
    groups = draft.scene.groups
    return any(noun in part for part in (groups.subjects(verb), groups.objects(verb), groups.agents(verb)))


def _is_paired(other: Draft, draft: Draft) -> bool:
    """ "a truce and ceasefire" is one."""
    first, second = other.trigger.group, draft.trigger.group
    return second.order == first.order + 1 and draft.scene.groups.coordinates(first, second)


def _is_subject_of(other: Draft, draft: Draft) -> bool:
    """ "Operation Dawn was a military operation": the predicate tells it."""
    noun, predicate = draft.trigger.group, other.trigger.group
    if not isinstance(noun, NounGroup) or not isinstance(predicate, NounGroup):
        return False
    before = draft.scene.groups.items[predicate.order - 1] if predicate.order else None
    if not isinstance(before, VerbGroup) or before.form is not Pos.BE or predicate.order < noun.order:
        return False
    return noun in draft.scene.groups.subjects(before)


def _points_to(other: Draft, draft: Draft) -> bool:
    """A later "the attack", "the worst such attack" of the same sentence."""
    noun = draft.trigger.group
    if not isinstance(noun, NounGroup) or other.trigger.first > draft.trigger.first or draft.weapon:
        return False
    if noun.last > draft.trigger.last:  # "the larger Operation Dawn" has its own name
        return False
    words = draft.scene.text.lowers[noun.first : draft.trigger.first]
    return bool(draft.scene.text.language.events.pointing_again.intersection(words)) and len(words) < 4
