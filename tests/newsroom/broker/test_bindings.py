"""The embedded broker: tables of bindings are replaced in one step."""

from __future__ import annotations

import json
import multiprocessing
import resource
from pathlib import Path

import pytest
from kombu import Exchange, Queue

from tests.newsroom.broker.connecting import ATOMIC, connect, faulty, in_process


def _bind(folder: Path, first: int) -> None:
    """Binds 25 queues; fails if a table that is read meanwhile lacks a queue that was bound before."""
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
