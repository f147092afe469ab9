"""Runs commands of the newsroom; an error that an operator can mend ends them with one line, not with a
traceback.
"""

from __future__ import annotations

import errno
import sqlite3
import sys
from collections.abc import Sequence

from django.core.management import execute_from_command_line
from django.db import DatabaseError

from conflictdesk.newsroom.web.outages import is_outage

# The disk is full, or this user may not write to it.
DISK_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})
# The file is damaged, or something else than a database.
DAMAGED_DATABASE = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})


def run(arguments: Sequence[str]) -> None:
    """Runs Django's `execute_from_command_line`; with `--traceback` shows every error in full."""
    try:
        execute_from_command_line(list(arguments))
    except (DatabaseError, OSError) as error:
        if "--traceback" in arguments or not (words := _words(error)):
            raise
        sys.exit(f"conflictdesk: {words}")


def _words(error: DatabaseError | OSError) -> str:
    """Returns what is wrong, in words; "" if the error is a fault of the program."""
    if isinstance(error, OSError):
        # Without a file name the error is about something else, such as a port or a process.
        concerns_disk = error.errno in DISK_ERRORS and (error.filename or error.errno == errno.ENOSPC)
        return f"The disk cannot be used: {error}" if concerns_disk else ""
    if is_outage(error) or getattr(error.__cause__, "sqlite_errorcode", None) in DAMAGED_DATABASE:
        return f"The database cannot be used: {' '.join(str(error).split())}"
    return ""
