"""What a figure is about: why people died, were hurt or left, by the nearest words of its sentence.

A war is assumed where nothing says another cause. What war brought on (cholera in a besieged city) is the
war's, and an armed side or an attack in the sentence outweighs words of accidents, diseases and crimes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from conflictdesk.contract.terms import ASSUMED_CAUSE, EVENT_TYPES, ROLES, Cause
from conflictdesk.contract.types import Figure
from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.subject import Subject
from conflictdesk.extraction.text.lexicon import AnyTag, of_kind
from conflictdesk.vocabulary.entries import (
    ActorEntry,
    CauseEntry,
    EventEntry,
    MeasureEntry,
    RoleEntry,
    WeaponEntry,
)


def with_causes(analysis: Analysis, figures: Sequence[Figure]) -> list[Figure]:
    """The figures with their causes, without those of a text on another topic that has no cause."""
    causes = [cause_of(analysis, figure) for figure in figures]
    places = list(accumulate(causes, lambda count, cause: count + (cause is not None), initial=0))
    firsts: dict[int, int] = {}
    found: list[Figure] = []
    for index, (figure, cause) in enumerate(zip(figures, causes, strict=True)):
        if cause is None:
            continue
        head = index if figure.same_as is None else figure.same_as
        first = firsts.setdefault(head, places[index])
        whole = figure.part_of
        part_of = places[whole] if whole is not None and causes[whole] is not None else None
        same_as = first if first != places[index] else None
        found.append(replace(figure, cause=cause, same_as=same_as, part_of=part_of))
    return found


def cause_of(analysis: Analysis, figure: Figure) -> Cause | None:
    """The cause of a figure: the one that is assumed where its sentence names no other.

    In a sentence that is about no war it is its own or the text's, or None where neither has one.
    """
    token = bisect_right(analysis.text.starts, figure.start) - 1
    sentence = analysis.text.sentence_of(token)
    tags = analysis.tags.within(sentence)
    others = [tag for tag in of_kind(tags, CauseEntry) if tag.entry.cause != ASSUMED_CAUSE]
    nearest = min(others, key=lambda tag: abs(tag.first - token), default=None)
    stood = _stood_before(analysis, figure)
    if not analysis.subject.of_war(sentence.index):
        if nearest is not None and not stood:
            return nearest.entry.cause
        return _of_other_topic(analysis.subject, sentence.index, figure)
    if nearest is None or stood:
        return ASSUMED_CAUSE
    wars = [abs(tag.first - token) for tag in _of_war(tags, nearest)]
    if wars and (nearest.entry.alone or min(wars) <= abs(nearest.first - token)):
        return ASSUMED_CAUSE
    return nearest.entry.cause


def _of_other_topic(subject: Subject, sentence: int, figure: Figure) -> Cause | None:
    """The cause of a figure in a text on another topic: for victims the text's own, for unrest the usual."""
    if figure.measure.casualty:
        return subject.cause
    return ASSUMED_CAUSE if sentence in subject.unrest else None


def _stood_before(analysis: Analysis, figure: Figure) -> bool:
    """Whether the counted were it before: rain on "4,000 displaced people" drove nobody out."""
    starts = analysis.text.starts
    first, last = bisect_right(starts, figure.start) - 1, bisect_left(starts, figure.end)
    named = analysis.tags.inside(first, last, MeasureEntry)
    return figure.measure.also_state and any(figure.measure in tag.entry.counts.values() for tag in named)


def _of_war(tags: list[AnyTag], other: AnyTag) -> Iterator[AnyTag]:
    """The tags of a sentence that name a war, an attack, a weapon or an armed side, outside the words of the
    other cause: in a helicopter crash the helicopter is no weapon.
    """
    # "Killed" and "dead" say nothing of why.
    results = {(tag.first, tag.last) for tag in tags if type(tag.entry) is MeasureEntry}
    for tag in tags:
        entry = tag.entry
        if other.first <= tag.first < other.last:
            continue
        if isinstance(entry, CauseEntry):
            if entry.cause == ASSUMED_CAUSE:
                yield tag
        elif isinstance(entry, EventEntry):
            if (tag.first, tag.last) not in results and _is_violent(entry):
                yield tag
        elif isinstance(entry, WeaponEntry) or (
            isinstance(entry, ActorEntry | RoleEntry) and ROLES[entry.role].irregular
        ):
            yield tag


def _is_violent(entry: EventEntry) -> bool:
    """Whether its words tell of the use of arms."""
    known = EVENT_TYPES.get(entry.type)
    return known is not None and known.violent
