"""When events happened whose own clauses do not say it: as the document tells of them elsewhere.

An article is the story of one day or of a few. A mention without a date has that of the event that it tells
again, or of the story that it goes on with; what lies before the story ("had seized") or ahead of it has
none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from conflictdesk.contract.entries import EventType
from conflictdesk.contract.terms import DENIED, HAPPENED, LONG_AGO
from conflictdesk.contract.types import When
from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.dates import day_of
from conflictdesk.extraction.events.event_draft import Draft
from conflictdesk.extraction.grammar.groups import NounGroup, VerbGroup

# In sentences: how far an event of the same type, and one that a story goes on from, is looked for.
SAME, STORY = 3, 2
# In how many sentences from the beginning, and how many days before publication, the story's day is told.
LEAD, NEWS = 15, 3
# How many of the mentions before are compared.
COMPARED = 12
DAY = "day"
SHORT = frozenset({DAY, "week"})


def dated(analysis: Analysis, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts in their order; those without a date have that of the event or story that they go on
    with.
    """
    story = _Story.of(analysis, drafts)
    found: list[Draft] = []
    for draft in drafts:
        when = draft.when if _is_dated(draft) else (_when(found, draft, story) or draft.when)
        found.append(draft if when is draft.when else replace(draft, when=when))
    return found


class _Story(NamedTuple):
    """The day of the story that a document tells, and the first event of that day; None where it has none."""

    when: When | None
    event: Draft | None

    @classmethod
    def of(cls, analysis: Analysis, drafts: Sequence[Draft]) -> _Story:
        """The first day named near the beginning on which something happened, or which is news; else the
        year or month of the first event.
        """
        lead = [draft for draft in drafts if _sentence(draft) < LEAD and draft.realis == HAPPENED]
        event = next(
            (draft for draft in lead if draft.when is not None and draft.when.precision == DAY), None
        )
        first = event or next(iter(lead), None)
        if event is None and (news := next(_news(analysis), None)) is not None:
            return cls(news, first)
        return cls(first.when if first is not None and _is_dated(first) else None, first)


def _news(analysis: Analysis) -> Iterator[When]:
    """The days near the beginning of a document that are at most some days before its publication."""
    published = day_of(analysis.document.published)
    for mention in analysis.whens:
        begin, sentence = day_of(mention.when.begin), analysis.text.sentence_of(mention.first)
        if sentence.index >= LEAD and published is not None:
            return
        if begin is None or mention.when.precision != DAY or mention.relation != "":
            continue
        if published is None or 0 <= (published - begin).days <= NEWS:
            yield mention.when


def _is_dated(draft: Draft) -> bool:
    """Whether its own words give it days."""
    return draft.when is not None and draft.when.begin is not None


def _when(before: Sequence[Draft], draft: Draft, story: _Story) -> When | None:
    """The date of the event or of the story that an undated mention goes on with, or None."""
    if draft.realis not in (HAPPENED, DENIED, LONG_AGO):
        return None
    near = [other for other in before[-COMPARED:] if _is_dated(other) and other.realis == draft.realis]
    told = next((other for other in reversed(near) if _tells(other, draft, story)), None)
    if told is not None:
        return told.when
    if draft.realis == LONG_AGO or _lies_before(draft):
        return None
    if story.event is not None and _is_of_story(story.event.type, draft.type):
        return story.when
    beside = next((other for other in reversed(near) if _gap(other, draft) <= STORY), None)
    return beside.when if beside is not None and _goes_on(draft) else None


def _tells(other: Draft, draft: Draft, story: _Story) -> bool:
    """Whether a mention before has introduced the event of this one: of the same type, with its own day,
    and not as background ("the attack in Orla last month") while the story has an event of the type.
    """
    if other.type != draft.type or other.when is None or other.when.precision not in SHORT:
        return False
    if _points(draft) and story.event is not None and other.when is not story.when:
        own = _is_kin(story.event.type, draft.type)
        return not own or (_gap(other, draft) <= STORY and other.when.precision == DAY and not _points(other))
    return _points(draft) or (_gap(other, draft) <= SAME and not _lies_before(draft))


def _gap(other: Draft, draft: Draft) -> int:
    """The sentences from one mention to another."""
    return _sentence(draft) - _sentence(other)


def _sentence(draft: Draft) -> int:
    """The index of its sentence."""
    return draft.scene.sentence.index


def _is_kin(one: EventType, other: EventType) -> bool:
    """Whether two types may name one event."""
    return one == other or other in one.kin or one in other.kin


def _is_of_story(story: EventType, other: EventType) -> bool:
    """Whether an event of a type may be part of a story of another: its kin, more violence, more unrest."""
    armed = (story.violent or story.takes_ground) and (other.violent or other.takes_ground)
    return armed or _is_kin(story, other) or (story.street and other.street)


def _points(draft: Draft) -> bool:
    """Whether its noun points to something told before: "the attack"."""
    group, scene = draft.trigger.group, draft.scene
    anaphoric = scene.text.language.events.anaphoric
    return isinstance(group, NounGroup) and scene.text.lowers[group.first] in anaphoric


def _goes_on(draft: Draft) -> bool:
    """Whether its verb tells what happened next: "were also damaged", not "has been damaged"."""
    group, text = draft.trigger.group, draft.scene.text
    if not isinstance(group, VerbGroup) or group.infinitive or group.modal >= 0:
        return False
    return text.language.figures.perfect.isdisjoint(
        text.lowers[group.first : group.head]
    ) and not _lies_before(draft)


def _lies_before(draft: Draft) -> bool:
    """Whether its verb puts it before what is told: "had besieged the base"."""
    group, text = draft.trigger.group, draft.scene.text
    if not isinstance(group, VerbGroup):
        return False
    return not text.language.dates.pluperfect.isdisjoint(text.lowers[group.first : group.head])
