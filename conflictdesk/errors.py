"""The base of all exceptions. An exception's docstring is its message to people."""

from __future__ import annotations


class ConflictdeskError(Exception):
    """Something went wrong in conflictdesk."""

    def __str__(self) -> str:
        return super().__str__() or (type(self).__doc__ or "").strip()
