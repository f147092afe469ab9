"""Runs functions after a commit, so that their failure cannot turn the committed work into an error."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction


def after_commit(function: Callable[..., Any], *arguments: Any) -> None:
    """Calls the function once the transaction is committed. If it fails, Django logs the error."""

    # Django logs the name of the function that failed, and a `partial` has none.
    @wraps(function)
    def call() -> None:
        function(*arguments)

    transaction.on_commit(call, robust=True)
