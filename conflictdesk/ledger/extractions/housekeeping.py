"""Housekeeping: what grows with every change is made smaller when it is old, and nothing is lost by it.

In short transactions, and some at a time: it may run beside everything else, twice, and be stopped anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from conflictdesk.ledger.extractions import read_texts
from conflictdesk.ledger.merging import merges
from conflictdesk.ledger.snapshots import snapshot_versions

TASK = "conflictdesk.housekeeping"
# A second or two of work where contents are large.
AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many versions were stored as differences, how many texts given up, how many merges cannot be undone
    any more, and whether there is more.
    """

    versions: int
    texts: int
    merges: int
    more: bool

    def __str__(self) -> str:
        told = f"{self.versions} versions stored as differences, {self.texts} texts given up"
        if self.merges:
            told = f"{told}, {self.merges} merges past undoing"
        return f"{told}; there is more" if self.more else told


def run(most: int | None = None) -> Tidied:
    """Does some of what there is to do, about `most` of each kind; nothing once all is done."""
    most = most or AT_A_TIME
    folded, given_up = snapshot_versions.fold(most), read_texts.give_up(most)
    thinned = merges.thin(most)
    more = max(folded, given_up, thinned) >= most
    return Tidied(folded, given_up, thinned, more=more)
