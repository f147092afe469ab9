"""Why a word that may name an event reported none, for whoever mends a rule.

Promise: for each phrase of the text that an `events` entry holds and that became no event, the reason
for each of its readings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from conflictdesk.contract.types import Event
from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.events import conditions, triggers, weighed
from conflictdesk.extraction.events.event_finder import EventFinder
from conflictdesk.extraction.events.participants import role_frames
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.triggers import Trigger
from conflictdesk.extraction.grammar.realis import RealisReader
from conflictdesk.extraction.text.lexicon import Tag
from conflictdesk.vocabulary.entries import EventEntry

MASK = "words that only look like an event"
SHAPE = "does not stand as a verb or noun that tells an event"
POLICY = "policy, habit or generality"
OTHER = "another word of the sentence tells it"
UNLIKELY = "the features of its reading make an event unlikely"


class Refusal(NamedTuple):
    """A phrase that became no event: tokens `[first, last)`; `rule` is the entry that did not apply."""

    first: int
    last: int
    rule: str
    reason: str


def find(finder: EventFinder, analysis: Analysis, events: Sequence[Event]) -> list[Refusal]:
    """The refusals of a document, in text order."""
    ends = {event.end for event in events}
    scenes = {scene.sentence.index: scene for scene in finder.scenes(analysis)}
    unlikely = {(row.first, row.last): row for row in weighed.find(finder, analysis) if not row.taken}
    found: list[Refusal] = []
    for tag in analysis.tags.of_kind(EventEntry):
        repeated = found and (found[-1].first, found[-1].last) == (tag.first, tag.last)
        if not repeated and analysis.text.ends[tag.last - 1] not in ends:
            scene = scenes.get(analysis.text.sentence_of(tag.first).index)
            row = unlikely.get((tag.first, tag.last))
            own = [Refusal(tag.first, tag.last, row.rule, UNLIKELY)] if row is not None else None
            found.extend(own or _refusals(finder, scene, tag))
    return found


def _refusals(finder: EventFinder, scene: Scene | None, tag: Tag[EventEntry]) -> list[Refusal]:
    """The refusals of one phrase, one for each of its readings."""
    if scene is None or not finder.senses.of_phrase(scene.text.lowers[tag.first : tag.last]):
        return [Refusal(tag.first, tag.last, tag.id, MASK)]
    readings = [one for one in _readings(finder, scene) if (one.first, one.last) == (tag.first, tag.last)]
    if not readings:
        return [Refusal(tag.first, tag.last, tag.id, SHAPE)]
    met = [one for one in readings if conditions.met(scene, one, role_frames.roles_of(scene, one))]
    if not met:
        return [Refusal(tag.first, tag.last, one.sense.id, _requirements(one.sense)) for one in readings]
    best = max(met, key=lambda one: one.sense.confidence)
    general = RealisReader(scene.groups, scene.realis).of(best.first, best.group) is None
    return [Refusal(tag.first, tag.last, best.sense.id, POLICY if general else OTHER)]


def _readings(finder: EventFinder, scene: Scene) -> Iterator[Trigger]:
    """All readings of a sentence."""
    for readings in triggers.find(scene, finder.senses):
        yield from readings


def _requirements(sense: EventEntry) -> str:
    """What the entry requires of its clause, in words."""
    asked = {"one of": sense.needs, "all of": sense.with_, "none of": sense.without}
    parts = [f"{word} {', '.join(sorted(names))}" for word, names in asked.items() if names]
    return f"the clause must hold {'; '.join(parts)}" if parts else "violence of no one against no one"
