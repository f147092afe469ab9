"""Which figures of one document belong together: sub-counts, and figures told again.

`part_of` and `same_as` are places in the same list. They never point to themselves or in a circle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from conflictdesk.contract.terms import HAPPENED
from conflictdesk.contract.types import Figure
from conflictdesk.extraction.figures.figure_frames import Link
from conflictdesk.extraction.text.tokens import Checkpoint, unwatched

# Figures further apart in the list than this are not held against each other: work stays linear.
REACH = 40


def linked(
    figures: Sequence[Figure], links: Sequence[Link], checkpoint: Checkpoint = unwatched
) -> list[Figure]:
    """The figures, those that are parts or told again with `part_of` and `same_as`.

    `links` are the links that the figures come from. Raises what `checkpoint` raises.
    """
    parts = [_whole(index, figures, links) for index in range(len(figures))]
    _add_up(figures, parts, checkpoint)
    firsts: dict[tuple[object, ...], int] = {}
    found = []
    for index, figure in enumerate(figures):
        checkpoint()
        key = _key(figure)
        same = firsts.setdefault(key, firsts.get(key[:-1], index)) if parts[index] is None else index
        if figures[same].sentence == figure.sentence:
            same = index  # "a teacher and a driver were wounded"
        if figure.sentence.start == 0 and parts[index] is None:
            firsts.setdefault(key[:-1], index)  # a headline places its number more widely
        told = same == index and parts[index] is None
        found.append(figure if told else replace(figure, part_of=parts[index], same_as=_other(same, index)))
    return found


def _other(same: int, index: int) -> int | None:
    """The place of the figure that is told again, None for a first telling."""
    return None if same == index else same


def _whole(index: int, figures: Sequence[Figure], links: Sequence[Link]) -> int | None:
    """The place of the nearest earlier figure that a sub-count is part of, None without one.

    Its measure is the same, and it is not smaller.
    """
    if not links[index].part:
        return None
    for before in range(index - 1, max(-1, index - REACH), -1):
        other = figures[before]
        if other.measure == figures[index].measure and not links[before].part:
            if _size(other) >= _size(figures[index]):
                return before
            if other.sentence == figures[index].sentence:
                return None
    return None


def _add_up(figures: Sequence[Figure], parts: list[int | None], checkpoint: Checkpoint) -> None:
    """Fills in `parts` where later numbers make up a total: "48 were killed … 26 … 22"."""
    by_measure: dict[str, list[int]] = {}
    for index, figure in enumerate(figures):
        if parts[index] is None and figure.realis == HAPPENED:
            by_measure.setdefault(figure.measure, []).append(index)
    for indexes in by_measure.values():
        for at, whole in enumerate(indexes):
            checkpoint()
            later = [index for index in indexes[at + 1 : at + REACH] if _near(figures, whole, index)]
            if parts[whole] is None:
                for index in _summands(figures, whole, later):
                    parts[index] = whole


def _near(figures: Sequence[Figure], whole: int, index: int) -> bool:
    """Whether a later figure may be a part of a total.

    It is in another sentence. A total below 10 adds up by chance: its parts have to stand within 400
    characters.
    """
    if figures[index].sentence == figures[whole].sentence:
        return False
    return _size(figures[whole]) >= 10 or figures[index].start - figures[whole].end < 400


def _summands(figures: Sequence[Figure], whole: int, later: Sequence[int]) -> list[int]:
    """The later figures that are in a run whose sizes add up to the total.

    A run holds two or more figures, none as large as the total. The list is empty when no run adds up.
    """
    total, begin = _size(figures[whole]), 0
    found: list[int] = []
    while begin < len(later):
        end, rest = begin, total
        while end < len(later) and rest > 0 and 0 < _size(figures[later[end]]) < total:
            rest -= _size(figures[later[end]])
            end += 1
        if rest == 0 and end - begin > 1:
            found += later[begin:end]
            begin = end
        else:
            begin += 1
    return found


def _size(figure: Figure) -> float:
    """The best value of a figure, else its low bound, else its high one."""
    return next((n for n in (figure.best, figure.low, figure.high) if n is not None), 0.0)


def _key(figure: Figure) -> tuple[object, ...]:
    """What two tellings of one figure share. Below 10 that is also who was counted, and where."""
    who = (figure.population, figure.unit) if _size(figure) < 10 else (figure.unit,)
    place = figure.place.name if figure.place is not None and _size(figure) < 10 else None
    return (figure.measure, figure.low, figure.best, figure.high, figure.realis, who, place)
