"""How effort grows with the size of a text: a ratio of processor times, the best of three for each."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

TIMES = 10
# Linear work takes ten times as long, work that grows with the square a hundred times.
LINEAR = 3 * TIMES


def growth(run: Callable[[int], object], size: int) -> float:
    """How many times as long ten times the size takes."""
    run(1)
    return _best(run, TIMES * size) / _best(run, size)


def _best(run: Callable[[int], object], size: int) -> float:
    spent = []
    for _ in range(3):
        gc.collect()
        begin = time.process_time()
        run(size)
        spent.append(time.process_time() - begin)
    return min(spent)
