"""What an answer says in the words of the tables, and whether a request has changed anything."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.db import connection

from . import secrets

# What a person's own visits note: when they last looked.
NOTES = {"conflictdesk_digest"}
# Where those are led who may not enter.
DOORS = {"/admin/login/": "login", "/admin/": "home"}
Fingerprint = tuple[tuple[str, tuple[Any, ...]], ...]


def status(response: Any) -> str:
    """The status, or the door that somebody is shown: “login” for strangers, “home” for those who may not."""
    if response.status_code == 302:
        return DOORS.get(urlsplit(response["Location"]).path, "302")
    return str(response.status_code)


def text(response: Any) -> str:
    """The whole answer and where it leads to, as text."""
    content = b"".join(response) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as sheets:
            content = b"".join(map(sheets.read, sheets.namelist()))
    return str(content.decode(errors="replace") + response.headers.get("Location", ""))


def shows(found: str) -> bool:
    """Whether the public figure is in the text: an empty answer holds every secret."""
    return any(needle in found for needle in secrets.needles(secrets.SHOWN))


def fingerprint() -> Fingerprint:
    """Every row of the plugin's tables, but for what a visit notes."""
    rows = []
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            rows.append((table, tuple(cursor.fetchall())))
    return tuple(rows)


@cache
def _tables() -> tuple[str, ...]:
    models = apps.get_app_config("conflictdesk").get_models(include_auto_created=True)
    return tuple(sorted({model._meta.db_table for model in models} - NOTES))
