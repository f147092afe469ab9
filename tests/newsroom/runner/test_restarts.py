"""When a process is started again, and when it is given up: decided only by its ends."""

from __future__ import annotations

import signal

import pytest

from conflictdesk.newsroom.runner import restarts
from conflictdesk.newsroom.runner.restarts import End

OWN, CRASH, KILLED, ASKED = 1, -signal.SIGSEGV, -signal.SIGKILL, -signal.SIGTERM


def ends(*described: tuple[float, float, int]) -> list[End]:
    """Returns the ends for rows of (when it ended, how long it had lived, exit code)."""
    return [End(ended - lived, ended, exitcode) for ended, lived, exitcode in described]


@pytest.mark.parametrize(
    ("described", "delay", "hopeless", "why"),
    [
        ([(1, 1, OWN)], 0, False, "a first end is followed by a start at once"),
        ([(1, 1, OWN), (2, 1, OWN)], 0.5, False, "the second within a minute waits"),
        ([(1, 1, OWN), (2, 1, OWN), (3, 1, OWN)], 1, False, "and each further one twice as long"),
        ([(n, 1, OWN) for n in range(1, 5)], 2, False, "four times is no reason to give up"),
        ([(n, 1, OWN) for n in range(1, 6)], 4, True, "five times is"),
        ([(n, 1, 0) for n in range(1, 6)], 4, True, "also when it says that all went well"),
        ([(n, 1, CRASH) for n in range(1, 6)], 4, True, "also when it crashes"),
        ([(n, 1, KILLED) for n in range(1, 6)], 4, False, "what others kill is not given up"),
        ([(n, 1, ASKED) for n in range(1, 6)], 4, False, "nor what they end"),
        ([(n, 1, KILLED) for n in range(1, 60)], 10, False, "ten seconds is the longest wait"),
        ([(n * 15, 15, KILLED) for n in range(1, 11)], 0, False, "killed every 15 s, back at once"),
        ([(n * 11, 11, OWN) for n in range(1, 11)], 0, False, "what lives for a while starts at once"),
        ([(n * 16, 1, OWN) for n in range(1, 11)], 2, False, "five within more than a minute"),
        ([(1, 1, OWN), (2, 1, OWN), (30, 28, OWN)], 0, False, "it lived in between"),
        ([(1, 1, OWN), (2, 1, OWN), (90, 1, OWN)], 0, False, "what is long past counts no more"),
    ],
)
def test_what_follows_an_end(
    described: list[tuple[float, float, int]], delay: float, hopeless: bool, why: str
) -> None:
    early: list[End] = []
    for end in ends(*described):
        early = restarts.recent([*early, end], end.ended)
    found = restarts.delay(early, ends(*described)[-1]), restarts.is_hopeless(early)
    assert found == (delay, hopeless), why


@pytest.mark.parametrize(
    ("exitcode", "words"),
    [
        (0, "exit code 0"),
        (3, "exit code 3"),
        (KILLED, "killed by SIGKILL"),
        (CRASH, "killed by SIGSEGV"),
        (-40, "killed by signal 40"),
    ],
)
def test_how_it_ended(exitcode: int, words: str) -> None:
    assert str(End(0, 1, exitcode)) == words
