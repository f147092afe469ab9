"""Requests to stop: which signals count as one, and which handlers are restored."""

from __future__ import annotations

import signal

import pytest

from conflictdesk.newsroom.runner import stopping
from conflictdesk.newsroom.runner.stopping import StopRequests


@pytest.mark.parametrize(
    ("times", "asked", "urgent", "why"),
    [
        ([], False, False, "nobody has asked"),
        ([5.0], True, False, "once"),
        ([5.0, 5.01], True, False, "make passes on what the whole group was sent"),
        ([5.0, 6.0], True, True, "somebody cannot wait"),
    ],
)
def test_requests(
    times: list[float], asked: bool, urgent: bool, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(times)
    monkeypatch.setattr(stopping.time, "monotonic", lambda: next(clock))
    requests = StopRequests()
    for _ in times:
        requests.note(signal.SIGINT, None)
    assert (requests.is_asked, requests.is_urgent) == (asked, urgent), why


def test_what_was_set_before_is_set_again() -> None:
    before = [signal.getsignal(number) for number in stopping.STOP_SIGNALS]
    with stopping.on_stop(StopRequests().note):
        assert [signal.getsignal(number) for number in stopping.STOP_SIGNALS] != before
    assert [signal.getsignal(number) for number in stopping.STOP_SIGNALS] == before
