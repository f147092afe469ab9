"""Housekeeping: shrinks old rows of tables that grow with every change, without losing facts or history.

Works in short transactions on a limited number of rows: it may run beside everything else, run twice,
and be stopped anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from conflictdesk.ledger.extractions import read_texts
from conflictdesk.ledger.merging import merges
from conflictdesk.ledger.snapshots import snapshot_versions

TASK = "conflictdesk.housekeeping"
# One or two seconds of work if contents are large.
AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many versions were stored as differences, how many texts were emptied, how many merges lost
    their undo data, and whether more remains to be done.
    """

    versions: int
    texts: int
    merges: int
    more: bool

    def __str__(self) -> str:
        words = f"{self.versions} versions stored as differences, {self.texts} texts given up"
        if self.merges:
            words = f"{words}, {self.merges} merges past undoing"
        return f"{words}; there is more" if self.more else words


def run(most: int | None = None) -> Tidied:
    """Processes about `most` rows of each kind and returns what was done; all counts are 0 if nothing is
    left.
    """
    most = most or AT_A_TIME
    folded, given_up = snapshot_versions.fold(most), read_texts.give_up(most)
    dropped = merges.drop_undo_data(most)
    more = max(folded, given_up, dropped) >= most
    return Tidied(folded, given_up, dropped, more=more)
