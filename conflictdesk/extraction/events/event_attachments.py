"""The figures that belong to an event, and who reports it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from conflictdesk.contract.types import Attribution, Figure
from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.attribution.attribution_mentions import of_token
from conflictdesk.extraction.events.event_draft import Draft

# The most events of a sentence that are compared.
MOST_EVENTS = 24


def figures_of(drafts: Sequence[Draft], figures: Sequence[Figure]) -> list[tuple[int, ...]]:
    """For each draft the indexes of its figures. Each figure goes to the nearest event of its sentence
    that can have it; an event before it counts as nearer than one after it."""
    found: list[list[int]] = [[] for _ in drafts]
    starts = [draft.scene.sentence.start for draft in drafts]
    for index, figure in enumerate(figures):
        low, high = bisect_left(starts, figure.sentence.start), bisect_right(starts, figure.sentence.start)
        able = [
            at
            for at in range(low, min(high, low + MOST_EVENTS))
            if figure.measure.belongs_to(drafts[at].type)
        ]
        if able:
            found[min(able, key=lambda at: _gap(drafts[at], figure))].append(index)
    return [tuple(indexes) for indexes in found]


def _gap(draft: Draft, figure: Figure) -> int:
    """The characters between an event and a figure, doubled where the event comes after."""
    start = draft.scene.text.starts[draft.trigger.first]
    return figure.start - start if start <= figure.start else 2 * (start - figure.start)


def attribution_of(analysis: Analysis, draft: Draft) -> Attribution | None:
    """The attribution of the statement that covers the trigger, or None."""
    mention = of_token(analysis.attributions, draft.trigger.first)
    return mention.attribution if mention is not None else None
