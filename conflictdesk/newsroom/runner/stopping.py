"""The signals that ask the newsroom to stop."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# One request may come twice: to the whole process group, and passed on by make.
SAME_REQUEST_SECONDS = 0.5


class StopRequests:
    """The requests to stop that have come; the second one asks for a stop by force."""

    def __init__(self) -> None:
        self._times: list[float] = []

    def note(self, _number: int, _frame: FrameType | None) -> None:
        now = time.monotonic()
        if not self._times or now - self._times[-1] > SAME_REQUEST_SECONDS:
            self._times.append(now)

    @property
    def is_asked(self) -> bool:
        return bool(self._times)

    @property
    def is_urgent(self) -> bool:
        return len(self._times) > 1


@contextmanager
def on_stop(act: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Calls `act`, while it lasts, with each signal that asks to stop, however this process was started:
    a script's background job ignores SIGINT, and some parents block signals or ignore SIGCHLD.

    SIGHUP stays ignored if it was, because `nohup` asks for that.
    """
    numbers = [one for one in STOP_SIGNALS if not _is_wanted_ignored(one)]
    before = {number: signal.signal(number, act) for number in numbers}
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


def _is_wanted_ignored(number: signal.Signals) -> bool:
    return number is signal.SIGHUP and signal.getsignal(number) is signal.SIG_IGN


@contextmanager
def hold_stop_signals() -> Iterator[None]:
    """Holds requests to stop back while it lasts, so that a process forked in it has time to take over."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)


def restore_default_signals() -> None:
    """Makes signals do, in a forked process, what they do in any Python process that a terminal starts."""
    for number in (*STOP_SIGNALS, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
