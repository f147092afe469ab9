"""Producers and consumers of the embedded broker.

A test that also runs with kombu's own transport shows the fault that our transport avoids.
"""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection, Producer, Queue

ATOMIC = "conflictdesk.newsroom.broker.atomic_filesystem:Transport"
STOCK = "kombu.transport.filesystem:Transport"


def faulty(*values: object, raises: type[Exception] = json.JSONDecodeError) -> Any:
    """Returns the row of kombu's own transport in a test's table: a strict xfail, so that a repair in
    kombu is noticed.
    """
    mark = pytest.mark.xfail(strict=True, raises=raises, reason="celery/kombu#1551")
    return pytest.param(*values, STOCK, marks=mark)


def connect(folder: Path, transport: str = ATOMIC) -> Connection:
    (folder / "control").mkdir(exist_ok=True)
    (folder / "messages").mkdir(exist_ok=True)
    messages = {"data_folder_in": str(folder / "messages"), "data_folder_out": str(folder / "messages")}
    options = messages | {"control_folder": str(folder / "control"), "polling_interval": 0.01}
    return Connection("filesystem://localhost", transport=transport, transport_options=options)


def publish(connection: Connection, queue: str, *bodies: object) -> None:
    """Publishes as the outbox does: a failed try is repeated once, at once."""
    producer = Producer(connection.channel())
    again = {"max_retries": 1, "interval_start": 0}
    for body in bodies:
        producer.publish(body, routing_key=queue, declare=[Queue(queue)], retry=True, retry_policy=again)


def receive(connection: Connection, queue: str) -> list[Any]:
    """Returns the bodies of all waiting messages."""
    channel = connection.default_channel
    channel.queue_declare(queue)
    messages = iter(lambda: channel.basic_get(queue, no_ack=True), None)
    return [message.payload for message in messages]


def in_process(function: Callable[..., None], *arguments: object) -> int:
    """Calls the function in another process and returns its exit code; negative for the signal that
    ended it.
    """
    process = multiprocessing.get_context("spawn").Process(target=function, args=arguments)
    process.start()
    process.join()
    code = process.exitcode
    assert code is not None
    return code


def files(folder: Path) -> list[str]:
    """Returns the suffixes of all files below the messages' folder."""
    return sorted(one.name.partition(".")[2] for one in (folder / "messages").rglob("*") if one.is_file())
