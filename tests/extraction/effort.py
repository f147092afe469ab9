"""How effort grows with the size of a text: a ratio of processor times."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

TIMES = 10
# Linear work takes ten times as long, work that grows with the square a hundred times.
LINEAR = 3 * TIMES
TRIES = 3


def growth(run: Callable[[int], object], size: int) -> float:
    """How many times as long ten times the size takes: the first ratio that is linear, else the least.
    Other work of the machine makes a try slower, never faster."""
    run(1)
    short = min(_seconds(run, size) for _ in range(TRIES))
    ratios = []
    for _ in range(TRIES):
        ratios.append(_seconds(run, TIMES * size) / short)
        if ratios[-1] < LINEAR:
            break
    return min(ratios)


def _seconds(run: Callable[[int], object], size: int) -> float:
    """The processor time of one run."""
    gc.collect()
    begin = time.process_time()
    run(size)
    return time.process_time() - begin
