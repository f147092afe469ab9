"""`manage.py run`: from an empty folder to a page, and no process left behind."""

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

from conflictdesk.newsroom.configuration.environment import PROJECT
from conflictdesk.newsroom.management.commands.run import ROOT
from conflictdesk.newsroom.processes import process_group
from conflictdesk.newsroom.processes.process_group import commands
from tests.worker import wait_for

SECONDS = 120
# Holds the folder, and has forked a process that lives on.
HOLDER = """
import os, sys, time
from pathlib import Path
from conflictdesk.newsroom.processes import process_group
with process_group.lock_folder(Path(sys.argv[1]), lambda: None):
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
    """Returns the folder in which the newsroom of the first test leaves its data for the second."""
    return tmp_path_factory.mktemp("newsroom")


@pytest.fixture
def newsroom(folder: Path) -> Iterator[subprocess.Popen[str]]:
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
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
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def test_the_newsroom_starts_from_nothing_and_stops_whole(
    newsroom: subprocess.Popen[str], folder: Path
) -> None:
    with urlopen(address(newsroom), timeout=SECONDS) as page:
        assert "The Newsroom" in page.read().decode()
    newsroom.send_signal(signal.SIGINT)
    assert newsroom.wait(timeout=SECONDS) == 0
    assert left(folder) == []


def test_it_forks_from_one_thread_and_what_is_killed_is_back_while_the_others_serve(
    newsroom: subprocess.Popen[str], folder: Path
) -> None:
    """A forked process never gets what other threads hold at that moment."""
    url = address(newsroom)
    assert threads(newsroom) == [str(newsroom.pid)]
    before = {name: leader(folder, name) for name in commands(PROJECT / "Procfile")}
    left_behind = readers(folder, before["live"])
    os.kill(before["live"], signal.SIGKILL)
    assert leader(folder, "live", other_than=before["live"]) not in before.values()
    with urlopen(url, timeout=SECONDS) as page:
        assert "The Newsroom" in page.read().decode()
    assert not set(left_behind) & set(_of(folder))

    os.kill(before["web"], signal.SIGKILL)
    assert leader(folder, "web", other_than=before["web"]) not in before.values()
    wait_for(lambda: answers(url), SECONDS)
    others = {name: leader(folder, name) for name in before if name not in ("live", "web")}
    assert others == {name: before[name] for name in others}
    newsroom.send_signal(signal.SIGTERM)
    assert newsroom.wait(timeout=SECONDS) == 0
    assert left(folder) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="these tests are not run as root")
def test_root_is_told_once_and_in_one_line(newsroom: subprocess.Popen[str], folder: Path) -> None:
    before = [line for line in until_ready(newsroom) if "root" in line]
    readers(folder, leader(folder, "live"))
    newsroom.send_signal(signal.SIGHUP)
    assert newsroom.stdout is not None
    after = newsroom.stdout.read()
    assert newsroom.wait(timeout=SECONDS) == 0
    assert (before, "superuser" in after) == ([f"{ROOT}\n"], False)


def test_a_folder_is_one_newsrooms_alone_until_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests it also when it is killed while processes that were forked from it are still running."""
    monkeypatch.setattr(process_group, "STOP_SECONDS", -1.5)
    first = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    forked = int(first.stdout.readline())
    calls: list[str] = []
    try:
        with (
            pytest.raises(process_group.InUse),
            process_group.lock_folder(tmp_path, lambda: calls.append("waits")),
        ):
            pytest.fail("two in one folder")
        first.kill()
        first.wait()
        os.kill(forked, 0)
        with process_group.lock_folder(tmp_path, lambda: calls.append("waits again")):
            assert calls == ["waits"]
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
        calls: list[str] = []

        def stop() -> None:
            calls.append("waits")
            os.kill(forked, signal.SIGKILL)
            first.kill()

        with process_group.lock_folder(tmp_path, stop):
            assert calls == ["waits"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody tells the processes")
def test_a_killed_newsroom_leaves_nothing_behind(newsroom: subprocess.Popen[str], folder: Path) -> None:
    address(newsroom)
    newsroom.kill()
    newsroom.wait()
    assert left(folder, seconds=20) == []


def threads(newsroom: subprocess.Popen[str]) -> list[str]:
    return [one.name for one in Path(f"/proc/{newsroom.pid}/task").iterdir()]


def address(newsroom: subprocess.Popen[str]) -> str:
    """Returns the address that it prints."""
    return until_ready(newsroom)[-1].split()[1]


def until_ready(newsroom: subprocess.Popen[str]) -> list[str]:
    """Returns its output up to the line with its address."""
    assert newsroom.stdout is not None
    lines = []
    for line in newsroom.stdout:
        lines.append(line)
        if line.strip().startswith("Newsroom "):
            return lines
    pytest.fail(f"it does not answer: {lines}")


def leader(folder: Path, name: str, other_than: int = 0) -> int:
    """Returns the process of that line of the Procfile; waits for one that is being started."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        for pid in _of(folder):
            with suppress(OSError):
                shown = Path(f"/proc/{pid}/comm").read_text().strip()
                if shown == name[:15] and os.getpgid(pid) == pid != other_than:
                    return pid
        time.sleep(0.05)
    pytest.fail(f"“{name}” is not there")


def readers(folder: Path, worker: int) -> list[int]:
    """Waits for the processes that the worker has started to read texts, and returns them."""

    def started() -> list[int]:
        return [pid for pid in _of(folder) if pid != worker and parent(pid) == worker]

    wait_for(lambda: bool(started()), SECONDS)
    return started()


def parent(pid: int) -> int:
    """Returns the id of its parent; 0 if the process is gone."""
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return 0


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=SECONDS) as page:
            return bool(page.status == 200)
    except OSError:
        return False


def left(folder: Path, seconds: float = 5) -> list[int]:
    """Returns the processes of the newsroom with its data in the folder; waits a moment for those that
    are ending.
    """
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
