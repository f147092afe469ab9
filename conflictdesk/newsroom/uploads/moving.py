"""Moves documents from MEDIA_ROOT, where older versions and backups have them, to PRIVATE_ROOT."""

from __future__ import annotations

import errno
import filecmp
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copy2

from conflictdesk.newsroom.uploads.storage import DOCUMENTS


@dataclass(frozen=True)
class Moved:
    """The number of files that were moved, and the files left because another has their place."""

    files: int
    left: tuple[Path, ...]


def move(media: Path, private: Path) -> Moved:
    """Moves all files of the folder of documents under the same names. May run again at any time:
    nothing is overwritten, and a file is removed only when it is complete in its new place.
    """
    old, new = media / DOCUMENTS, private / DOCUMENTS
    if old.is_dir() and not new.exists() and (count := len(list(files(old)))):
        private.mkdir(parents=True, exist_ok=True)
        # Moving the folder as a whole keeps its owner, whoever runs the upgrade.
        if _rename(old, new):
            return Moved(count, ())
    done = {path: _move(path, new / path.relative_to(old)) for path in list(files(old))}
    _remove_empty(old)
    return Moved(sum(done.values()), tuple(path for path, is_moved in done.items() if not is_moved))


def files(folder: Path) -> Iterator[Path]:
    """Returns all files below the folder, in order; none if there is no such folder."""
    return (path for path in sorted(folder.rglob("*")) if not path.is_dir())


def _move(old: Path, new: Path) -> bool:
    """Moves a file and returns whether it is now in its new place only."""
    if new.exists():
        if not filecmp.cmp(old, new, shallow=False):
            return False
        old.unlink()
        return True
    new.parent.mkdir(parents=True, exist_ok=True)
    if not _rename(old, new):
        half = new.with_name(f"{new.name}.part")
        copy2(old, half)
        half.rename(new)
        old.unlink()
    return True


def _rename(old: Path, new: Path) -> bool:
    """Renames a file or folder and returns whether that worked: it does not across disks."""
    try:
        old.rename(new)
    except OSError as error:
        if error.errno not in {errno.EXDEV, errno.EBUSY}:
            raise
        return False
    return True


def _remove_empty(folder: Path) -> None:
    for one in sorted(folder.rglob("*"), reverse=True):
        if one.is_dir() and not any(one.iterdir()):
            one.rmdir()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
