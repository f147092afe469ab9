"""A process that cannot be started at the moment is tried again."""

from __future__ import annotations

import errno
import os

import pytest

from conflictdesk.newsroom.runner import supervised
from conflictdesk.newsroom.runner.output import Outlet, Terminal
from conflictdesk.newsroom.runner.restarts import LONGEST_DELAY
from conflictdesk.newsroom.runner.supervised import Supervised


def test_where_there_is_no_room_for_a_process_it_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    terminal = Terminal()
    terminal.outlets = {1: Outlet(writer)}
    tried: list[str] = []

    def start(name: str, *_: object) -> None:
        tried.append(name)
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(supervised, "Running", start)
    one = Supervised("live", "celery worker", terminal)
    for now in (100.0, 100.1, 100.0 + LONGEST_DELAY):
        one.check(now)
    line = "“live” cannot be started (Resource temporarily unavailable); tried again in 10 s.\n"
    assert (tried, os.read(reader, 10_000).decode()) == (["live", "live"], line * 2)
    for end in (reader, writer):
        os.close(end)
