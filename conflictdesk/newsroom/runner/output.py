"""What the processes write: passed on as it comes, with the last lines kept.

Nothing here waits for a reader. While a terminal is paused, or a pipe is full, what the processes write stays
in their own pipes, and they are still looked after.
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
    """A stream of this process. What the reader does not take yet waits; what nobody can take is dropped."""

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
        """Writes what the reader takes without a wait; whether nothing is left."""
        try:
            while self._waiting and select.select([], [self._fd], [], 0)[1]:
                del self._waiting[: os.write(self._fd, self._waiting[: select.PIPE_BUF])]
        except OSError:  # The terminal is closed, its reader gone or the disk full.
            self._waiting.clear()
        return not self._waiting


class Terminal:
    """The two streams that this process was started with."""

    def __init__(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        self.outlets = {1: Outlet(1), 2: Outlet(2)}
        self.readers: dict[int, Outlet] = {}

    def say(self, line: str) -> None:
        """Writes a line of the runner's own."""
        self.outlets[1].write(f"{line}\n".encode(errors="replace"))

    def finish(self) -> None:
        """Gives a slow reader a moment to take what still waits."""
        until = time.monotonic() + FINISH_SECONDS
        while not all(outlet.flush() for outlet in self.outlets.values()) and time.monotonic() < until:
            time.sleep(0.01)


class Output:
    """What one process writes from its start to its end, by a pipe for each of its two streams. Whole lines
    are passed on, so that nobody else's come between.
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
        """In the process itself: what it writes goes into the pipes from now on. It keeps no reader."""
        for number, writer in self._writers.items():
            os.dup2(writer, number)
        self.close_writers()
        for reader in self._terminal.readers:
            os.close(reader)

    def close_writers(self) -> None:
        """Leaves the pipes to the process, so that they end when it ends."""
        while self._writers:
            os.close(self._writers.popitem()[1])

    def pass_on(self, readers: Iterable[int]) -> None:
        """Passes on what is in those of the pipes that are this process's."""
        for reader in sorted(self._halves.keys() & set(readers)):
            with suppress(BlockingIOError):
                self._pass_on(reader, os.read(reader, _CHUNK))

    def _pass_on(self, reader: int, data: bytes) -> None:
        if not data:
            return self._close(reader)
        lines, newline, half = (self._halves[reader] + data).rpartition(b"\n")
        if len(half) > KEPT_BYTES:  # Whoever writes no lines is passed on all the same.
            lines, half = lines + newline + half, b""
        self._halves[reader] = half
        self._write(reader, lines + newline)

    def _write(self, reader: int, lines: bytes) -> None:
        self._terminal.readers[reader].write(lines)
        self._tail = (self._tail + lines)[-KEPT_BYTES:]

    def drain(self) -> None:
        """Passes on what is left after the process has ended, and closes. Others may still hold the pipes."""
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
    """Passes on what is written, or waits until something is, for so long at most."""
    free = [reader for reader, outlet in terminal.readers.items() if outlet.flush()]
    ready = select.select(free, [], [], seconds)[0]
    for output in outputs:
        output.pass_on(ready)
