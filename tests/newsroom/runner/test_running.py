"""Connections that a forked process must not share with its parent."""

from __future__ import annotations

from conflictdesk.newsroom.celery import app
from conflictdesk.newsroom.runner.running import close_connections


def test_no_connection_to_the_broker_is_open_when_a_process_is_forked() -> None:
    with app.pool.acquire(block=True) as broker:
        broker.connect()
    assert broker.connected
    close_connections()
    assert not broker.connected
    with app.pool.acquire(block=True) as broker:
        assert broker.connect()
