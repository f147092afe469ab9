"""An error that an operator can mend ends a command with one line; a fault of the program, with a
traceback.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, ProgrammingError

from conflictdesk.newsroom.configuration.environment import PROJECT
from conflictdesk.newsroom.processes import command_line


def of_sqlite(kind: type[DatabaseError], words: str, code: int | None = None) -> DatabaseError:
    """Returns the error that Django raises for this code of SQLite."""
    error, cause = kind(words), sqlite3.OperationalError(words)
    if code is not None:
        cause.sqlite_errorcode = code
    error.__cause__ = cause
    return error


@pytest.fixture
def raising(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Exception:
    """Makes every command raise this."""
    error: Exception = request.param

    def fail(_: object) -> None:
        raise error

    monkeypatch.setattr(command_line, "execute_from_command_line", fail)
    return error


@pytest.mark.parametrize(
    ("raising", "words"),
    [
        (OperationalError("connection refused\n\tIs the server running?"),
         "The database cannot be used: connection refused Is the server running?"),
        (of_sqlite(OperationalError, "database or disk is full", sqlite3.SQLITE_FULL),
         "The database cannot be used: database or disk is full"),
        (of_sqlite(DatabaseError, "file is not a database", sqlite3.SQLITE_NOTADB),
         "The database cannot be used: file is not a database"),
        (OSError(errno.ENOSPC, "No space left on device"),
         "The disk cannot be used: [Errno 28] No space left on device"),
        (PermissionError(errno.EACCES, "Permission denied", "var"),
         "The disk cannot be used: [Errno 13] Permission denied: 'var'"),
    ],
    indirect=["raising"],
)  # fmt: skip
def test_what_an_operator_can_mend_is_one_line(raising: Exception, words: str) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.run(["manage.py", "migrate"])
    assert ended.value.code == f"conflictdesk: {words}"
    with pytest.raises(type(raising)):
        command_line.run(["manage.py", "migrate", "--traceback"])


@pytest.mark.parametrize(
    "raising",
    [
        of_sqlite(OperationalError, "no such table: conflictdesk_claim", sqlite3.SQLITE_ERROR),
        of_sqlite(OperationalError, 'table "conflictdesk_claim" already exists', sqlite3.SQLITE_ERROR),
        DatabaseError("Save with update_fields did not affect any rows."),
        IntegrityError("UNIQUE constraint failed"),
        ProgrammingError("syntax error"),
        FileNotFoundError(errno.ENOENT, "No such file or directory", "words.yaml"),
        PermissionError(errno.EPERM, "Operation not permitted"),
        ValueError("no"),
    ],
    indirect=True,
)
def test_a_fault_of_the_program_keeps_its_traceback(raising: Exception) -> None:
    with pytest.raises(type(raising)):
        command_line.run(["manage.py", "migrate"])


def manage(var_dir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    environment |= {"DJANGO_SETTINGS_MODULE": "conflictdesk.newsroom.settings", "VAR_DIR": str(var_dir)}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], capture_output=True, text=True, cwd=PROJECT,
        env=environment,
    )  # fmt: skip


def test_a_file_that_is_no_database_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "newsroom.sqlite3").write_text("minutes of a meeting")
    ran = manage(tmp_path, "migrate")
    assert (ran.returncode, ran.stderr) == (
        1,
        "conflictdesk: The database cannot be used: file is not a database\n",
    )


def test_a_folder_that_cannot_be_made_is_named_in_one_line() -> None:
    ran = manage(Path("/proc/newsroom"), "migrate")
    assert ran.returncode == 1
    assert ran.stderr.startswith("conflictdesk: The database cannot be used: ")
    assert (ran.stderr.count("\n"), "/proc/newsroom" in ran.stderr) == (1, True)


def test_the_database_is_for_this_user_alone(tmp_path: Path) -> None:
    assert manage(tmp_path, "migrate", "contenttypes", "--verbosity", "0").returncode == 0
    made = {one.name: stat.S_IMODE(one.stat().st_mode) for one in tmp_path.glob("newsroom.sqlite3*")}
    assert made["newsroom.sqlite3"] == 0o600
    assert set(made.values()) == {0o600}
