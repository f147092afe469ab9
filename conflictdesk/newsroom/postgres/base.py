"""Django's name for the module of a database backend."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from conflictdesk.newsroom.postgres import watching

# How long a statement of a web request may take. Migrations, commands and workers take their time.
WEB_STATEMENT_SECONDS = 15
# So much later than the server's own clock somebody who waits is no longer believed to wait for it.
GRACE_SECONDS = 5

_statement_seconds = 0


def limit_statements(seconds: int) -> None:
    """From now on the server breaks off what takes a statement of this process longer; 0: nothing."""
    global _statement_seconds
    _statement_seconds = seconds
    watching.longest_silence = seconds and seconds + GRACE_SECONDS


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's own. A server that hangs is found out by those who wait for it, and is then left alone for
    a moment: whoever comes meanwhile gets an error at once.
    """

    # Django connects by this name, and looks up the errors there.
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
            # One that refuses is there, and costs nobody any time.
            watching.breaker.succeeded()
            raise
        watching.breaker.succeeded()
        return connection

    def is_usable(self) -> bool:
        """Not while the server is left alone: the question would be waited for."""
        return not watching.breaker.is_open and bool(super().is_usable())
