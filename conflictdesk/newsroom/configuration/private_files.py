"""What the newsroom keeps is for its own user alone: files, and the folders that they are in."""

from __future__ import annotations

import logging
import os
import stat
from pathlib import Path

FOLDER = 0o700
FILE = 0o600
OTHERS = 0o077
# What the newsroom itself makes in VAR_DIR. Whatever else lies there is somebody else's.
OWN = ("newsroom.sqlite3*", "secret-key*", "media", "private", "broker", "beat-schedule*", "running")
logger = logging.getLogger(__name__)


def start(var_dir: Path) -> None:
    """Called by each process that serves or works: what it makes from now on is private, and so is what an
    older installation has left.
    """
    os.umask(OTHERS)
    tighten(var_dir)


def make_folder(folder: Path) -> None:
    """Makes the folder, and those above it that are missing. Raises OSError where one cannot be made."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(FOLDER, exist_ok=True)


def opener(path: str, flags: int) -> int:
    """For `open`: a file that is made by it is private, whatever the process's umask."""
    return os.open(path, flags, FILE)


def tighten(var_dir: Path) -> None:
    """Takes from others what they may do with the newsroom's files, and says so in the log when there was
    anything to take, or when it cannot be taken.
    """
    own = [entry for pattern in OWN for entry in sorted(var_dir.glob(pattern))]
    try:
        changed = sum(map(_tighten, own))
        if _is_its_own(var_dir):
            changed += _take(var_dir)
    except OSError as error:
        logger.warning("The newsroom's files cannot be kept from other users of this machine: %s", error)
        return
    if changed:
        logger.warning(
            "The newsroom's files in %s were open to other users of this machine; now they are its own "
            "user's alone (%d changed).", var_dir, changed,
        )  # fmt: skip


def _tighten(entry: Path) -> int:
    """How many entries were changed. A folder comes after what is in it, so that one that is private has
    been gone through to the end.
    """
    if entry.is_symlink() or not entry.stat().st_mode & OTHERS:
        return 0
    inside = sum(map(_tighten, entry.iterdir())) if entry.is_dir() else 0
    return inside + _take(entry)


def _take(entry: Path) -> int:
    """1 when there was anything to take from others, else 0, also for an entry that is gone meanwhile."""
    try:
        mode = entry.stat().st_mode
        if not mode & OTHERS:
            return 0
        entry.chmod(stat.S_IMODE(mode) & ~OTHERS)
    except FileNotFoundError:
        return 0
    return 1


def _is_its_own(folder: Path) -> bool:
    """Not one of the system's, such as /tmp or /srv, which others use as well."""
    return (
        folder.is_dir() and folder.parent != Path(folder.anchor) and not folder.stat().st_mode & stat.S_ISVTX
    )
