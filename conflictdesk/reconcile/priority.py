"""Owed: how much readers are owed a claim, as one number by which a queue is ordered, highest first. Pure.

What contradicts that which readers see now comes before what they have not seen at all, and that before what
only confirms; then what more articles show; then what changes more. Equal ones go by age.
"""

from __future__ import annotations

from math import log10

from conflictdesk.reconcile.standing import Figure, Standing

CONTRADICTS, ADDS, CONFIRMS = 2, 1, 0
MOST_ARTICLES = 9_999
# The size of a change is told in thousandths; a figure a thousand times another is as far off as can be told.
LARGEST = 999
DECADES = 3


def owed(sort: int, articles: int = 0, size: int = 0) -> int:
    """One number for the three, each of which counts only where those before it are equal."""
    return (sort * (MOST_ARTICLES + 1) + min(articles, MOST_ARTICLES)) * (LARGEST + 1) + min(size, LARGEST)


def is_conflict(number: int) -> bool:
    """Whether a claim of that number contradicts what readers see now."""
    return number >= owed(CONTRADICTS)


def figure(candidate: Figure, standing: Standing | None, articles: int) -> int:
    """Of a figure, beside the present standing of its key; None where readers have none."""
    value = _value(candidate)
    if standing is None:
        return owed(ADDS, articles, _scaled(log10(value + 1), 9))
    told = (standing.leader, *standing.rivals)
    if any(candidate.bounds == one.bounds for one in told):
        return owed(CONFIRMS, articles)
    change = abs(log10((value + 1) / (_value(standing.leader) + 1)))
    return owed(CONTRADICTS, articles, _scaled(change, DECADES))


def event(articles: int) -> int:
    """Of an event: readers have not seen it in their list."""
    return owed(ADDS, articles)


def _value(one: Figure) -> float:
    """The number that says most of the figure."""
    return next((bound for bound in (one.best, one.low, one.high) if bound is not None), 0.0)


def _scaled(size: float, most: float) -> int:
    return min(round(LARGEST * size / most), LARGEST)
