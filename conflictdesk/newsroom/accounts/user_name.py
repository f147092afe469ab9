"""Finds the user name by which failed log-ins are counted."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

# The length of the column in which django-axes stores it: `AccessBase.username`.
LONGEST = 255


def user_name(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str | None:
    """Returns the typed user name, cut to `LONGEST`; None if none was sent."""
    given = credentials or request.POST
    name = given.get("username")
    return None if name is None else name[:LONGEST]
