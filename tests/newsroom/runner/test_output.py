"""The processes' output is passed on and kept, and the runner never waits for a reader."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from conflictdesk.newsroom.runner import output
from conflictdesk.newsroom.runner.output import Outlet, Output, Terminal, pass_on


@pytest.fixture
def pipe() -> Iterator[list[int]]:
    """Yields the reader and the writer of a pipe."""
    ends = list(os.pipe())
    yield ends
    for end in ends:
        os.close(end)


@pytest.fixture
def terminal(pipe: list[int]) -> Terminal:
    found = Terminal()
    found.outlets = {1: Outlet(pipe[1])}
    return found


def written(terminal: Terminal, *parts: bytes) -> Output:
    """Returns an output into whose pipe these parts were written and passed on, one after the other."""
    found = Output(terminal)
    for part in parts:
        os.write(found._writers[1], part)
        pass_on(terminal, [found], 0)
    return found


def test_whole_lines_are_passed_on_and_the_last_are_kept(terminal: Terminal, pipe: list[int]) -> None:
    lines = [f"line {number} é".encode() for number in range(30)]
    found = written(terminal, b"\n".join(lines[:15])[:-1], b"\xa9\n" + b"\n".join(lines[15:]) + b"\nhalf")
    assert os.read(pipe[0], 10_000) == b"\n".join(lines) + b"\n"
    assert found.last_lines() == [f"line {number} é" for number in range(10, 30)]
    found.close_writers()
    found.drain()
    assert os.read(pipe[0], 10_000) == b"half\n"
    assert found.last_lines() == [*(f"line {number} é" for number in range(11, 30)), "half"]


def test_nobody_elses_lines_come_between(terminal: Terminal, pipe: list[int]) -> None:
    first, second = Output(terminal), Output(terminal)
    for one, part in ((first, b"one "), (second, b"two\n"), (first, b"and the rest\n")):
        os.write(one._writers[1], part)
        pass_on(terminal, [first, second], 0)
    assert os.read(pipe[0], 10_000) == b"two\none and the rest\n"
    for one in (first, second):
        one.close_writers()
        one.drain()


def test_a_reader_who_waits_gets_all_later(terminal: Terminal, pipe: list[int]) -> None:
    os.set_blocking(pipe[0], False)
    found = written(terminal, *[b"x" * 60_000] * 3)
    read = 0
    while read < 180_000:
        read += len(os.read(pipe[0], 65_536))
        pass_on(terminal, [found], 0)
    assert read == 180_000
    found.close_writers()
    found.drain()


def test_what_an_ended_process_leaves_is_bounded(
    terminal: Terminal, pipe: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "MOST_WAITING", 70_000)
    terminal.outlets[1].write(b"a" * 200_000 + b"b" * 70_000)
    read = b""
    while not read.endswith(b"b" * 70_000):
        read += os.read(pipe[0], 65_536)
        terminal.outlets[1].flush()
    assert terminal.outlets[1].flush()


def test_a_reader_who_is_gone_is_done_without() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    outlet = Outlet(writer)
    outlet.write(b"nobody reads this")
    assert outlet.flush()
    os.close(writer)


def test_a_pipe_that_others_hold_is_not_waited_for(terminal: Terminal) -> None:
    found = written(terminal, b"last words\n")
    held = os.dup(found._writers[1])
    found.close_writers()
    found.drain()
    assert (found.last_lines(), terminal.readers) == (["last words"], {})
    os.close(held)
