"""The user name by which log-ins that fail are counted."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

# The column that django-axes keeps it in: `AccessBase.username`.
LONGEST = 255


def user_name(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str | None:
    """What was typed, cut to what can be kept. None when no name was sent."""
    given = credentials or request.POST
    name = given.get("username")
    return None if name is None else name[:LONGEST]
