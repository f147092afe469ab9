"""The embedded broker: unreadable messages are set aside and delay no others."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conflictdesk.newsroom.broker import atomic_filesystem
from tests.newsroom.broker.connecting import ATOMIC, connect, faulty, in_process, publish, receive

ENVELOPE: dict[str, Any] = {
    "body": "e30=",
    "content-type": "application/json",
    "content-encoding": "utf-8",
    "headers": {},
    "properties": {
        "delivery_tag": "tag",
        "body_encoding": "base64",
        "delivery_info": {"exchange": "", "routing_key": "live"},
    },
}


UNREADABLE = [
    (b"", "empty"),
    (json.dumps(ENVELOPE).encode()[:100], "cut off"),
    (b'{"body": "\xff"}', "no text"),
    (bytes(4096), "zeros, as after a power cut"),
    (b"[" * 100_000, "too deep"),
    (b"[]", "a list"),
    (b"1", "a number"),
    (b"{}", "no envelope"),
    (json.dumps(ENVELOPE | {"properties": {}}).encode(), "without properties"),
    (json.dumps(ENVELOPE | {"headers": [1]}).encode(), "headers that are none"),
    (json.dumps(ENVELOPE | {"body": 1}).encode(), "a body that is none"),
    (json.dumps(ENVELOPE | {"body": "e"}).encode(), "a body that is not base64"),
    (b'{"body": {"__type__": "decimal", "__value__": "x"}}', "no number"),
]


@pytest.mark.parametrize(
    ("content", "transport"),
    [*(pytest.param(content, ATOMIC, id=why) for content, why in UNREADABLE), faulty(b"")],
)
def test_what_cannot_be_read_is_set_aside_and_the_next_message_comes(
    content: bytes, transport: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with connect(tmp_path, transport) as connection:
        (tmp_path / "messages" / "1_x.live.msg").write_bytes(content)
        os.utime(tmp_path / "messages" / "1_x.live.msg", (1, 1))
        publish(connection, "live", "next")
        with caplog.at_level(logging.ERROR):
            assert receive(connection, "live") == ["next"]
            assert receive(connection, "live") == []
    (kept,) = (tmp_path / "messages" / "unreadable").iterdir()
    assert (kept.suffix, kept.read_bytes()) == (".live", content)
    assert [(str(kept) in record.message, record.levelname) for record in caplog.records] == [(True, "ERROR")]


def test_of_the_unreadable_only_the_latest_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic_filesystem, "UNREADABLE_KEPT", 3)
    with connect(tmp_path) as connection:
        publish(connection, "live", 0)
        for number in range(5):
            (tmp_path / "messages" / "live.queue" / f"{number}-x.msg").write_text(f"broken {number}")
        assert receive(connection, "live") == [0]
    kept = sorted((tmp_path / "messages" / "unreadable").iterdir())
    assert [one.read_text() for one in kept] == ["broken 2", "broken 3", "broken 4"]


def _receive_next(folder: Path) -> None:
    """Succeeds when the next message comes; is ended by a signal if that takes long, as reading a pipe
    does.
    """
    signal.alarm(20)
    with connect(folder) as connection:
        sys.exit(receive(connection, "live") != ["next"])


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_a_pipe_or_folder_is_set_aside_and_removed_later(
    make: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connect(tmp_path) as connection:
        publish(connection, "live", "next")
        make(tmp_path / "messages" / "live.queue" / "1-x.msg")
        assert in_process(_receive_next, tmp_path) == 0
        (kept,) = (tmp_path / "messages" / "unreadable").iterdir()
        assert (kept.suffix, kept.is_file()) == (".live", False)

        monkeypatch.setattr(atomic_filesystem, "UNREADABLE_KEPT", 1)
        (tmp_path / "messages" / "live.queue" / "2-x.msg").write_text("broken")
        assert receive(connection, "live") == []
    assert [one.is_file() for one in (tmp_path / "messages" / "unreadable").iterdir()] == [True]


def test_a_folder_that_a_killed_process_has_taken_is_removed_later(tmp_path: Path) -> None:
    with connect(tmp_path) as connection:
        publish(connection, "live", "next")
        (tmp_path / "messages" / "live.queue" / "1-x.taken" / "deep").mkdir(parents=True)
        assert receive(connection, "live") == ["next"]
    assert [*(tmp_path / "messages" / "live.queue").iterdir()] == []


def test_a_long_reason_is_cut_and_stays_one_line(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The decoder of this type repeats its input in its error."""
    message = {"body": {"__type__": "uuid", "__value__": {"hex": "broken\n" * 99}}}
    with connect(tmp_path) as connection:
        connection.SimpleQueue("live")
        (tmp_path / "messages" / "live.queue" / "1-x.msg").write_text(json.dumps(message))
        assert receive(connection, "live") == []
    (line,) = caplog.messages
    assert "\n" not in line
    assert len(line.partition(" is kept as ")[2].partition(": ")[2]) <= atomic_filesystem.REASON_LENGTH
