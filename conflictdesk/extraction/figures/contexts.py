"""Measures that no verb gives: a noun that is itself the measure, and a number near telling words.

This is the weakest evidence of all: what a frame finds scores higher.
"""

from __future__ import annotations

from collections.abc import Iterator

from conflictdesk.contract.terms import MEASURES
from conflictdesk.extraction.figures.counted_group import Counted
from conflictdesk.extraction.figures.counts import Counts
from conflictdesk.extraction.figures.figure_frames import WEIGHT, Link
from conflictdesk.extraction.figures.frame_ways import measure_of
from conflictdesk.extraction.text.lexicon import Tag, Tags, of_kind
from conflictdesk.vocabulary.entries import CountedEntry, MeasureEntry

NEAR = 14


def find(counts: Counts, tags: Tags, measures: list[Tag[MeasureEntry]]) -> list[Link]:
    """The links of a sentence's groups to nouns and telling words; an empty list when there are none.

    `tags` are the text's, `measures` those of measures in the sentence.
    """
    contexts = [tag for tag in measures if tag.entry.frame == "context"]
    links: list[Link] = []
    for group in (one for one in counts.groups if one.cls != "ratio"):
        links.extend(_inner(group))
        links.extend(_heads(counts, tags, group))
        links.extend(_strikes(counts, tags, group))
        if group.kind == "number" and not _converted(counts, group):
            links.extend(_company(group, contexts))
    return links


def _inner(group: Counted) -> Iterator[Link]:
    """Links to the measure words inside a group: "three dead soldiers", "12 displaced people"."""
    for tag in group.inner:
        measure = tag.entry.measure(group.cls, "self")
        if tag.entry.zero and group.mention.value:
            continue
        if measure and ("participle" in tag.form or tag.entry.frame in ("state", "head")):
            yield Link(group, measure, "inner", WEIGHT["inner"], tag)


def _heads(counts: Counts, tags: Tags, group: Counted) -> Iterator[Link]:
    """Links to a noun that is itself the measure: "12 deaths", "four fatalities", "50,000 refugees"."""
    for token in range(group.mention.last, min(group.last + 1, counts.sentence.last)):
        for tag in of_kind(tags.starting.get(token, ()), MeasureEntry):
            measure = tag.entry.measure("self")
            if measure is not None and group.kind == "article" and not measure.single:
                continue
            if measure is not None and tag.entry.frame == "head" and _is_head(counts, group, tag):
                wide = group._replace(last=max(group.last, tag.last))
                yield Link(wide, measure, "head", WEIGHT["head"], tag)


def _is_head(counts: Counts, group: Counted, tag: Tag[MeasureEntry]) -> bool:
    """Whether a measure's noun ends the group, with the group's number and in the company it needs."""
    if (
        tag.first > group.last
        or tag.last < group.last
        or (tag.form == "singular" and group.mention.value > 1)
    ):
        return False
    if tag.entry.zero and group.mention.value:
        return False
    needed = tag.entry.with_
    lowers = counts.text.lowers[counts.sentence.first : counts.sentence.last]
    return not needed or not needed.isdisjoint(lowers)


def _strikes(counts: Counts, tags: Tags, group: Counted) -> Iterator[Link]:
    """Links of counted strikes and attacks, which are their own measure: "34 strikes", "two blasts"."""
    if group.cls == "other" or group.mention.value < 2:
        return
    tag = tags.at(group.head, CountedEntry)
    if tag is not None:
        yield from (
            Link(group, one, "head", 0.72, tag, named=f"{one}.counted")
            for one in MEASURES.values()
            if one.by_noun and one.unit == tag.entry.unit
        )


def _converted(counts: Counts, group: Counted) -> bool:
    """Whether a group says a measurement again: "(0.4 sq mile)" behind "one sq km"."""
    before = counts.ending.get(group.first - 1)
    return counts.text.lowers[group.first - 1] == "(" and before is not None and before.cls == group.cls


def _company(group: Counted, contexts: list[Tag[MeasureEntry]]) -> Iterator[Link]:
    """The link to the nearest telling words, none when they are more than NEAR tokens away."""
    near = [
        (min(abs(tag.first - group.last), abs(group.first - tag.last)), tag)
        for tag in contexts
        if measure_of(tag, group) is not None and not (group.cls == "bare" and tag.first == group.last)
    ]
    if near:
        gap, tag = min(near, key=lambda pair: pair[0])
        measure = measure_of(tag, group)
        if measure is not None and gap <= NEAR:
            score = 0.7 * tag.entry.confidence * (1.0 if gap < 5 else 0.85)
            yield Link(group, measure, "near", score, tag)
