"""The embedded broker: complete messages, in order, each to one consumer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from kombu import Connection, Exchange, Queue

from conflictdesk.newsroom.broker import atomic_filesystem
from conflictdesk.newsroom.configuration.environment import PROJECT
from tests.newsroom.broker.connecting import ATOMIC, STOCK, connect, files, publish, receive


@pytest.mark.parametrize(
    "queue", ["live", "live.again", "celery@host.celery.pidbox", "../control", "..", "é"]
)
def test_a_queue_gives_its_messages_in_order_and_no_other_ones(queue: str, tmp_path: Path) -> None:
    with connect(tmp_path) as connection:
        publish(connection, "again", "other")
        publish(connection, queue, *range(20))

        assert receive(connection, queue) == [*range(20)]
        assert receive(connection, queue) == []
        publish(connection, queue, "new")
        assert receive(connection, queue) == ["new"]
    assert {one.name for one in tmp_path.iterdir()} == {"control", "messages"}
    assert files(tmp_path) == ["msg"]


def test_a_long_queue_is_listed_once_not_for_each_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[str] = []
    with connect(tmp_path) as connection:
        publish(connection, "live", *range(50))
        channel = connection.channel()
        scandir = os.scandir
        monkeypatch.setattr(os, "scandir", lambda folder: listed.append(folder) or scandir(folder))

        assert [channel.basic_get("live").payload for _ in range(50)] == [*range(50)]
        assert len(listed) == 1


def test_who_waits_for_messages_looks_up_soon_to_see_whether_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic_filesystem, "WAIT_SECONDS", 0.01)
    with connect(tmp_path) as connection:
        connection.SimpleQueue("live")
        with pytest.raises(TimeoutError):
            connection.drain_events(timeout=3_600)


def test_a_worker_takes_from_its_queues_in_turn(tmp_path: Path) -> None:
    taken: list[str] = []
    with connect(tmp_path) as connection:
        publish(connection, "backfill", *range(20))
        publish(connection, "again", *range(2))
        consumer = connection.Consumer(
            [Queue(name) for name in ("backfill", "again")], no_ack=True,
            callbacks=[lambda _, message: taken.append(message.delivery_info["routing_key"])],
        )  # fmt: skip
        with consumer:
            for _ in range(6):
                connection.drain_events(timeout=1)

    assert taken.count("again") == 2


def test_producers_and_consumers_at_once_give_and_get_each_message_once() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.broker", "--messages", "1000", "--loops", "1", "--kills", "0"],
        capture_output=True, text=True, cwd=PROJECT,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout
    assert "received 1,000 " in ran.stdout


def test_size_purge_and_deletion_are_about_what_waits(tmp_path: Path) -> None:
    queue = Queue("live", Exchange("news"), routing_key="live")
    with connect(tmp_path) as connection:
        channel = connection.channel()
        bound = queue(channel)
        bound.declare()
        publish(connection, "live", 1, 2, 3)
        publish(connection, "other", 4)
        (tmp_path / "messages" / "live.queue" / "1-2.msg.new").write_text("half")

        assert bound.queue_declare(passive=True).message_count == 3
        assert bound.purge() == 3
        assert bound.queue_declare(passive=True).message_count == 0
        publish(connection, "live", 5)
        assert channel.get_table("news") == [("live", "", "live")]
        bound.delete()
        assert (receive(connection, "live"), channel.get_table("news")) == ([], [])
        assert receive(connection, "other") == [4]


def test_folders_are_made_for_this_user_alone(tmp_path: Path) -> None:
    options = {
        "data_folder_in": str(tmp_path / "broker" / "messages"),
        "data_folder_out": str(tmp_path / "broker" / "messages"),
        "control_folder": str(tmp_path / "broker" / "control"),
    }
    with Connection("filesystem://", transport=ATOMIC, transport_options=options) as connection:
        publish(connection, "live", 1)
        Queue("live", Exchange("news"), routing_key="live")(connection.channel()).declare()
    made = [one for one in (tmp_path / "broker").rglob("*") if one.is_dir()]
    assert {one.name: oct(one.stat().st_mode & 0o777) for one in made} == {
        "messages": "0o700",
        "live.queue": "0o700",
        "control": "0o700",
    }


def test_messages_of_kombus_own_transport_are_still_read(tmp_path: Path) -> None:
    with connect(tmp_path, STOCK) as before:
        publish(before, "live", 1, 2)
        publish(before, "li.ve", 3)
    with connect(tmp_path) as connection:
        publish(connection, "live", 4)
        assert receive(connection, "live") == [1, 2, 4]
        assert receive(connection, "li.ve") == [3]
    assert files(tmp_path) == []


@pytest.mark.skipif(bool(settings.ENVIRONMENT.broker_url), reason="the broker is another one")
def test_the_newsrooms_embedded_broker_is_this_one() -> None:
    with current_app.connection_for_read() as reading, current_app.connection_for_write() as writing:
        kinds = {type(one.transport) for one in (reading, writing)}
    assert kinds == {atomic_filesystem.Transport}
