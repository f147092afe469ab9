"""Runs the Procfile's processes together. They are forked from one that has loaded the site, which saves
each of them the seconds and the memory of importing Django and Wagtail.

A process that ends is started again while the others run: `runner.restarts` decides when. Everything
happens in one thread, since a process that forks must have no others.
"""

from __future__ import annotations

import fcntl
import gc
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from conflictdesk.errors import ConflictdeskError
from conflictdesk.newsroom.configuration import private_files
from conflictdesk.newsroom.runner.linux import adopt_orphans
from conflictdesk.newsroom.runner.output import Terminal, pass_on
from conflictdesk.newsroom.runner.stopping import StopRequests, on_stop
from conflictdesk.newsroom.runner.supervised import Supervised

POLL_SECONDS = 0.1
STOP_SECONDS = 8
WEB = "web"  # The Procfile's name of the web server.


def commands(procfile: Path) -> dict[str, str]:
    """Returns the command lines of a Procfile by their names."""
    lines = (line.partition(":") for line in procfile.read_text(encoding="utf-8").splitlines())
    return {name.strip(): command.strip() for name, colon, command in lines if colon}


def run(named: Mapping[str, str], port: int, ready: str) -> None:
    """Runs the commands until this process is asked to stop; leaves none behind. Prints `ready` when the
    port answers. Raises `GivenUp` if the web server, without which the others are of no use, is given
    up, or if all are.
    """
    # The memory used so far stays shared: no garbage collection in a forked process writes to it.
    gc.collect()
    gc.freeze()
    adopt_orphans()
    processes = _Processes(named)
    with on_stop(processes.requests.note):
        try:
            processes.run(port, ready)
        finally:
            processes.stop()


class _Processes:
    """The processes that are not given up, and the requests to stop them."""

    def __init__(self, named: Mapping[str, str]) -> None:
        self.requests = StopRequests()
        self._terminal = Terminal()
        self._supervised = [Supervised(name, command, self._terminal) for name, command in named.items()]

    def run(self, port: int, ready: str) -> None:
        """Looks after the processes until a request to stop comes. Raises `GivenUp`."""
        has_answered = False
        while not self.requests.is_asked:
            for one in tuple(self._supervised):
                self._check(one)
            self._pass_on()
            if not has_answered and (has_answered := _answers(port)):
                self._terminal.say(ready)

    def _check(self, one: Supervised) -> None:
        one.check(time.monotonic())
        if one.is_hopeless:
            self._supervised.remove(one)
            if one.name == WEB or not self._supervised:
                raise GivenUp(one.failure_report())
            self._terminal.say(one.failure_report())

    def _pass_on(self) -> None:
        outputs = [one.running.output for one in self._supervised if one.running]
        pass_on(self._terminal, outputs, POLL_SECONDS)

    def stop(self) -> None:
        """Asks each process to end, waits, and kills those that are left; at once after a second request."""
        running = [one.running for one in self._supervised if one.running]
        if self.requests.is_asked:
            self._terminal.say("Stopping … (once more Ctrl-C: at once)")
        # Mutes the workers' messages that they shut down; errors come on the other stream.
        self._terminal.outlets[1].is_muted = True
        for one in running:
            one.ask_to_end()
        until = time.monotonic() + STOP_SECONDS
        while running:
            at_once = self.requests.is_urgent or time.monotonic() > until
            # Each as soon as it has ended: later its number may belong to a stranger's process group.
            for one in [one for one in running if at_once or one.has_ended()]:
                one.kill()
                running.remove(one)
            self._pass_on()
        self._terminal.finish()


@contextmanager
def lock_folder(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Prevents, while it lasts, another newsroom from starting with its data in the folder. If one runs
    there, which may just be stopping, calls `waiting`; raises `InUse` if it does not stop.

    The lock belongs to this process: it ends with it, however that ends, and forked processes, which may
    outlive a kill, do not hold it.
    """
    private_files.make_folder(folder)
    with open(folder / "running", "w", opener=private_files.opener) as mark:
        if not _is_locked(mark):
            waiting()
            until = time.monotonic() + STOP_SECONDS + 2
            while not _is_locked(mark):
                if time.monotonic() > until:
                    raise InUse(f"Another newsroom keeps its data in {folder}.")
                time.sleep(POLL_SECONDS)
        yield


def _is_locked(mark: IO[str]) -> bool:
    """Tries to take the lock and returns whether this process has it."""
    try:
        fcntl.lockf(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class InUse(ConflictdeskError):
    """Another newsroom keeps its data there."""


class GivenUp(ConflictdeskError):
    """A process without which the newsroom is of no use ends again and again."""


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
