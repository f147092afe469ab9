"""Turns a process that was forked from the runner into a command of the Procfile."""

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
from conflictdesk.newsroom.runner.stopping import restore_default_signals

NOT_FOUND = 127  # The exit code that shells use.
# The runner prints this warning once for all processes.
_ROOT_WARNING = "You're running the worker with superuser privileges"


def become(name: str, command: str) -> NoReturn:
    """Runs the command in this process, under that name in lists of processes, and exits as it exits.

    An installed Python command runs here, with everything that is loaded; any other program replaces
    this process.
    """
    os.setpgid(0, 0)
    _end_with_parent()
    show_as(name)
    restore_default_signals()
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    arguments = shlex.split(os.path.expandvars(command))
    found = next(iter(entry_points(group="console_scripts", name=arguments[0])), None)
    if found is None:
        _execute(arguments)
    _set_up(arguments)
    sys.exit(found.load()())


def _end_with_parent() -> None:
    """Ends this process when its parent ends, or at once if the parent has ended already."""
    end_with_parent()
    parent = multiprocessing.parent_process()
    if parent is not None and os.getppid() != parent.pid:
        sys.exit()


def _set_up(arguments: list[str]) -> None:
    """Sets arguments, streams and warnings as a new interpreter would have them."""
    sys.argv = arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(line_buffering=True)
    warnings.filterwarnings("ignore", _ROOT_WARNING, SecurityWarning)


def _execute(arguments: list[str]) -> NoReturn:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        # The Procfile's arguments, without a shell.
        os.execvp(arguments[0], arguments)  # noqa: S606 # nosec B606
    except OSError as error:
        sys.stderr.write(f"{arguments[0]}: {error.strerror}\n")
        sys.exit(NOT_FOUND)
