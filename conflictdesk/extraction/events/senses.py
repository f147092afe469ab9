"""What the trigger words of the vocabulary can mean.

Promise: `Senses.of(vocabulary)` reads every `events` entry once; `senses.of_phrase(words)` gives all entries
that hold a phrase, or () where one of them says that the phrase is no event at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from conflictdesk.contract.entries import EventType
from conflictdesk.contract.terms import EVENT_TYPES
from conflictdesk.vocabulary import schema
from conflictdesk.vocabulary.loader import Entry, Vocabulary

MASK = "mask"
# What the words of a mask tell.
NO_EVENT = EventType(schema.NO_EVENT, schema.NO_EVENT, "")


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
        for entry in vocabulary.kind("events"):
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


def _sense(entry: Entry) -> Sense:
    return Sense(
        id=entry.id,
        type=EVENT_TYPES.get(str(entry.get("type")), NO_EVENT),
        shape=str(entry.get("shape", "noun")),
        subject=str(entry.get("subject", "actor")),
        object=str(entry.get("object", "target")),
        needs=_names(entry.get("needs", ())),
        particles=_names(entry.get("particles", ())),
        also=_names(entry.get("with", ())),
        without=_names(entry.get("without", ())),
        refine=bool(entry.get("refine", False)),
        itself=bool(entry.get("itself", False)),
        confidence=float(entry.get("confidence", 0.7)),
    )


def _names(values: Iterable[str]) -> frozenset[str]:
    return frozenset(values)
