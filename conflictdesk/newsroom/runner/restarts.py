"""Decides when a process that ended is started again, and when it is given up. Pure: times are seconds
of one clock.

An end is early if it comes within `EARLY_SECONDS` of the start. After any other end the process is
started at once; after an early one it waits, the longer the more early ends the last minute has seen.
After five early ends within a minute, each caused by the process itself, it is given up. If others end
it (a person's SIGKILL, the kernel's when memory is short), it is always started again.
"""

from __future__ import annotations

import signal
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EARLY_SECONDS = 10.0
WINDOW_SECONDS = 60.0
MOST_EARLY_ENDS = 5
SHORTEST_DELAY = 0.5
LONGEST_DELAY = 10.0
# Signals that others send; a fault of the program shows as an exit code or as SIGSEGV, SIGABRT, ….
SENT_BY_OTHERS = frozenset({signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT})


@dataclass(frozen=True, slots=True)
class End:
    """One end of a process; `exitcode` is negative for a signal's number, as in `multiprocessing`."""

    started: float
    ended: float
    exitcode: int

    @property
    def is_early(self) -> bool:
        return self.ended - self.started < EARLY_SECONDS

    @property
    def is_of_own_accord(self) -> bool:
        return -self.exitcode not in SENT_BY_OTHERS

    def __str__(self) -> str:
        """Returns how it ended, in words: “exit code 1”, “killed by SIGKILL”."""
        if self.exitcode >= 0:
            return f"exit code {self.exitcode}"
        return f"killed by {_signal_name(-self.exitcode)}"


def _signal_name(number: int) -> str:
    """Returns the signal's name; "signal 34" for a real-time signal, which has none."""
    known = {one.value: one.name for one in signal.Signals}
    return known.get(number, f"signal {number}")


def recent(ends: Iterable[End], now: float) -> list[End]:
    """Returns the early ends of the last `WINDOW_SECONDS`."""
    return [end for end in ends if end.is_early and now - end.ended < WINDOW_SECONDS]


def delay(early: Sequence[End], last: End) -> float:
    """Returns the seconds from the last end to the next start; `early` are the recent ends, the last one
    among them.
    """
    if not last.is_early or len(early) < 2:
        return 0.0
    return float(min(SHORTEST_DELAY * 2 ** (len(early) - 2), LONGEST_DELAY))


def is_hopeless(early: Iterable[End]) -> bool:
    """Whether the process caused so many recent ends itself that another start would end the same."""
    return sum(end.is_of_own_accord for end in early) >= MOST_EARLY_ENDS
