"""Which reading of each phrase is taken as an event.

In a short text, or without weights, it is the most confident reading whose conditions are met. In an article
all readings are weighed, also those whose conditions are not met, and the likeliest is taken if it is likely
enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.events import conditions, triggers
from conflictdesk.extraction.events.document_features import DocumentFeatures
from conflictdesk.extraction.events.event_features import Reading, SentenceReadings
from conflictdesk.extraction.events.event_weights import FEWEST_SENTENCES, Weights
from conflictdesk.extraction.events.participants import role_frames
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.senses import Senses


class Choice(NamedTuple):
    """A reading, how likely it is, and by how much it is likelier than what is asked of it; None for both
    where nothing was weighed.
    """

    reading: Reading
    probability: float | None = None
    margin: float | None = None


@dataclass(frozen=True)
class Selection:
    """Chooses the readings of one document; `weights` is None where nothing is weighed."""

    analysis: Analysis
    senses: Senses
    document: DocumentFeatures
    weights: Weights | None

    @classmethod
    def of(cls, analysis: Analysis, senses: Senses, weights: Weights | None) -> Selection:
        """The selection of a document."""
        long = len(analysis.text.sentences) >= FEWEST_SENTENCES
        return cls(analysis, senses, DocumentFeatures(analysis), weights if long else None)

    def of_scene(self, scene: Scene) -> Iterator[Choice]:
        """The readings that are taken, by phrase of the sentence; a phrase without one is left out."""
        if self.weights is None:
            for fitting in triggers.find(scene, self.senses):
                yield from _first_met(scene, fitting)
            return
        readings = self.readings(scene)
        for phrase in readings.phrases:
            best = likeliest(self.weights, readings, phrase)
            if best.margin is not None and best.margin >= 0:
                yield best

    def readings(self, scene: Scene) -> SentenceReadings:
        """All readings of a sentence, with their roles."""
        phrases = [[_reading(scene, one) for one in found] for found in triggers.find(scene, self.senses)]
        return SentenceReadings(scene, phrases, self.document)


def likeliest(weights: Weights, readings: SentenceReadings, phrase: Sequence[Reading]) -> Choice:
    """The reading of a phrase that is furthest above what is asked of it, or least below."""
    found = []
    for one in phrase:
        likely = weights.probability(readings.features(one))
        found.append((weights.margin(likely, one.met), likely, one))
    margin, likely, reading = max(found, key=lambda row: row[0])
    return Choice(reading, likely, margin)


def _reading(scene: Scene, trigger: triggers.Trigger) -> Reading:
    """A trigger with its roles, and whether its conditions are met."""
    roles = role_frames.roles_of(scene, trigger)
    return Reading(trigger, roles, conditions.met(scene, trigger, roles))


def _first_met(scene: Scene, fitting: Sequence[triggers.Trigger]) -> Iterator[Choice]:
    """The most confident reading whose conditions are met, if there is one."""
    for trigger in sorted(fitting, key=lambda one: -one.sense.confidence):
        reading = _reading(scene, trigger)
        if reading.met:
            yield Choice(reading)
            return
