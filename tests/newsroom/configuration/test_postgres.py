"""A PostgreSQL that hangs is noticed by the waiting client; one that is only slow is waited for."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import psycopg
import pytest
from django.db import OperationalError

from conflictdesk.circuit_breaker import CircuitBreaker
from conflictdesk.newsroom.postgres import base, watching

QUESTION = 80877103
OK, READY = b"R" + struct.pack("!ii", 8, 0), b"Z" + struct.pack("!i", 5) + b"I"
DONE = b"C" + struct.pack("!i", 13) + b"SELECT 0\0" + READY


class HalfServer:
    """A server with a minimum of PostgreSQL's protocol: accepts every log-in, and answers a statement
    once `answering` is set. Answers the question whether it is running while `alive` is set.
    """

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.alive, self.answering = threading.Event(), threading.Event()
        self.alive.set()
        self.questions = self.callers = 0
        self._open: list[socket.socket] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            # Without it the thread that waits for callers would keep the port.
            self._listening.shutdown(socket.SHUT_RDWR)
        for one in (self._listening, *self._open):
            one.close()

    def _listen(self) -> None:
        try:
            while True:
                caller, _ = self._listening.accept()
                self._open.append(caller)
                threading.Thread(target=self._serve, args=(caller,), daemon=True).start()
        except OSError:
            return

    def _serve(self, caller: socket.socket) -> None:
        try:
            length, code = struct.unpack("!ii", caller.recv(8))
            if code == QUESTION:
                self.questions += 1
                if self.alive.is_set():
                    caller.sendall(b"N")
                return
            self.callers += 1
            caller.recv(length)
            if self.alive.is_set():
                caller.sendall(OK + READY)
            while caller.recv(1000):
                self.answering.wait()
                caller.sendall(DONE)
        except OSError:
            return


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[HalfServer]:
    monkeypatch.setattr(watching, "SILENCE_SECONDS", 0.2)
    monkeypatch.setattr(watching, "ANSWER_SECONDS", 0.2)
    monkeypatch.setattr(watching, "breaker", CircuitBreaker("PostgreSQL", 60))
    made = HalfServer()
    yield made
    made.answering.set()
    made.close()


def connect(server: HalfServer) -> watching.WatchedConnection:
    return watching.WatchedConnection.connect(
        f"host=127.0.0.1 port={server.port} user=news sslmode=disable gssencmode=disable", autocommit=True
    )


def wrapper(server: HalfServer) -> Any:
    return base.DatabaseWrapper(
        {
            **{"NAME": "news", "USER": "news", "PASSWORD": "", "HOST": "127.0.0.1", "PORT": server.port},
            **{"TIME_ZONE": None, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "AUTOCOMMIT": True},
            "OPTIONS": {"sslmode": "disable", "gssencmode": "disable", "connect_timeout": 2},
        }
    )


def new_connection(database: Any) -> Any:
    """Opens a connection as Django does when a query needs one."""
    with database.wrap_database_errors:
        return database.get_new_connection(database.get_connection_params())


def test_a_statement_that_takes_its_time_is_waited_for(server: HalfServer) -> None:
    with connect(server) as connection:
        threading.Timer(1, server.answering.set).start()
        connection.execute("SELECT")
        assert server.questions >= 2
    assert not watching.breaker.is_open


def test_a_server_that_hangs_is_noticed_and_its_connection_closed(server: HalfServer) -> None:
    connection = connect(server)
    server.alive.clear()
    with pytest.raises(watching.ServerHangs, match="PostgreSQL has stopped answering"):
        connection.execute("SELECT")
    assert connection.closed
    assert (server.questions, watching.breaker.is_open) == (1, True)


def test_a_server_behind_one_that_still_answers_is_not_waited_for_for_ever(
    server: HalfServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "longest_silence", 0.5)
    with pytest.raises(watching.ServerHangs):
        connect(server).execute("SELECT")


def test_while_it_is_left_alone_nobody_connects_or_asks_and_then_one_does(server: HalfServer) -> None:
    database = wrapper(server)
    database.connection = connect(server)
    watching.breaker.failed(watching.ServerHangs())
    callers = server.callers
    assert not database.is_usable()
    database.connection.close()
    database.connection = None
    for _ in range(3):
        with pytest.raises(OperationalError, match="stopped answering"):
            new_connection(database)
    assert server.callers == callers

    watching.breaker._next_try = time.monotonic()
    server.answering.set()
    new_connection(database).close()
    assert (server.callers, watching.breaker.is_open) == (callers + 1, False)


def test_one_that_takes_a_connection_and_says_nothing_is_left_alone(server: HalfServer) -> None:
    database = wrapper(server)
    server.alive.clear()
    with pytest.raises(OperationalError, match="timeout"):
        new_connection(database)
    with pytest.raises(OperationalError, match="stopped answering"):
        new_connection(database)
    assert server.callers == 1


def test_one_that_refuses_costs_nobody_time_and_is_asked_by_all(server: HalfServer) -> None:
    database = wrapper(server)
    server.close()
    for _ in range(2):
        with pytest.raises(OperationalError, match="refused"):
            new_connection(database)
    assert not watching.breaker.is_open


def test_only_where_it_is_asked_for_a_statement_may_not_take_long(
    server: HalfServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "_statement_seconds", 0)
    monkeypatch.setattr(watching, "longest_silence", 0)
    database = wrapper(server)
    assert "options" not in database.get_connection_params()

    base.limit_statements(15)
    database.settings_dict["OPTIONS"]["options"] = "-c search_path=news"
    given = database.get_connection_params()["options"]
    assert (given, watching.longest_silence) == ("-c search_path=news -c statement_timeout=15000", 20)


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_newsrooms_database_is_watched(django_db_blocker: Any) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 7")
        assert cursor.fetchone() == (7,)
    assert isinstance(connection.connection, watching.WatchedConnection)
    assert watching.answers(connection.connection.pgconn)
    assert isinstance(connection.connection, psycopg.Connection)
