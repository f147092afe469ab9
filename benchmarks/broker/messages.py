"""Sends messages from several producers to several consumers, with busy processes beside them."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from kombu import Connection, Consumer, Producer, Queue

QUEUE = "load"
# Makes a message about as long as Celery's for one extraction.
PADDING = "x" * 600
_processes = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Load:
    messages: int
    producers: int
    consumers: int
    loops: int


@dataclass(frozen=True)
class Received:
    """The numbers that one consumer received, and how many messages it could not read."""

    numbers: list[int]
    unreadable: int


def measure(folder: Path, transport: str, load: Load) -> list[tuple[str, bool]]:
    """Returns each promise in words and whether it was kept; prints the figures."""
    connect = partial(_connect, folder, transport)
    produced = folder / "produced"
    began = time.monotonic()
    results: Any = _processes.SimpleQueue()
    consumers = [
        _processes.Process(target=_consume, args=(connect, produced, results)) for _ in range(load.consumers)
    ]
    producers = [
        _processes.Process(target=_produce, args=(connect, range(first, load.messages, load.producers)))
        for first in range(load.producers)
    ]
    with _busy(load.loops):
        _start([*consumers, *producers])
        _join(producers)
        produced.touch()
        received = [results.get() for _ in consumers]
        _join(consumers)
    return _promises(folder, load, received, time.monotonic() - began)


def _promises(folder: Path, load: Load, received: list[Received], seconds: float) -> list[tuple[str, bool]]:
    counts = Counter(number for one in received for number in one.numbers)
    unread = sum(one.unreadable for one in received) + len([*(folder / "messages" / "unreadable").glob("*")])
    lost = load.messages - len(counts)
    twice = sum(count > 1 for count in counts.values())
    shares = ", ".join(f"{len(one.numbers):,}" for one in received)
    print(
        f"{load.messages:,} messages of {load.producers} producers, {load.loops} busy loops beside them\n"
        f"received {len(counts):,} ({shares}) in {seconds:.1f} s, {len(counts) / seconds:,.0f} a second; "
        f"lost {lost}, unreadable {unread}, twice {twice}"
    )
    return [
        ("all messages are received", lost == 0),
        ("none is unreadable", unread == 0),
        ("none is received twice", twice == 0),
    ]


def _connect(folder: Path, transport: str) -> Connection:
    """Connects with the newsroom's settings; makes the folders first, which kombu's own transport
    requires.
    """
    data, control = folder / "messages", folder / "control"
    for one in (data, control):
        one.mkdir(exist_ok=True)
    options = {
        "data_folder_in": str(data),
        "data_folder_out": str(data),
        "control_folder": str(control),
        "polling_interval": 0.02,
    }
    return Connection("filesystem://localhost", transport=transport, transport_options=options)


def _produce(connect: Callable[[], Connection], numbers: range) -> None:
    with connect() as connection:
        producer = Producer(connection.channel())
        for number in numbers:
            producer.publish(
                {"number": number, "padding": PADDING}, routing_key=QUEUE, declare=[Queue(QUEUE)]
            )


def _consume(connect: Callable[[], Connection], produced: Path, results: Any) -> None:
    """Consumes until all is produced and nothing has come for a second."""
    numbers: list[int] = []
    unreadable = 0
    with connect() as connection:

        def take(body: Any, message: Any) -> None:
            numbers.append(body["number"])
            message.ack()

        with Consumer(connection.channel(), [Queue(QUEUE)], callbacks=[take], accept=["json"]):
            over = False
            while not over:
                complete = produced.exists()
                try:
                    connection.drain_events(timeout=1)
                except TimeoutError:
                    over = complete
                except ValueError:  # This would end a worker.
                    unreadable += 1
    results.put(Received(numbers, unreadable))


@contextmanager
def _busy(loops: int) -> Iterator[None]:
    processes = [_processes.Process(target=_turn, daemon=True) for _ in range(loops)]
    _start(processes)
    try:
        yield
    finally:
        for process in processes:
            process.kill()
        _join(processes)


def _turn() -> None:
    while True:
        pass


def _start(processes: list[BaseProcess] | list[Any]) -> None:
    for process in processes:
        process.start()


def _join(processes: list[BaseProcess] | list[Any]) -> None:
    for process in processes:
        process.join()
