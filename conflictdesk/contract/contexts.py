"""A document's context as JSON, checked: `{"countries": ["SD"], "places": [...], "parties": [...]}`."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from conflictdesk.contract.types import Context

NAMES = tuple(one.name for one in fields(Context))
# ISO 3166-1 alpha-2.
CODE_LETTERS = 2


class ContextError(ValueError):
    """A context is wrong; the message says what of it."""


def context_of(value: Any) -> Context:
    """The context that a value of JSON means; a key that is missing is empty. Raises `ContextError`."""
    if not isinstance(value, dict):
        raise ContextError("context is not a JSON object")
    for key in value:
        if key not in NAMES:
            raise ContextError(f"context has {', '.join(NAMES)}, and no {key}")
    return Context(**{key: _names(key, listed) for key, listed in value.items()})


def _names(key: str, listed: Any) -> tuple[str, ...]:
    """The names under a key. Raises `ContextError` for what is none."""
    if not isinstance(listed, list):
        raise ContextError(f"context: {key} is not a list")
    for one in listed:
        if not isinstance(one, str) or not one.strip():
            raise ContextError(f"context: {key} has {one!r}, which is no name")
        if key == "countries" and not _is_code(one):
            raise ContextError(f"context: countries has {one!r}, which is no code of two letters such as SD")
    return tuple(listed)


def _is_code(name: str) -> bool:
    """Whether it is written as codes of countries are."""
    return len(name) == CODE_LETTERS and name.isascii() and name.isalpha() and name.isupper()
