"""Looks up in the newsroom's database how far the publications are read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from benchmarks.newsroom.publisher import TITLE

TALLY = (
    "SELECT state, COUNT(DISTINCT page_key) FROM conflictdesk_extraction WHERE title LIKE ? GROUP BY state"
)


def tally(folder: Path) -> dict[str, int]:
    """Returns the number of publications in each state. Uses no Django, whose settings are the
    newsroom's.
    """
    with sqlite3.connect(folder / "newsroom.sqlite3", timeout=30) as database:
        return dict(database.execute(TALLY, (f"{TITLE} %",)).fetchall())
