"""Why a phrase of an article was taken as an event or not: the features that weighed most, for whoever mends
a rule or fits the weights.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.events.event_finder import EventFinder


class Weighed(NamedTuple):
    """The likeliest reading of the phrase of tokens `[first, last)`: its entry, how likely it is, whether it
    was taken, and the features that weighed most.
    """

    first: int
    last: int
    rule: str
    probability: float
    taken: bool
    reasons: tuple[str, ...]


def find(finder: EventFinder, analysis: Analysis) -> Iterator[Weighed]:
    """One row for each phrase with a reading, in text order; none where nothing is weighed."""
    chooser = finder.selection(analysis)
    weights = chooser.weights
    if weights is None:
        return
    for _, choices in chooser.weighed(weights):
        for choice in choices:
            trigger, taken = choice.reading.trigger, choice.margin is not None and choice.margin >= 0
            reasons = tuple(weights.reasons(choice.names))
            likely = choice.probability or 0.0
            yield Weighed(trigger.first, trigger.last, trigger.sense.id, likely, taken, reasons)
