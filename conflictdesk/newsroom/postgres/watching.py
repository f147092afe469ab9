"""A connection that notices when its server hangs.

The server's own `statement_timeout` does not run in a frozen server or behind a cut cable. So a client
that has waited in silence asks, over a second connection, whether the server still answers. A statement
that is only slow is waited for.
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Generator
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq.abc import PGconn

from conflictdesk.circuit_breaker import CircuitBreaker

# After so much silence the client asks; the server has so long to answer.
SILENCE_SECONDS = 2.0
ANSWER_SECONDS = 1.0
# "May I use TLS?": a server answers it with one letter before any log-in.
# https://www.postgresql.org/docs/current/protocol-message-formats.html, SSLRequest
QUESTION = struct.pack("!ii", 8, 80877103)

REST_SECONDS = 2

Result = TypeVar("Result")

# One breaker for the process: a newsroom has one server.
breaker = CircuitBreaker("PostgreSQL", REST_SECONDS)
# The longest wait even if the server answers: it may be a proxy before a server that hangs. 0: no limit.
longest_silence = 0.0


class ServerHangs(psycopg.OperationalError):
    """PostgreSQL has stopped answering."""

    def __init__(self) -> None:
        super().__init__("PostgreSQL has stopped answering.")


class WatchedConnection(psycopg.Connection[Any]):
    """A connection that closes itself and raises ServerHangs if its server has stopped answering."""

    def wait(self, gen: PQGen[Result], *arguments: Any, **options: Any) -> Result:
        return super().wait(self._watched(gen), *arguments, **options)

    def _watched(self, gen: PQGen[Result]) -> Generator[Any, Any, Result]:
        """Runs the same steps and returns their result. The caller sends with each step whether anything
        was received, several times a second while nothing is.
        """
        silence: _Silence | None = None
        try:
            state = next(gen)
            while True:
                heard = yield state
                silence = None if heard else silence or _Silence()
                if silence and silence.shows_hang(self.pgconn):
                    self._give_up()
                state = gen.send(heard)
        except StopIteration as done:
            result: Result = done.value
            return result

    def _give_up(self) -> None:
        self.pgconn.finish()
        error = ServerHangs()
        breaker.failed(error)
        raise error


class _Silence:
    """A period in which the server sends nothing."""

    def __init__(self) -> None:
        self._began = self._asked = time.monotonic()

    def shows_hang(self, connection: PGconn) -> bool:
        """Whether the silence means that the server hangs; asks the server if it has lasted long enough."""
        now = time.monotonic()
        if longest_silence and now - self._began > longest_silence:
            return True
        if now - self._asked < SILENCE_SECONDS:
            return False
        self._asked = now
        return not answers(connection)


def answers(connection: PGconn) -> bool:
    """Whether the server of this connection answers a new caller."""
    try:
        with _call(connection) as caller:
            caller.sendall(QUESTION)
            return bool(caller.recv(1))
    except OSError:
        return False


def _call(connection: PGconn) -> socket.socket:
    host, port = connection.host.decode(), connection.port.decode()
    if not host.startswith("/"):
        return socket.create_connection((connection.hostaddr.decode() or host, int(port)), ANSWER_SECONDS)
    caller = socket.socket(socket.AF_UNIX)
    caller.settimeout(ANSWER_SECONDS)
    try:
        caller.connect(f"{host}/.s.PGSQL.{port}")
    except OSError:
        caller.close()
        raise
    return caller
