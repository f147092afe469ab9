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
from conflictdesk.extraction.events.event_features import SentenceReadings
from conflictdesk.extraction.events.event_weights import FEWEST_SENTENCES, Weights
from conflictdesk.extraction.events.participants import role_frames
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.reading import Reading
from conflictdesk.extraction.events.senses import Senses
from conflictdesk.extraction.events.told_types import ToldTypes

# The readings of one phrase, each with the names of its features.
Featured = list[tuple[Reading, list[str]]]


class Choice(NamedTuple):
    """A reading, how likely it is, by how much that is above what is asked, and the names of its features;
    None and () where nothing was weighed.
    """

    reading: Reading
    probability: float | None = None
    margin: float | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Selection:
    """Chooses the readings of one document; `weights` is None where nothing is weighed."""

    scenes: Sequence[Scene]
    senses: Senses
    document: DocumentFeatures
    weights: Weights | None

    @classmethod
    def of(
        cls, analysis: Analysis, scenes: Sequence[Scene], senses: Senses, weights: Weights | None
    ) -> Selection:
        """The selection of a document with the sentences that may tell an event."""
        long = len(analysis.text.sentences) >= FEWEST_SENTENCES
        return cls(scenes, senses, DocumentFeatures(analysis), weights if long else None)

    def all(self) -> Iterator[tuple[Scene, list[Choice]]]:
        """The readings that are taken, by sentence; a phrase without one is left out."""
        if self.weights is None:
            for scene in self.scenes:
                phrases = triggers.find(scene, self.senses)
                yield scene, [choice for found in phrases for choice in _first_met(scene, found)]
            return
        for scene, choices in self.weighed(self.weights):
            yield scene, [choice for choice in choices if choice.margin is not None and choice.margin >= 0]

    def weighed(self, weights: Weights) -> Iterator[tuple[Scene, list[Choice]]]:
        """The likeliest reading of each phrase, taken or not, by sentence."""
        for scene, phrases in self.readings():
            yield scene, [_likeliest(weights, phrase) for phrase in phrases]

    def readings(self) -> Iterator[tuple[Scene, list[Featured]]]:
        """All readings by phrase with their features, by sentence."""
        sentences = [(scene, self._of_scene(scene)) for scene in self.scenes]
        told = ToldTypes.of(
            (scene, one) for scene, of in sentences for phrase in of.phrases for one in phrase
        )
        for scene, of in sentences:
            yield scene, [[(one, of.features(one, told)) for one in phrase] for phrase in of.phrases]

    def _of_scene(self, scene: Scene) -> SentenceReadings:
        """The readings of a sentence, with their roles."""
        phrases = [[_reading(scene, one) for one in found] for found in triggers.find(scene, self.senses)]
        return SentenceReadings(scene, phrases, self.document)


def _likeliest(weights: Weights, phrase: Featured) -> Choice:
    """The reading of a phrase that is furthest above what is asked of it, or least below."""
    found = []
    for one, names in phrase:
        likely = weights.probability(names)
        found.append(Choice(one, likely, weights.margin(likely, one.met), tuple(names)))
    fitted = [choice for choice in found if weights.knows(choice.reading.trigger.sense.id)]
    if not any((choice.margin or 0.0) >= 0 for choice in fitted):
        # No weight was fitted for the others: they count where nothing else does and the clause has all.
        met = [choice for choice in found if choice.reading.met and choice not in fitted]
        fitted = met or fitted or found
    return max(fitted, key=lambda choice: choice.margin or 0.0)


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
