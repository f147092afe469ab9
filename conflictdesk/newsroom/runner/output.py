"""Passes on what the processes write as it comes, and keeps the last lines.

Nothing here waits for a reader. While a terminal is paused or a pipe is full, output stays in the
processes' own pipes, and the processes are still supervised.
"""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Iterable
from contextlib import suppress

KEPT_BYTES = 16 * 1024
KEPT_LINES = 20
MOST_WAITING = 1024 * 1024
FINISH_SECONDS = 1.0
_CHUNK = 64 * 1024


class Outlet:
    """A stream of this process. Keeps what the reader does not take yet, and drops what nobody can take."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._waiting = bytearray()
        self.is_muted = False

    def write(self, data: bytes) -> None:
        if not self.is_muted:
            self._waiting += data
        del self._waiting[:-MOST_WAITING]
        self.flush()

    def flush(self) -> bool:
        """Writes as much as the reader takes without a wait; returns whether nothing is left."""
        try:
            while self._waiting and select.select([], [self._fd], [], 0)[1]:
                del self._waiting[: os.write(self._fd, self._waiting[: select.PIPE_BUF])]
        except OSError:  # The terminal is closed, its reader is gone, or the disk is full.
            self._waiting.clear()
        return not self._waiting


class Terminal:
    """The two streams of this process, for its output and errors."""

    def __init__(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        self.outlets = {1: Outlet(1), 2: Outlet(2)}
        self.readers: dict[int, Outlet] = {}

    def say(self, line: str) -> None:
        """Writes a line of the runner itself."""
        self.outlets[1].write(f"{line}\n".encode(errors="replace"))

    def finish(self) -> None:
        """Waits up to `FINISH_SECONDS` for a slow reader to take the rest."""
        until = time.monotonic() + FINISH_SECONDS
        while not all(outlet.flush() for outlet in self.outlets.values()) and time.monotonic() < until:
            time.sleep(0.01)


class Output:
    """The output of one process from its start to its end, by a pipe for each of its two streams. Passes
    on whole lines, so that lines of different processes do not mix.
    """

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._writers: dict[int, int] = {}
        self._halves: dict[int, bytes] = {}
        self._tail = b""
        for number, outlet in terminal.outlets.items():
            reader, self._writers[number] = os.pipe()
            os.set_blocking(reader, False)
            self._halves[reader] = b""
            terminal.readers[reader] = outlet

    def connect(self) -> None:
        """Connects the streams of this process, the forked one, to the pipes, and closes the runner's
        ends.
        """
        for number, writer in self._writers.items():
            os.dup2(writer, number)
        self.close_writers()
        for reader in self._terminal.readers:
            os.close(reader)

    def close_writers(self) -> None:
        """Closes the writing ends in the runner, so that the pipes end when the process ends."""
        while self._writers:
            os.close(self._writers.popitem()[1])

    def pass_on(self, readers: Iterable[int]) -> None:
        """Passes on the content of those of the pipes that belong to this process."""
        for reader in sorted(self._halves.keys() & set(readers)):
            with suppress(BlockingIOError):
                self._pass_on(reader, os.read(reader, _CHUNK))

    def _pass_on(self, reader: int, data: bytes) -> None:
        if not data:
            return self._close(reader)
        lines, newline, half = (self._halves[reader] + data).rpartition(b"\n")
        if len(half) > KEPT_BYTES:  # Output without line breaks is passed on, too.
            lines, half = lines + newline + half, b""
        self._halves[reader] = half
        self._write(reader, lines + newline)

    def _write(self, reader: int, lines: bytes) -> None:
        self._terminal.readers[reader].write(lines)
        self._tail = (self._tail + lines)[-KEPT_BYTES:]

    def drain(self) -> None:
        """Passes on the rest after the process has ended, and closes; others may still hold the pipes."""
        self.pass_on(self._halves)
        for reader in tuple(self._halves):
            self._close(reader)

    def _close(self, reader: int) -> None:
        if half := self._halves.pop(reader):
            self._write(reader, half + b"\n")
        del self._terminal.readers[reader]
        os.close(reader)

    def last_lines(self) -> list[str]:
        return self._tail.decode(errors="replace").splitlines()[-KEPT_LINES:]


def pass_on(terminal: Terminal, outputs: Iterable[Output], seconds: float) -> None:
    """Passes on new output, or waits for some, for so many seconds at most."""
    free = [reader for reader, outlet in terminal.readers.items() if outlet.flush()]
    ready = select.select(free, [], [], seconds)[0]
    for output in outputs:
        output.pass_on(ready)
