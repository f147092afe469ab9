"""What follows a commit and must not turn what was committed into an error."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction


def after_commit(function: Callable[..., Any], *arguments: Any) -> None:
    """Calls it once the transaction is committed. Should it fail, Django logs that and goes on."""

    # Django's log asks for the name of what failed, and a `partial` has none.
    @wraps(function)
    def call() -> None:
        function(*arguments)

    transaction.on_commit(call, robust=True)
