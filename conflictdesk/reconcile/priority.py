"""Priority: how urgent a claim is, as one number by which the queue is ordered, highest first. Pure.

Claims that contradict what readers see now come first, then claims that add something new, then claims
that only confirm; among these the ones shown in more articles first, then the larger change. Equal ones
go by age.
"""

from __future__ import annotations

from math import log10

from conflictdesk.reconcile.standing import Figure, Standing

CONTRADICTS, ADDS, CONFIRMS = 2, 1, 0
MOST_ARTICLES = 9_999
# The size of a change in thousandths of the largest one that is told apart: a factor of a thousand.
LARGEST = 999
DECADES = 3


def score(sort: int, articles: int = 0, size: int = 0) -> int:
    """Returns one number for sort, articles and size; each counts only if those before it are equal."""
    return (sort * (MOST_ARTICLES + 1) + min(articles, MOST_ARTICLES)) * (LARGEST + 1) + min(size, LARGEST)


def is_conflict(number: int) -> bool:
    """Whether a claim with that score contradicts what readers see now."""
    return number >= score(CONTRADICTS)


def figure(candidate: Figure, standing: Standing | None, articles: int) -> int:
    """Returns the score of a figure, compared with the present standing of its key; None means there is
    none.
    """
    value = _value(candidate)
    if standing is None:
        return score(ADDS, articles, _scaled(log10(value + 1), 9))
    shown = (standing.leader, *standing.rivals)
    if any(candidate.bounds == one.bounds for one in shown):
        return score(CONFIRMS, articles)
    change = abs(log10((value + 1) / (_value(standing.leader) + 1)))
    return score(CONTRADICTS, articles, _scaled(change, DECADES))


def event(articles: int) -> int:
    """Returns the score of an event: it adds to the readers' list."""
    return score(ADDS, articles)


def _value(one: Figure) -> float:
    """Returns the figure's best number, else its lower bound, else its upper; 0 without any."""
    return next((bound for bound in (one.best, one.low, one.high) if bound is not None), 0.0)


def _scaled(size: float, most: float) -> int:
    return min(round(LARGEST * size / most), LARGEST)
