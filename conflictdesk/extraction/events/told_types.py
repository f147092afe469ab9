"""Which types of events a document tells, how often and from which sentence on, as far as the conditions of
its readings are met.

Promise: counted once a document; a reading is never counted as another of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from conflictdesk.extraction.events.document_features import SURE, step
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.reading import Reading


@dataclass(frozen=True)
class ToldTypes:
    """How many readings of each type are met, how many of them are sure, and the first sentence of each type
    and of each type with one word.
    """

    counts: Counter[str]
    sure: Counter[str]
    first: dict[str, int]
    first_with_word: dict[tuple[str, str], int]

    @classmethod
    def of(cls, readings: Iterable[tuple[Scene, Reading]]) -> ToldTypes:
        """The types that all readings of a document tell, in text order."""
        told = cls(Counter(), Counter(), {}, {})
        for scene, reading in readings:
            if reading.met:
                kind, sentence = reading.trigger.type, scene.sentence.index
                told.counts[kind] += 1
                told.sure[kind] += _is_sure(reading)
                told.first.setdefault(kind, sentence)
                told.first_with_word.setdefault((kind, _word(scene, reading)), sentence)
        return told

    def features(self, scene: Scene, reading: Reading, definite: bool) -> Iterator[str]:
        """The features of a reading; `definite` says that its noun has "the" or the like."""
        kind, sentence = reading.trigger.type, scene.sentence.index
        before = self.first.get(kind, sentence) < sentence
        if before:
            yield f"{reading.trigger.sense.shape} of a type told before"
        if self.first_with_word.get((kind, _word(scene, reading)), sentence) < sentence:
            yield "word told before"
        if definite:
            yield f"definite {'again' if before else 'at first'}"
        yield f"others of its type {step(self.counts[kind] - reading.met)}"
        yield f"sure of its type {step(self.sure[kind] - (reading.met and _is_sure(reading)))}"


def _is_sure(reading: Reading) -> bool:
    """Whether its entry is sure."""
    return reading.trigger.sense.confidence >= SURE


def _word(scene: Scene, reading: Reading) -> str:
    """The last word of its phrase."""
    return scene.text.lowers[reading.trigger.last - 1]
