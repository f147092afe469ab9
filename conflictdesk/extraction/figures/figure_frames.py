"""The frames of a sentence: which measure its words give to which number.

A group gets at most one measure, from the straightest and most telling words. A class that the words do
not count gets none.
"""

from __future__ import annotations

from typing import NamedTuple

from conflictdesk.contract.entries import Measure
from conflictdesk.contract.terms import MEASURES
from conflictdesk.extraction.figures.counted_group import Counted
from conflictdesk.extraction.figures.counts import Counts, Reached
from conflictdesk.extraction.figures.frame_ways import Frame, Way, measure_of, reach
from conflictdesk.extraction.text.lexicon import Tag
from conflictdesk.vocabulary.entries import CountedEntry, MeasureEntry

# How telling a frame is by itself.
WEIGHT: dict[Way, float] = {
    "object": 0.93,
    "passive": 0.94,
    "reduced": 0.9,
    "subject": 0.92,
    "state": 0.92,
    "result": 0.95,
    "toll": 0.88,
    "of": 0.9,
    "head": 0.78,
    "inner": 0.86,
    "list": 0.85,
}
FINITE: frozenset[Frame] = frozenset({"passive", "subject"})


class Link(NamedTuple):
    """A measure for a group, given by the words of `trigger` in the way `frame`.

    `part` says that it is a sub-count, `named` is what the rule is called where it is not the trigger's
    entry.
    """

    group: Counted
    measure: Measure
    frame: Frame
    score: float
    trigger: Tag[MeasureEntry | CountedEntry]
    part: bool = False
    named: str = ""

    @property
    def rule(self) -> str:
        """The public id of the rule that fired."""
        return f"{self.named or self.trigger.id}.{self.frame}"


def find(counts: Counts, tags: list[Tag[MeasureEntry]]) -> list[Link]:
    """The links of a sentence by the words of measures, before the best one of each group is chosen."""
    links: list[Link] = []
    joint, together = _joint(counts, tags)
    for tag in tags:
        if tag.first in joint:
            continue
        for frame, reached in reach(counts, tag):
            link = _link(tag, frame, reached)
            if link is not None and tag.first in together:
                link = link._replace(measure=MEASURES[link.measure.both])
            if link is not None:
                links.append(link)
    return links


def _joint(counts: Counts, tags: list[Tag[MeasureEntry]]) -> tuple[set[int], set[int]]:
    """The first tokens of words that share their number with other words: of those that give no measure,
    and of those that give the one of both.

    "12 people were killed and wounded" does not say how many of each; "destroyed or damaged" means
    damaged.
    """
    lowers = counts.text.lowers
    # "stabbed a man to death and injured five" has a number for each.
    ending = {tag.last: tag for tag in tags if _outcome(tag) and not _has_own(counts, tag)}
    silent: set[int] = set()
    together: set[int] = set()
    for tag in tags:
        outcome, other = _outcome(tag), ending.get(tag.first - 1)
        if (
            outcome is None
            or other is None
            or lowers[tag.first - 1] not in counts.text.language.figures.outcome_links
        ):
            continue
        before = _outcome(other)
        if before is None:
            continue
        if outcome.unclear_with == before:
            together |= {tag.first, other.first}
        elif outcome.yields_to == before:
            silent.add(tag.first)
        elif before.yields_to == outcome:
            silent.add(other.first)
    return silent, together


def _has_own(counts: Counts, tag: Tag[MeasureEntry]) -> bool:
    """Whether words for a state stand right behind the group that is in it."""
    return tag.entry.frame == "state" and bool(tag.entry.with_) and tag.first in counts.ending


def _outcome(tag: Tag[MeasureEntry]) -> Measure | None:
    """The measure that a tag gives to people or buildings, None when it counts neither."""
    return tag.entry.measure("person", "building")


def best(links: list[Link]) -> dict[int, Link]:
    """The best link of each group, by the group's first token."""
    chosen: dict[int, Link] = {}
    for link in links:
        known = chosen.get(link.group.first)
        if known is None or _better(link, known):
            chosen[link.group.first] = link
    return chosen


def _better(link: Link, known: Link) -> bool:
    """Whether a link wins over the one that is known.

    The higher score wins; but a clause's verb wins over a participle: "People trapped in the city were
    rescued".
    """
    if link.frame in FINITE and known.frame == "reduced" and link.trigger.first > known.trigger.first:
        return True
    if link.frame == "reduced" and known.frame in FINITE and known.trigger.first > link.trigger.first:
        return False
    return link.score > known.score


def _link(tag: Tag[MeasureEntry], frame: Way, reached: Reached) -> Link | None:
    """The link of a tag to a group that it reached, None when it does not count it."""
    measure = measure_of(tag, reached.group)
    if measure is None and frame == "list" and not tag.entry.zero:
        measure = tag.entry.measure("building", "self")
    if measure is None and frame == "toll":
        measure = tag.entry.measure("self")
    if measure is None:
        return None
    score = WEIGHT[frame] * reached.straight * tag.entry.confidence
    return Link(reached.group, measure, frame, score, tag, reached.part or tag.entry.part)
