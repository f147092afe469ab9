"""The embedded broker: whole messages, each to one consumer, whoever is killed and however full the disk is.

Where kombu's own transport stands beside ours, the test shows the fault that ours is there for.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.conf import settings
from kombu import Connection, Exchange, Producer, Queue
from kombu.exceptions import OperationalError

from conflictdesk.newsroom import atomic_filesystem
from conflictdesk.newsroom.environment import PROJECT

ATOMIC = "conflictdesk.newsroom.atomic_filesystem:Transport"
STOCK = "kombu.transport.filesystem:Transport"
# Fits no file that the full disk's limit allows.
LARGE = "x" * 2_000
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


@pytest.fixture(autouse=True)
def _no_bindings_remembered() -> None:
    """Processes remember what they have bound; each test has a folder of its own."""
    atomic_filesystem.Transport.global_state.clear()


def faulty(*values: object, raises: type[Exception] = json.JSONDecodeError) -> Any:
    """The row of kombu's own transport in a test's table; strict: the day that kombu is mended is noticed."""
    mark = pytest.mark.xfail(strict=True, raises=raises, reason="celery/kombu#1551")
    return pytest.param(*values, STOCK, marks=mark)


def connect(folder: Path, transport: str = ATOMIC) -> Connection:
    (folder / "control").mkdir(exist_ok=True)
    (folder / "messages").mkdir(exist_ok=True)
    messages = {"data_folder_in": str(folder / "messages"), "data_folder_out": str(folder / "messages")}
    options = messages | {"control_folder": str(folder / "control"), "polling_interval": 0.01}
    return Connection("filesystem://localhost", transport=transport, transport_options=options)


def publish(connection: Connection, queue: str, *bodies: object) -> None:
    """As the outbox does: what fails is tried once more, at once."""
    producer = Producer(connection.channel())
    again = {"max_retries": 1, "interval_start": 0}
    for body in bodies:
        producer.publish(body, routing_key=queue, declare=[Queue(queue)], retry=True, retry_policy=again)


def receive(connection: Connection, queue: str) -> list[Any]:
    """The bodies of all messages that wait."""
    channel = connection.default_channel
    channel.queue_declare(queue)
    messages = iter(lambda: channel.basic_get(queue, no_ack=True), None)
    return [message.payload for message in messages]


def in_process(function: Callable[..., None], *arguments: object) -> int:
    """The exit code of another process that calls the function; negative: the signal that ended it."""
    process = multiprocessing.get_context("spawn").Process(target=function, args=arguments)
    process.start()
    process.join()
    code = process.exitcode
    assert code is not None
    return code


def files(folder: Path) -> list[str]:
    """The suffixes of all files below the messages' folder."""
    return sorted(one.name.partition(".")[2] for one in (folder / "messages").rglob("*") if one.is_file())


# From producer to consumer


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


# What cannot be read


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


# Processes that are killed, and disks that are full


def _publish_half(folder: Path, transport: str) -> None:
    """The system ends the process, or cuts its file off, when 200 bytes of the message are written."""
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
    """Ends well when the producer is told. (Python has this limit raise an error.)"""
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
from conflictdesk.ledger import outbox, sending
print(sending.send(outbox.TASK, 1))
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
print(sending.send(outbox.TASK, 2))
"""


def test_on_a_full_disk_a_publication_goes_on_and_its_row_waits(tmp_path: Path) -> None:
    """What is sent from the web process, with the newsroom's own settings and folders that are not there."""
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
    """Killed after it has taken a message, before it has read it."""
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
    """Celery's worker connects again after those errors, and ends after all others."""
    with connect(tmp_path) as connection:
        channel = connection.channel()
        (tmp_path / "messages" / "live.queue").write_text("no folder")
        with pytest.raises(NotADirectoryError) as raised:
            channel.basic_get("live")
        assert isinstance(raised.value, connection.connection_errors)
        with pytest.raises(OperationalError):
            publish(connection, "live", 1)


# Tables of bindings


def _bind(folder: Path, first: int) -> None:
    """Binds 25 queues; ends badly when a table that is read meanwhile lacks one that was bound before."""
    with connect(folder) as connection:
        channel = connection.channel()
        for number in range(first, first + 25):
            Queue(f"queue{number}", Exchange("news"), routing_key="live")(channel).declare()
            assert ("live", "", f"queue{number}") in channel.get_table("news")


def test_processes_that_bind_at_once_lose_no_binding(tmp_path: Path) -> None:
    connect(tmp_path)
    context = multiprocessing.get_context("spawn")
    binding = [context.Process(target=_bind, args=(tmp_path, 25 * number)) for number in range(4)]
    for process in binding:
        process.start()
    for process in binding:
        process.join()
    assert [process.exitcode for process in binding] == [0, 0, 0, 0]
    with connect(tmp_path) as connection:
        table = connection.channel().get_table("news")
    assert sorted(table) == sorted(("live", "", f"queue{number}") for number in range(100))


DAMAGED = ["", '[["live", ""', "[1]", '{"live": 1}', '[["live", ""]]', '[["live", "", "live"]]]']


@pytest.mark.parametrize(("content", "transport"), [*((one, ATOMIC) for one in DAMAGED), faulty("")])
def test_a_damaged_table_is_made_anew(
    content: str, transport: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    exchange = Exchange("news")
    with connect(tmp_path, transport) as connection:
        channel = connection.channel()
        table = tmp_path / "control" / f"{exchange.name}.exchange"
        table.write_text(content)
        assert channel.get_table(exchange.name) == []
        assert json.loads(table.read_text()) == []
        table.write_text(content)
        Queue("live", exchange, routing_key="live")(channel).declare()
        assert channel.get_table(exchange.name) == [("live", "", "live")]
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]


def _fill_the_table(folder: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
    with connect(folder) as connection:
        channel = connection.channel()
        for number in range(20):
            Queue(f"queue{number}", Exchange("news"), routing_key="live")(channel).declare()


def test_a_table_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    connect(tmp_path)
    assert in_process(_fill_the_table, tmp_path) == 1
    with connect(tmp_path) as connection:
        table = connection.channel().get_table("news")
    assert sorted(table) == sorted(("live", "", f"queue{number}") for number in range(len(table)))
    assert 0 < len(table) < 20
    assert sorted(one.name for one in (tmp_path / "control").iterdir()) == [
        "news.exchange",
        "news.exchange.lock",
    ]


# In the newsroom


@pytest.mark.skipif(bool(settings.ENVIRONMENT.broker_url), reason="the broker is another one")
def test_the_newsrooms_embedded_broker_is_this_one() -> None:
    with current_app.connection_for_read() as reading, current_app.connection_for_write() as writing:
        kinds = {type(one.transport) for one in (reading, writing)}
    assert kinds == {atomic_filesystem.Transport}
