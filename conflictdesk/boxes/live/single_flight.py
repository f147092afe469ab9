"""Makes a thing once in a process: one thread makes it, and others who want it meanwhile wait for that
one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class _Flight(Generic[Made]):
    """One thing that is being made; `made` is empty if making it failed."""

    def __init__(self) -> None:
        self.ended = threading.Event()
        self.made: list[Made] = []


class SingleFlight(Generic[Made]):
    """The things that are being made in this process, by key."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[str, _Flight[Made]] = {}

    def make(self, key: str, make: Callable[[], Made], wait_seconds: float) -> Made:
        """Returns what `make` returns, called here or in the thread that is making the same thing. A
        caller that waits in vain, or longer than `wait_seconds`, calls `make` itself.
        """
        with self._lock:
            under_way = self._flights.get(key)
            own = under_way or self._flights.setdefault(key, _Flight())
        if under_way is None:
            return self._fly(key, own, make)
        if under_way.ended.wait(wait_seconds) and under_way.made:
            return under_way.made[0]
        return make()

    def _fly(self, key: str, flight: _Flight[Made], make: Callable[[], Made]) -> Made:
        try:
            made = make()
            flight.made.append(made)
            return made
        finally:
            with self._lock:
                self._flights.pop(key, None)
            flight.ended.set()
