"""The backend under the module name that Django imports."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from conflictdesk.newsroom.postgres import watching

# How long a statement of a web request may take; migrations, commands and workers have no limit.
WEB_STATEMENT_SECONDS = 15
# How much longer than the server's own limit a client waits before it gives the server up.
GRACE_SECONDS = 5

_statement_seconds = 0


def limit_statements(seconds: int) -> None:
    """Makes the server cancel statements of this process that take longer; 0 for no limit."""
    global _statement_seconds
    _statement_seconds = seconds
    watching.longest_silence = seconds and seconds + GRACE_SECONDS


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper. Once a connection finds that the server hangs, the breaker refuses new ones for
    a moment with an error at once.
    """

    # Django connects by this name and finds the error classes in it.
    Database: Any = SimpleNamespace(**{**vars(psycopg), "connect": watching.WatchedConnection.connect})

    def get_connection_params(self) -> dict[str, Any]:
        found: dict[str, Any] = super().get_connection_params()
        if _statement_seconds:
            limit = f"-c statement_timeout={_statement_seconds * 1000}"
            found["options"] = f"{found.get('options', '')} {limit}".strip()
        return found

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not watching.breaker.allows():
            raise watching.ServerHangs
        try:
            connection = super().get_new_connection(conn_params)
        except psycopg.errors.ConnectionTimeout as error:
            watching.breaker.failed(error)
            raise
        except psycopg.Error:
            # A server that refuses is running, and refusals take no time.
            watching.breaker.succeeded()
            raise
        watching.breaker.succeeded()
        return connection

    def is_usable(self) -> bool:
        """Whether the connection works; False while the breaker is open, because the question would
        hang.
        """
        return not watching.breaker.is_open and bool(super().is_usable())
