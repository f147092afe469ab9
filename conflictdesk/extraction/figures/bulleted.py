"""Figures of a list with bullets: what the sentence before it, which ends in a colon, says of each item.

"The army has lost heavy equipment, including:" is said of "* 120 tanks" and "* 12 helicopters".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conflictdesk.extraction.figures.counts import Counts
from conflictdesk.extraction.figures.figure_frames import WEIGHT, Link
from conflictdesk.extraction.figures.frame_ways import measure_of
from conflictdesk.extraction.text.lexicon import Tag
from conflictdesk.extraction.text.tokens import Sentence, Text
from conflictdesk.vocabulary.entries import MeasureEntry

COLON = ":"

Heading = tuple[Tag[MeasureEntry], ...]


def heading(text: Text, sentence: Sentence, tags: Sequence[Tag[MeasureEntry]], before: Heading) -> Heading:
    """The words of measures that a list behind a sentence shares: those before its colon; in a list those
    of its heading `before`; () where neither is."""
    if text.lowers[sentence.last - 1] == COLON:
        return tuple(tag for tag in tags if tag.entry.frame == "object")
    return before if text.lowers[sentence.first] in text.language.figures.bullets else ()


def find(counts: Counts, heading: Heading, chosen: dict[int, Link]) -> Iterator[Link]:
    """The links of the items of a list that no words of their own measure; none without a heading."""
    for group in counts.groups if heading else ():
        item = counts.text.lowers[group.first - 1] in counts.lists.bullets
        found = ((tag, measure_of(tag, group)) for tag in heading)
        tag, measure = next((one for one in found if one[1] is not None), (heading[0], None))
        if item and measure is not None and group.first not in chosen:
            yield Link(group, measure, "list", WEIGHT["list"] * tag.entry.confidence, tag)
