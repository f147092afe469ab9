"""One Chromium for all processes of a test run: the first test that needs it starts it."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tests.worker import wait_for

# Names the folder of this run to all its processes.
FOLDER = "TESTS_CHROMIUM"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def program() -> str | None:
    """Where Chromium is: its headless shell, which takes less of the processor, or else the whole browser.
    None where neither is installed.
    """
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


def prepare() -> None:
    """Begins a run."""
    folder = os.environ[FOLDER] = tempfile.mkdtemp(prefix="conflictdesk-chromium-")
    (Path(folder) / "run").write_text(str(os.getpid()))


def address() -> str:
    """Where Playwright connects to. Each connection sees what it has opened itself."""
    folder = Path(os.environ[FOLDER])
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = folder / "address"
        if not told.exists():
            _start(folder, told)
        return told.read_text().strip()


def _start(folder: Path, told: Path) -> None:
    options = folder / "options.json"
    options.write_text(json.dumps({"executablePath": program(), "args": ARGUMENTS}))
    command = [sys.executable, "-m", "tests.browser.chromium", (folder / "run").read_text()]
    output = (os.POSIX_SPAWN_OPEN, 1, str(told), os.O_WRONLY | os.O_CREAT, 0o600)
    # No object of this process: it lives on for the others.
    pid = os.posix_spawn(
        sys.executable, [*command, str(options)], os.environ, file_actions=[output], setsid=True
    )
    (folder / "pid").write_text(str(pid))
    wait_for(lambda: told.exists() and told.read_text().endswith("\n"), 90)


def end() -> None:
    """Ends the run, and Chromium if a test has started it."""
    folder = Path(os.environ.pop(FOLDER))
    with suppress(FileNotFoundError, ProcessLookupError):
        os.killpg(int((folder / "pid").read_text()), signal.SIGTERM)
    shutil.rmtree(folder, ignore_errors=True)


def serve(run: int, options: str) -> None:
    """Serves Chromium until the process of the test run is gone, also when that was killed."""
    command = [sys.executable, "-m", "playwright", "launch-server", "--browser", "chromium"]
    with subprocess.Popen([*command, "--config", options]) as server:
        while server.poll() is None:
            time.sleep(1)
            try:
                os.kill(run, 0)
            except ProcessLookupError:
                os.killpg(0, signal.SIGTERM)


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2])
