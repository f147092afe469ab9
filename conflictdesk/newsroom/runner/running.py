"""One process of the Procfile, from its start to its end."""

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
from conflictdesk.newsroom.runner.stopping import stop_held

# What was killed is gone in no time, unless it waits for a disk.
GONE_SECONDS = 1.0


class Running:
    """Forks a process that becomes the command. It has a process group of its own, so that what it starts in
    its turn ends with it, also when it is killed. Raises OSError where the system has no room for a process.
    """

    def __init__(self, name: str, command: str, terminal: Terminal) -> None:
        self.output = Output(terminal)
        self._command = command
        self._started = time.monotonic()
        self._process = multiprocessing.get_context("fork").Process(target=self._become, name=name)
        close_connections()
        try:
            with stop_held():
                self._process.start()
        except OSError:
            self.output.drain()
            raise
        finally:
            self.output.close_writers()
        with suppress(OSError):  # It does the same itself; whichever comes second may come too late.
            os.setpgid(self.group, 0)

    def _become(self) -> None:
        self.output.connect()
        become(self._process.name, self._command)

    @property
    def group(self) -> int:
        assert self._process.pid is not None, "it has been started"
        return self._process.pid

    def has_ended(self) -> bool:
        """Whether the process itself has; what it has started may still be there."""
        return not self._process.is_alive()

    def ask_to_end(self) -> None:
        """Asks the process alone: it ends what it has started in its own good order."""
        with suppress(ProcessLookupError):
            os.kill(self.group, signal.SIGTERM)

    def kill(self) -> End:
        """Ends by force what is left of it, and passes on its last words."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.group, signal.SIGKILL)
        until = time.monotonic() + GONE_SECONDS
        while not (self.has_ended() and is_gone(self.group)) and time.monotonic() < until:
            time.sleep(0.001)
        exitcode = self._process.exitcode
        self.output.drain()
        return End(self._started, time.monotonic(), -signal.SIGKILL if exitcode is None else exitcode)


def close_connections() -> None:
    """Closes those to database, cache and broker: none of them may be used from two processes."""
    connections.close_all()
    caches.close_all()
    pools.reset()
    # Celery forgets the pools that were closed. It has no public name for that.
    app._after_fork()  # type: ignore[attr-defined]


def is_gone(group: int) -> bool:
    """Whether nothing is left of an ended process's group. Collects what the process left behind."""
    with suppress(ChildProcessError):
        while os.waitpid(-group, os.WNOHANG)[0]:
            pass
    try:
        os.killpg(group, 0)
    except OSError:
        return True
    return False
