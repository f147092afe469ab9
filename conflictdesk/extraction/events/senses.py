"""What the trigger words of the vocabulary can mean.

Promise: `Senses.of(vocabulary)` reads every `events` entry once; `senses.of_phrase(words)` gives all entries
that hold a phrase, or () where one of them says that the phrase is no event at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from conflictdesk.contract.entries import EventType
from conflictdesk.contract.terms import EVENT_TYPES
from conflictdesk.vocabulary.entries import NO_EVENT as NONE
from conflictdesk.vocabulary.entries import EventEntry
from conflictdesk.vocabulary.loader import Vocabulary

MASK = "mask"
# What the words of a mask tell.
NO_EVENT = EventType(NONE, NONE, "")


class Sense(NamedTuple):
    """One `events` entry. `subject` and `object`: what those of an active verb are to the event; `itself`:
    its noun names who does it ("a mob")."""

    id: str
    type: EventType
    shape: str
    subject: str
    object: str
    needs: frozenset[str]
    particles: frozenset[str]
    also: frozenset[str]
    without: frozenset[str]
    refine: bool
    itself: bool
    confidence: float


Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Senses:
    table: dict[Phrase, tuple[Sense, ...]]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Senses:
        table: dict[Phrase, list[Sense]] = {}
        for entry in vocabulary.of(EventEntry).values():
            sense = _sense(entry)
            for phrase in entry.phrases:
                known = table.setdefault(phrase.words, [])
                if sense not in known:
                    known.append(sense)
        return cls({words: _unmasked(senses) for words, senses in table.items()})

    def of_phrase(self, lowers: Sequence[str]) -> tuple[Sense, ...]:
        words = tuple(lowers)
        found = self.table.get(words)
        if found is None:
            found = self.table.get(tuple(part for word in words for part in word.split("-")), ())
        return found


def _unmasked(senses: list[Sense]) -> tuple[Sense, ...]:
    return () if any(sense.shape == MASK for sense in senses) else tuple(senses)


def _sense(entry: EventEntry) -> Sense:
    return Sense(
        id=entry.id,
        type=EVENT_TYPES.get(entry.type, NO_EVENT),
        shape=entry.shape,
        subject=entry.subject,
        object=entry.object,
        needs=entry.needs,
        particles=entry.particles,
        also=entry.with_,
        without=entry.without,
        refine=entry.refine,
        itself=entry.itself,
        confidence=entry.confidence,
    )
