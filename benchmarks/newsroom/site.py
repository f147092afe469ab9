"""Runs the newsroom as `make run` does, and finds its processes in `/proc`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from conflictdesk.newsroom.configuration.environment import PROJECT

SETTINGS = "conflictdesk.newsroom.settings"
START_SECONDS = 300
BUSY = "while True: pass"


@dataclass(frozen=True, slots=True)
class Process:
    """A process: its id, the name that it is shown under, and the id of its group."""

    pid: int
    name: str
    group: int


@contextmanager
def newsroom(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Runs the newsroom until the block ends, with its data and log in the folder; yields its process
    and port.
    """
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    environment |= {"DJANGO_SETTINGS_MODULE": SETTINGS, "VAR_DIR": str(folder), "PORT": str(port)}
    log = folder / "run.log"
    with log.open("wb") as output, subprocess.Popen(
        [sys.executable, "manage.py", "run"],
        cwd=PROJECT,
        env=environment,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:  # fmt: skip
        try:
            _wait_for(log, process)
            yield process, port
        finally:
            process.terminate()


@contextmanager
def busy(loops: int) -> Iterator[None]:
    """Runs so many endless loops beside the measured processes."""
    running = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(loops)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def processes(folder: Path) -> list[Process]:
    """Returns the processes of the newsroom whose data are in the folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"VAR_DIR={folder}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                pid = int(entry.name)
                found.append(Process(pid, (entry / "comm").read_text().strip(), os.getpgid(pid)))
    return found


def leader(folder: Path, name: str) -> int | None:
    """Returns the id of the Procfile's process of that name, once it has started its children; else
    None.
    """
    seen = [one for one in processes(folder) if one.name == name]
    for one in seen:
        if one.pid == one.group and any(other.group == one.pid != other.pid for other in seen):
            return one.pid
    return None


def _wait_for(log: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while "Ctrl-C stops everything." not in log.read_text():
        if process.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"The newsroom did not start:\n{log.read_text()}")
        time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
