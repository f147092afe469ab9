"""Queries the newsroom's database directly, not through the newsroom."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

LIVE = "SELECT title FROM wagtailcore_page WHERE live"
UNREAD = "SELECT title FROM conflictdesk_extraction WHERE state NOT IN ('done', 'unread')"
READ = "SELECT title FROM conflictdesk_extraction WHERE state = 'done'"

Query = Callable[[str], list[Any]]


def of_postgresql(url: str) -> Query:
    def query(sql: str) -> list[Any]:
        with psycopg.connect(url, connect_timeout=5) as connection:
            return [row[0] for row in connection.execute(sql).fetchall()]

    return query


def of_sqlite(file: Path) -> Query:
    def query(sql: str) -> list[Any]:
        with closing(sqlite3.connect(file, timeout=20)) as connection:
            return [row[0] for row in connection.execute(sql).fetchall()]

    return query
