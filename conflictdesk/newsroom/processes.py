"""The Procfile's processes, together: forked from one that has loaded the site already, which saves each of
them the seconds that Django and Wagtail take to import.

Each has a process group of its own, so that what it starts in its turn ends with it, also when it is killed.
"""

from __future__ import annotations

import ctypes
import fcntl
import multiprocessing
import os
import shlex
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import entry_points
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import IO, Any

from django.db import connections

from conflictdesk.errors import ConflictdeskError

LOOK_SECONDS = 0.1
STOP_SECONDS = 8
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def commands(procfile: Path) -> dict[str, str]:
    """The command lines of a Procfile by their names."""
    lines = (line.partition(":") for line in procfile.read_text(encoding="utf-8").splitlines())
    return {name.strip(): command.strip() for name, colon, command in lines if colon}


def run(named: Mapping[str, str], port: int, ready: Callable[[], None]) -> None:
    """Runs the commands until somebody stops this process; none is left behind.

    Calls `ready` when the port answers. Raises `EndedByItself` when one of them ends.
    """
    connections.close_all()
    context = multiprocessing.get_context("fork")
    running = [context.Process(target=_become, args=(line,), name=name) for name, line in named.items()]
    with _stopping_on_terminate():
        try:
            for process in running:
                process.start()
                os.setpgid(_pid(process), 0)
            _watch(running, until=lambda: _answers(port))
            ready()
            _watch(running, until=lambda: False)
        except KeyboardInterrupt:
            return
        finally:
            _stop(running)


@contextmanager
def alone_in(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """While it lasts, no other newsroom may start with its data in the folder. Calls `waiting` where one is
    there, which may be stopping just now; raises `InUse` when it stays.

    The lock is this process's own: it ends with it, however that ends, and those that are forked from it,
    which may outlive a kill, do not have it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "running").open("w") as mark:
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


class EndedByItself(ConflictdeskError):
    """A process ended that nobody had stopped."""


def _become(command: str) -> None:
    """This process goes on as the installed command of that name, with its arguments."""
    _end_with_parent()
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    sys.argv = shlex.split(os.path.expandvars(command))
    found = entry_points(group="console_scripts", name=sys.argv[0])
    start: Callable[[], Any] = next(iter(found)).load()
    sys.exit(start())


def _end_with_parent() -> None:
    """Linux asks this process to end when the one that started it is gone, also when that was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _watch(running: Sequence[BaseProcess], until: Callable[[], bool]) -> None:
    """Returns when `until` holds; raises when a process ends before."""
    while not until():
        ended = next((process for process in running if not process.is_alive()), None)
        if ended is not None:
            raise EndedByItself(f"“{ended.name}” ended by itself ({ended.exitcode}); all else is stopped.")
        time.sleep(LOOK_SECONDS)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _stop(running: Sequence[BaseProcess]) -> None:
    """Asks each group to end, waits, and ends by force what is left of it."""
    started = [process for process in running if process.pid is not None]
    for process in started:
        _signal(process, signal.SIGTERM)
    until = time.monotonic() + STOP_SECONDS
    for process in started:
        process.join(max(0.0, until - time.monotonic()))
        _signal(process, signal.SIGKILL)


def _signal(process: BaseProcess, number: signal.Signals) -> None:
    """To the process and all of its group; nothing when they are gone."""
    with suppress(ProcessLookupError):
        os.killpg(_pid(process), number)


def _pid(process: BaseProcess) -> int:
    assert process.pid is not None, "it has been started"
    return process.pid


@contextmanager
def _stopping_on_terminate() -> Iterator[None]:
    """While it lasts, being terminated is being interrupted: what runs is stopped first."""

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
