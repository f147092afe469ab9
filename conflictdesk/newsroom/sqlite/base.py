"""Django's name for the module of a database backend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's own, once the file's folder is there."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        Path(conn_params["database"]).parent.mkdir(parents=True, exist_ok=True)
        return super().get_new_connection(conn_params)
