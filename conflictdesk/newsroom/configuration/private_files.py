"""Keeps the newsroom's files and folders private to the user that runs it."""

from __future__ import annotations

import logging
import os
import stat
from pathlib import Path

FOLDER = 0o700
FILE = 0o600
OTHERS = 0o077
# The files that the newsroom itself makes in VAR_DIR; all others are left alone.
OWN = ("newsroom.sqlite3*", "secret-key*", "media", "private", "broker", "beat-schedule*", "running")
logger = logging.getLogger(__name__)


def start(var_dir: Path) -> None:
    """Makes the files of this process private: those that it creates from now on, and those that an
    older installation has left. Each process that serves or works calls it.
    """
    os.umask(OTHERS)
    make_private(var_dir)


def make_folder(folder: Path) -> None:
    """Makes the folder and the missing ones above it. Raises OSError if one cannot be made."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(FOLDER, exist_ok=True)


def opener(path: str, flags: int) -> int:
    """Opens a file for `open(…, opener=…)`; a file that it creates is private, whatever the process's
    umask.
    """
    return os.open(path, flags, FILE)


def make_private(var_dir: Path) -> None:
    """Removes other users' permissions on the newsroom's files; logs a warning if there were any, or if
    they cannot be removed.
    """
    own = [entry for pattern in OWN for entry in sorted(var_dir.glob(pattern))]
    try:
        changed = sum(map(_make_private, own))
        if _is_its_own(var_dir):
            changed += _restrict(var_dir)
    except OSError as error:
        logger.warning("The newsroom's files cannot be kept from other users of this machine: %s", error)
        return
    if changed:
        logger.warning(
            "The newsroom's files in %s were open to other users of this machine; now they are its own "
            "user's alone (%d changed).", var_dir, changed,
        )  # fmt: skip


def _make_private(entry: Path) -> int:
    """Returns how many entries were changed. A folder is changed after its contents, so that a folder
    that is private already needs no second look.
    """
    if entry.is_symlink() or not entry.stat().st_mode & OTHERS:
        return 0
    inside = sum(map(_make_private, entry.iterdir())) if entry.is_dir() else 0
    return inside + _restrict(entry)


def _restrict(entry: Path) -> int:
    """Returns 1 if other users had permissions, which are removed, else 0, also for an entry that has
    vanished.
    """
    try:
        mode = entry.stat().st_mode
        if not mode & OTHERS:
            return 0
        entry.chmod(stat.S_IMODE(mode) & ~OTHERS)
    except FileNotFoundError:
        return 0
    return 1


def _is_its_own(folder: Path) -> bool:
    """Whether the folder belongs to the newsroom, unlike /tmp or /srv, which others use as well."""
    return (
        folder.is_dir() and folder.parent != Path(folder.anchor) and not folder.stat().st_mode & stat.S_ISVTX
    )
