"""The Procfile's processes, together: forked from one that has loaded the site already, which saves each of
them the seconds that Django and Wagtail take to import, and the memory.

One that ends by itself is started again while the others go on: `runner.restarts` says when. All of this
happens in one thread, since a process that forks must not have others.
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

LOOK_SECONDS = 0.1
STOP_SECONDS = 8
WEB = "web"  # What a Procfile calls the process that readers reach.


def commands(procfile: Path) -> dict[str, str]:
    """The command lines of a Procfile by their names."""
    lines = (line.partition(":") for line in procfile.read_text(encoding="utf-8").splitlines())
    return {name.strip(): command.strip() for name, colon, command in lines if colon}


def run(named: Mapping[str, str], port: int, ready: str) -> None:
    """Runs the commands until somebody stops this process; none is left behind. Says `ready` when the port
    answers. Raises `GivenUp` when the web server is given up, without which the others are of use to nobody,
    or when all are.
    """
    # What is loaded by now stays shared: no garbage collection in a forked process writes to it.
    gc.collect()
    gc.freeze()
    adopt_orphans()
    together = _Together(named)
    with on_stop(together.requests.note):
        try:
            together.run(port, ready)
        finally:
            together.stop()


class _Together:
    """The commands that are not given up, and what this process is asked meanwhile."""

    def __init__(self, named: Mapping[str, str]) -> None:
        self.requests = StopRequests()
        self._terminal = Terminal()
        self._kept = [Supervised(name, command, self._terminal) for name, command in named.items()]

    def run(self, port: int, ready: str) -> None:
        """Until a request to stop comes. Raises `GivenUp`."""
        has_answered = False
        while not self.requests.is_asked:
            for one in tuple(self._kept):
                self._look_after(one)
            self._pass_on()
            if not has_answered and (has_answered := _answers(port)):
                self._terminal.say(ready)

    def _look_after(self, one: Supervised) -> None:
        one.look_after(time.monotonic())
        if one.is_hopeless:
            self._kept.remove(one)
            if one.name == WEB or not self._kept:
                raise GivenUp(one.why_given_up())
            self._terminal.say(one.why_given_up())

    def _pass_on(self) -> None:
        outputs = [one.running.output for one in self._kept if one.running]
        pass_on(self._terminal, outputs, LOOK_SECONDS)

    def stop(self) -> None:
        """Asks each to end, waits, and ends by force what is left; at once when it is asked once more."""
        running = [one.running for one in self._kept if one.running]
        if self.requests.is_asked:
            self._terminal.say("Stopping … (once more Ctrl-C: at once)")
        # Four workers say four times that they shut down; what goes wrong meanwhile is on the other stream.
        self._terminal.outlets[1].is_muted = True
        for one in running:
            one.ask_to_end()
        until = time.monotonic() + STOP_SECONDS
        while running:
            at_once = self.requests.is_urgent or time.monotonic() > until
            # Each as soon as it has ended: later, its number may be that of a stranger's group.
            for one in [one for one in running if at_once or one.has_ended()]:
                one.kill()
                running.remove(one)
            self._pass_on()
        self._terminal.finish()


@contextmanager
def alone_in(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """While it lasts, no other newsroom may start with its data in the folder. Calls `waiting` where one is
    there, which may be stopping just now; raises `InUse` when it stays.

    The lock is this process's own: it ends with it, however that ends, and those that are forked from it,
    which may outlive a kill, do not have it.
    """
    private_files.make_folder(folder)
    with open(folder / "running", "w", opener=private_files.opener) as mark:
        if not _is_locked(mark):
            waiting()
            until = time.monotonic() + STOP_SECONDS + 2
            while not _is_locked(mark):
                if time.monotonic() > until:
                    raise InUse(f"Another newsroom keeps its data in {folder}.")
                time.sleep(LOOK_SECONDS)
        yield


def _is_locked(mark: IO[str]) -> bool:
    """Whether the lock is now this process's."""
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
