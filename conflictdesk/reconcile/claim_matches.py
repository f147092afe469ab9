"""Groups claims that people have found to report the same event or figure. Pure."""

from __future__ import annotations

from collections.abc import Iterable

Pair = tuple[int, int]


def groups(decided: Iterable[tuple[Pair, bool]]) -> dict[int, int]:
    """Returns for each claim in a group the smallest claim id of that group. Takes verdicts on pairs in
    the order in which they were made; of two on one pair the later counts. Groups are transitive.
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
