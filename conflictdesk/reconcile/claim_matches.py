"""Twins: which claims people have found to tell the same event or figure, gathered into groups. Pure."""

from __future__ import annotations

from collections.abc import Iterable

Pair = tuple[int, int]


def groups(decided: Iterable[tuple[Pair, bool]]) -> dict[int, int]:
    """For each claim that has twins, the smallest id of its group. Decisions on pairs in the order in which
    they were taken: of two on one pair the later counts. What two claims share with a third, they share.
    """
    latest = dict(decided)
    first: dict[int, int] = {}

    def root(claim: int) -> int:
        while first.setdefault(claim, claim) != claim:
            claim = first[claim]
        return claim

    for (one, other), same in latest.items():
        if same:
            low, high = sorted((root(one), root(other)))
            first[high] = low
    return {claim: root(claim) for claim in first}
