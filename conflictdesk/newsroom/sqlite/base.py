"""The backend under the module name that Django imports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from conflictdesk.newsroom.configuration import private_files


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper; makes the file and its folder first. The file is private to this user, and
    SQLite gives the files beside it the same permissions. Raises OperationalError if it cannot be made.
    """

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not self.is_in_memory_db():
            _make(Path(conn_params["database"]))
        return super().get_new_connection(conn_params)


def _make(file: Path) -> None:
    if file.exists():
        return
    try:
        private_files.make_folder(file.parent)
        file.touch(private_files.FILE)
    except OSError as error:
        raise OperationalError(str(error)) from error
