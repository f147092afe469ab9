"""A process of the Procfile, from its start to its end."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from contextlib import suppress

from django.core.cache import caches
from django.db import connections
from kombu import pools

from conflictdesk.newsroom.celery import app
from conflictdesk.newsroom.runner.becoming import become
from conflictdesk.newsroom.runner.output import Output, Terminal
from conflictdesk.newsroom.runner.restarts import End
from conflictdesk.newsroom.runner.stopping import hold_stop_signals

# A killed process is gone at once, unless it waits for a disk.
GONE_SECONDS = 1.0


class Running:
    """Forks a process that becomes the command, in a process group of its own, so that its children end
    with it even if it is killed. Raises OSError if the system has no room for a process.
    """

    def __init__(self, name: str, command: str, terminal: Terminal) -> None:
        self.output = Output(terminal)
        self._command = command
        self._started = time.monotonic()
        self._process = multiprocessing.get_context("fork").Process(target=self._become, name=name)
        close_connections()
        try:
            with hold_stop_signals():
                self._process.start()
        except OSError:
            self.output.drain()
            raise
        finally:
            self.output.close_writers()
        with suppress(OSError):  # The process does the same itself; the second of the two calls may fail.
            os.setpgid(self.group, 0)

    def _become(self) -> None:
        self.output.connect()
        become(self._process.name, self._command)

    @property
    def group(self) -> int:
        assert self._process.pid is not None, "it has been started"
        return self._process.pid

    def has_ended(self) -> bool:
        """Whether the process itself has ended; its children may still run."""
        return not self._process.is_alive()

    def ask_to_end(self) -> None:
        """Asks the process, not its children, to end: it ends those in its own order."""
        with suppress(ProcessLookupError):
            os.kill(self.group, signal.SIGTERM)

    def kill(self) -> End:
        """Kills what is left of the group, passes on its last output, and returns the end."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.group, signal.SIGKILL)
        until = time.monotonic() + GONE_SECONDS
        while not (self.has_ended() and is_gone(self.group)) and time.monotonic() < until:
            time.sleep(0.001)
        exitcode = self._process.exitcode
        self.output.drain()
        return End(self._started, time.monotonic(), -signal.SIGKILL if exitcode is None else exitcode)


def close_connections() -> None:
    """Closes the connections to database, cache and broker: two processes must not share them."""
    connections.close_all()
    caches.close_all()
    pools.reset()
    # Makes Celery forget the closed pools; there is no public method for that.
    app._after_fork()  # type: ignore[attr-defined]


def is_gone(group: int) -> bool:
    """Whether nothing is left of an ended process's group. Collects its ended children."""
    with suppress(ChildProcessError):
        while os.waitpid(-group, os.WNOHANG)[0]:
            pass
    try:
        os.killpg(group, 0)
    except OSError:
        return True
    return False
