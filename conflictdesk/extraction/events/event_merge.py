"""Which mentions of a document are of one event.

Promises: every clause keeps its own mention; later ones refer to the first by `same_as`. Two events of
one type at two known places, on two days or by two known actors stay two. A bare "the attack" takes the
type of the event that it refers to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from conflictdesk.contract.entries import EventType
from conflictdesk.contract.terms import DENIED, HAPPENED, LONG_AGO
from conflictdesk.extraction.events.event_draft import Draft
from conflictdesk.extraction.grammar.groups import NounGroup
from conflictdesk.extraction.whereabouts import Story

# The most sentences between a headline and the mention that tells its event.
REACH = 3
ENDS = frozenset('.!?"')
# How many of the last events a later mention is compared with.
COMPARED_EVENTS = 60


def typed(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts; "the attack" and "the explosion" have the type of the specific event before them."""
    found: list[Draft] = []
    last: EventType | None = None
    for draft in drafts:
        if last is not None and _is_anaphor_of(draft, last):
            draft = replace(draft, type=last)
        if found and draft.realis == HAPPENED and _recalls_history(found[-1], draft):
            draft = replace(draft, realis=LONG_AGO)
        if _is_specific(draft) and not (draft.type.general and last is not None and last.bomber_dies):
            last = draft.type
        found.append(draft)
    return found


def _is_specific(draft: Draft) -> bool:
    """Whether its own words or its weapon say what kind of attack it was."""
    return draft.type.specific and (draft.weapon is not None or not draft.trigger.sense.refine)


def carried(drafts: Sequence[Draft], story: Story) -> list[Draft]:
    """The drafts; a clause without a place has the place at which the story is."""
    found: list[Draft] = []
    for draft in drafts:
        if draft.place is None and draft.realis in (HAPPENED, DENIED):
            there = story.place_at(draft.scene.sentence.index)
            place = there.place if there is not None else None
            draft = replace(draft, place=place, carried=place is not None)
        found.append(draft)
    return found


def _is_anaphor_of(draft: Draft, type_: EventType) -> bool:
    """Whether "the attack" or a bare noun refers to the last event of a type."""
    sense, group = draft.trigger.sense, draft.trigger.group
    if not sense.refine or not draft.type.general or draft.weapon or not isinstance(group, NounGroup):
        return False
    if draft.type != draft.trigger.type:
        return False
    words = draft.scene.text.lowers[group.first : draft.trigger.last]
    lists = draft.scene.text.language.events
    return words[0] in lists.anaphoric or words[-1] in lists.recalled.get(type_, ())


def _recalls_history(before: Draft, draft: Draft) -> bool:
    """Whether it is "the agreement" right after an agreement of years ago."""
    if before.type != draft.type or before.realis != LONG_AGO or draft.when is not None:
        return False
    return draft.scene.sentence.index - before.scene.sentence.index < 2 and _is_anaphoric(draft)


def linked(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the index of the first mention of its event; None for a first mention."""
    found: list[int | None] = []
    heads: list[int] = []
    for index, draft in enumerate(drafts):
        same = next(
            (head for head in reversed(heads[-COMPARED_EVENTS:]) if _is_same(drafts[head], draft)), None
        )
        if same is None:
            heads.append(index)
        found.append(same)
    return found


def _is_same(first: Draft, later: Draft) -> bool:
    """Whether a later draft is of the same event as a first mention."""
    if first.type != later.type or first.realis != later.realis:
        return False
    if _are_other_places(_place(first), _place(later)) or _differ(_day(first), _day(later)):
        return False
    ids = {a.id or a.text.lower() for a in first.actors}, {a.id or a.text.lower() for a in later.actors}
    if all(ids) and ids[0].isdisjoint(ids[1]):
        return False
    if _is_headline(first) and later.scene.sentence.index <= REACH:
        return True
    return bool(_place(first) and _place(later)) or later.carried or _is_anaphoric(later)


def _is_headline(draft: Draft) -> bool:
    """Whether it is in the headline: a first line without a full stop."""
    sentence, text = draft.scene.sentence, draft.scene.text
    return sentence.index == 0 and text.words[sentence.last - 1] not in ENDS


def _is_anaphoric(draft: Draft) -> bool:
    """Whether its noun group begins with "the", "this" and the like."""
    group = draft.trigger.group
    return (
        isinstance(group, NounGroup)
        and draft.scene.text.lowers[group.first] in draft.scene.text.language.events.anaphoric
    )


def _differ(one: str | None, other: str | None) -> bool:
    """Whether both are known and not equal."""
    return one is not None and other is not None and one != other


def _are_other_places(one: str | None, other: str | None) -> bool:
    """Whether two places differ and neither holds the other: "Goma airport" may be in Goma."""
    words, others = set((one or "").split()), set((other or "").split())
    return _differ(one, other) and not (words <= others or others <= words)


def headlines_completed(drafts: Sequence[Draft], links: Sequence[int | None]) -> list[Draft]:
    """The drafts; a first mention without place or day has those of a later mention."""
    found = list(drafts)
    for draft, head in zip(drafts, links, strict=True):
        if head is not None:
            first = found[head]
            found[head] = replace(first, place=first.place or draft.place, when=first.when or draft.when)
    return found


def _place(draft: Draft) -> str | None:
    """The name of the draft's place, or None."""
    return None if draft.place is None else draft.place.name or draft.place.text


def _day(draft: Draft) -> str | None:
    """The first day of the draft's date, or None."""
    return None if draft.when is None else draft.when.begin
