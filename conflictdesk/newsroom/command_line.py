"""Commands of the newsroom. What an operator can mend ends them with one line, not with a traceback."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence

from django.core.management import execute_from_command_line
from django.db import DatabaseError

from conflictdesk.newsroom.outages import is_outage

# The disk is full, or not this user's to write to.
OF_THE_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})


def run(arguments: Sequence[str]) -> None:
    """As Django's `execute_from_command_line`. `--traceback` shows the whole error all the same."""
    try:
        execute_from_command_line(list(arguments))
    except (DatabaseError, OSError) as error:
        if "--traceback" in arguments or not (words := _words(error)):
            raise
        sys.exit(f"conflictdesk: {words}")


def _words(error: DatabaseError | OSError) -> str:
    """What is wrong; empty for what is a fault of the program."""
    if isinstance(error, OSError):
        return f"The disk cannot be used: {error}" if error.errno in OF_THE_DISK else ""
    # SQLite's word for a file that is something else, or damaged, has Django's plainest class.
    if is_outage(error) or type(error) is DatabaseError:
        return f"The database cannot be used: {' '.join(str(error).split())}"
    return ""
