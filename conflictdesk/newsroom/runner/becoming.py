"""How a process that was forked from the runner becomes a command of the Procfile."""

from __future__ import annotations

import multiprocessing
import os
import shlex
import signal
import sys
import warnings
from importlib.metadata import entry_points
from io import TextIOWrapper
from typing import NoReturn

from celery.exceptions import SecurityWarning

from conflictdesk.newsroom.runner.linux import end_with_parent, show_as
from conflictdesk.newsroom.runner.stopping import be_stopped_as_usual

NOT_FOUND = 127  # As a shell's.
# The runner says it once for all of them.
_SAID_OF_ROOT = "You're running the worker with superuser privileges"


def become(name: str, command: str) -> NoReturn:
    """This process goes on as the command, under that name in lists of processes, and ends as it ends.

    A Python command that is installed runs here, with all that is loaded; another program replaces this one.
    """
    os.setpgid(0, 0)
    _end_with_parent()
    show_as(name)
    be_stopped_as_usual()
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    arguments = shlex.split(os.path.expandvars(command))
    found = next(iter(entry_points(group="console_scripts", name=arguments[0])), None)
    if found is None:
        _execute(arguments)
    _settle(arguments)
    sys.exit(found.load()())


def _end_with_parent() -> None:
    """Also when the parent has ended before this was asked for."""
    end_with_parent()
    parent = multiprocessing.parent_process()
    if parent is not None and os.getppid() != parent.pid:
        sys.exit()


def _settle(arguments: list[str]) -> None:
    """Sets what an interpreter of its own would have at its start."""
    sys.argv = arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(line_buffering=True)
    warnings.filterwarnings("ignore", _SAID_OF_ROOT, SecurityWarning)


def _execute(arguments: list[str]) -> NoReturn:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        # The Procfile's own words, without a shell.
        os.execvp(arguments[0], arguments)  # noqa: S606 # nosec B606
    except OSError as error:
        sys.stderr.write(f"{arguments[0]}: {error.strerror}\n")
        sys.exit(NOT_FOUND)
