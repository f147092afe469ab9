"""The embedded broker: killed processes, full disks, folders that cannot be used."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from kombu.exceptions import OperationalError

from conflictdesk.newsroom.broker import atomic_filesystem
from conflictdesk.newsroom.configuration.environment import PROJECT
from tests.newsroom.broker.connecting import ATOMIC, connect, faulty, files, in_process, publish, receive

# Fits no file that the full disk's limit allows.
LARGE = "x" * 2_000


def _publish_half(folder: Path, transport: str) -> None:
    """Publishes a message; the system ends the process, or cuts its file off, after 200 bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
    with connect(folder, transport) as connection:
        publish(connection, "live", LARGE)


@pytest.mark.parametrize("transport", [ATOMIC, faulty()])
def test_half_a_message_of_a_killed_producer_is_given_to_nobody(transport: str, tmp_path: Path) -> None:
    with connect(tmp_path, transport) as connection:
        publish(connection, "live", "before")
        in_process(_publish_half, tmp_path, transport)
        publish(connection, "live", "after")
        assert receive(connection, "live") == ["before", "after"]
    assert files(tmp_path) == ["msg.new"]


def _publish_on_a_full_disk(folder: Path, transport: str) -> None:
    """Succeeds if the producer gets an error. (Python raises one at this limit.)"""
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
    with connect(folder, transport) as connection:
        try:
            publish(connection, "live", LARGE)
        except OperationalError as error:
            sys.exit("File too large" not in str(error))
    sys.exit("Nobody is told.")


@pytest.mark.parametrize("transport", [ATOMIC, faulty(raises=AssertionError)])
def test_on_a_full_disk_the_producer_is_told_and_nothing_is_left(transport: str, tmp_path: Path) -> None:
    assert in_process(_publish_on_a_full_disk, tmp_path, transport) == 0
    assert files(tmp_path) == []


SEND = """
import resource, django
django.setup()
from conflictdesk.ledger.extractions import outbox, task_sending
print(task_sending.send(outbox.TASK, 1))
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
print(task_sending.send(outbox.TASK, 2))
"""


def test_on_a_full_disk_a_publication_goes_on_and_its_row_waits(tmp_path: Path) -> None:
    """Sends from the web process, with the newsroom's own settings and folders that do not exist."""
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "conflictdesk.newsroom.settings",
        "VAR_DIR": str(tmp_path / "var"),
    }
    ran = subprocess.run(
        [sys.executable, "-c", SEND], capture_output=True, text=True, cwd=PROJECT, env=environment
    )
    assert (ran.stdout.split(), ran.returncode) == (["True", "False"], 0), ran.stderr
    assert "The broker does not answer (OperationalError: [Errno 27] File too large)" in ran.stderr
    assert files(tmp_path / "var" / "broker") == ["msg"]


def _take_and_die(folder: Path) -> None:
    """Takes a message and is killed before it has read it."""
    Path.read_bytes = lambda _: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign,assignment,return-value]
    with connect(folder) as connection:
        connection.channel().basic_get("live")


def test_what_killed_processes_leave_stops_nobody_and_is_removed_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connect(tmp_path) as connection:
        publish(connection, "live", 1, 2)
        assert in_process(_take_and_die, tmp_path) == -signal.SIGKILL
        in_process(_publish_half, tmp_path, ATOMIC)

        assert receive(connection, "live") == [2]
        assert files(tmp_path) == ["msg.new", "taken"]
        later = time.time_ns() + atomic_filesystem.LEFT_NANOSECONDS
        monkeypatch.setattr(time, "time_ns", lambda: later)
        assert receive(connection, "live") == []
        assert files(tmp_path) == []


def test_a_folder_that_cannot_be_used_is_a_lost_connection(tmp_path: Path) -> None:
    """Celery's worker connects again after these errors and ends after all others."""
    with connect(tmp_path) as connection:
        channel = connection.channel()
        (tmp_path / "messages" / "live.queue").write_text("no folder")
        with pytest.raises(NotADirectoryError) as raised:
            channel.basic_get("live")
        assert isinstance(raised.value, connection.connection_errors)
        with pytest.raises(OperationalError):
            publish(connection, "live", 1)


def test_who_connects_is_told_at_once_of_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    with connect(tmp_path) as connection:
        (tmp_path / "messages").rmdir()
        (tmp_path / "messages").write_text("no folder")
        with pytest.raises(OperationalError, match="messages"):
            connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0)


@pytest.mark.parametrize("folder", ["messages", "control"])
def test_so_is_who_may_not_write_to_it(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replaces the system's check, because root may write everywhere."""
    refused = str(tmp_path / folder)
    monkeypatch.setattr(os, "access", lambda path, mode: str(path) != refused)
    with connect(tmp_path) as connection, pytest.raises(PermissionError, match=refused):
        connection.channel()
