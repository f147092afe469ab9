"""Linux's controls of a process that POSIX lacks. On other systems each of these does nothing."""

from __future__ import annotations

import ctypes
import signal
import sys

# linux/prctl.h
PR_SET_PDEATHSIG, PR_SET_NAME, PR_SET_CHILD_SUBREAPER = 1, 15, 36


def end_with_parent() -> None:
    """Makes the kernel send SIGTERM to this process when its parent is gone, even if that was killed."""
    _prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))


def show_as(name: str) -> None:
    """Makes `ps`, `top` and `pgrep` show this process under the name, cut to 15 bytes."""
    _prctl(PR_SET_NAME, name.encode())


def adopt_orphans() -> None:
    """Makes this process the parent of what its children leave behind, to be collected when it ends: not
    every container has a first process that does so.
    """
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def _prctl(option: int, value: int | bytes) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
