"""`manage.py run`: everything from an empty folder to a page, and nothing left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

from conflictdesk.newsroom import processes
from conflictdesk.newsroom.environment import PROJECT
from conflictdesk.newsroom.processes import commands

SECONDS = 120
# Holds the folder, and has forked a process that lives on.
HOLDER = """
import os, sys, time
from pathlib import Path
from conflictdesk.newsroom import processes
with processes.alone_in(Path(sys.argv[1]), lambda: None):
    forked = os.fork()
    if forked:
        print(forked, flush=True)
    time.sleep(60)
"""
pytestmark = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="there is no /proc to look into"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the newsroom of the first test leaves its data for that of the second."""
    return tmp_path_factory.mktemp("newsroom")


@pytest.fixture
def newsroom(folder: Path) -> Iterator[subprocess.Popen[str]]:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")
    }
    with subprocess.Popen(
        [sys.executable, "manage.py", "run"],
        cwd=PROJECT,
        env=environment
        | {
            "DJANGO_SETTINGS_MODULE": "conflictdesk.newsroom.settings",
            "VAR_DIR": str(folder),
            "PORT": str(free_port()),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        yield process
        for pid in _of(folder):
            os.kill(pid, signal.SIGKILL)


def test_the_newsroom_starts_from_nothing_and_stops_whole(
    newsroom: subprocess.Popen[str], folder: Path
) -> None:
    with urlopen(address(newsroom), timeout=SECONDS) as page:
        assert "The Newsroom" in page.read().decode()
    newsroom.send_signal(signal.SIGINT)
    assert newsroom.wait(timeout=SECONDS) == 0
    assert left(folder) == []


def test_a_worker_that_is_killed_ends_the_newsroom(newsroom: subprocess.Popen[str], folder: Path) -> None:
    address(newsroom)
    groups = {os.getpgid(pid) for pid in _of(folder)} - {newsroom.pid}
    worker = max(groups)  # Started last.
    os.kill(worker, signal.SIGKILL)
    assert newsroom.wait(timeout=SECONDS) != 0
    assert left(folder) == []


def test_a_folder_is_one_newsrooms_alone_until_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when it is killed while processes that were forked from it live on."""
    monkeypatch.setattr(processes, "STOP_SECONDS", -1.5)
    first = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    forked = int(first.stdout.readline())
    told: list[str] = []
    try:
        with pytest.raises(processes.InUse), processes.alone_in(tmp_path, lambda: told.append("waits")):
            pytest.fail("two in one folder")
        first.kill()
        first.wait()
        os.kill(forked, 0)
        with processes.alone_in(tmp_path, lambda: told.append("waits again")):
            assert told == ["waits"]
    finally:
        first.kill()
        os.kill(forked, signal.SIGKILL)
        first.wait()
        first.stdout.close()


def test_who_comes_while_the_other_stops_waits(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        forked = int(first.stdout.readline())
        told: list[str] = []

        def stop() -> None:
            told.append("waits")
            os.kill(forked, signal.SIGKILL)
            first.kill()

        with processes.alone_in(tmp_path, stop):
            assert told == ["waits"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody tells the processes")
def test_a_killed_newsroom_leaves_nothing_behind(newsroom: subprocess.Popen[str], folder: Path) -> None:
    address(newsroom)
    newsroom.kill()
    newsroom.wait()
    assert left(folder, seconds=20) == []


def address(newsroom: subprocess.Popen[str]) -> str:
    """Where it says that it answers."""
    assert newsroom.stdout is not None
    return next(line.split()[1] for line in newsroom.stdout if line.strip().startswith("Newsroom "))


def left(folder: Path, seconds: float = 5) -> list[int]:
    """The processes whose newsroom keeps its data in the folder; those that end just now are waited for."""
    until = time.monotonic() + seconds
    while (found := _of(folder)) and time.monotonic() < until:
        time.sleep(0.1)
    return found


def _of(folder: Path) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"VAR_DIR={folder}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
    return found


@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [
        ("VAR_DIR", "/etc/passwd", "/etc/passwd is a file, not a folder"),
        ("VAR_DIR", "/etc/passwd/var", "/etc/passwd is a file, not a folder"),
        ("VAR_DIR", "/proc/var", "[Errno 2] No such file or directory: '/proc/var'"),
        ("DATABASE_URL", "postgresql://room:secret@localhost:{port}/news", "connection failed: "),
    ],
)
def test_what_cannot_be_used_is_one_line_that_names_its_variable(
    variable: str, value: str, reason: str, tmp_path: Path
) -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "conflictdesk.newsroom.settings", "VAR_DIR": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "manage.py", "run"], capture_output=True, text=True, cwd=PROJECT,
        env=os.environ | environment | {"PORT": str(free_port()), variable: value.format(port=free_port())},
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert ran.stderr.startswith(f'conflictdesk: Environment variable "{variable}" invalid: {reason}')
    assert "secret" not in ran.stderr


def test_commands_of_a_procfile(tmp_path: Path) -> None:
    procfile = tmp_path / "Procfile"
    procfile.write_text("web: gunicorn site --bind 127.0.0.1:$PORT\n\nworker: celery worker\n")
    assert commands(procfile) == {"web": "gunicorn site --bind 127.0.0.1:$PORT", "worker": "celery worker"}
