"""A small disk to be filled up. Only root may mount it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SIZE = "96m"
FILLER = "filler"
CHUNK = bytes(64 * 1024)


def is_possible() -> bool:
    return os.geteuid() == 0


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mounts a disk at the folder while it lasts. Raises CalledProcessError if it may not be mounted."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=True, capture_output=True
    )
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(disk: Path) -> None:
    """Fills the disk to the last byte."""
    with suppress(OSError), (disk / FILLER).open("ab", buffering=0) as filler:
        for chunk in (CHUNK, b"\0" * 512, b"\0"):
            with suppress(OSError):
                while filler.write(chunk):
                    pass


def empty(disk: Path) -> None:
    (disk / FILLER).unlink()
