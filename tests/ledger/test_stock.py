"""On Django's default SQLite settings all parts write at once, and no work of the plugin is lost to a
lock.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from conflictdesk.ledger.extractions import intake, outbox
from conflictdesk.ledger.models import Actor
from tests.factories import EditorFactory, SituationFactory, article

pytestmark = [
    pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="the database is no SQLite"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
EDITORS, ARTICLES = 1, 3
PATIENCE = 300


def _newsroom(path: Path) -> None:
    """Creates the database of a small newsroom, as on a host with default settings."""
    situations = [SituationFactory(), SituationFactory()]
    for number in range(EDITORS):
        EditorFactory(username=f"stock{number}")
    Actor.objects.create(identifier="un", name="United Nations", role="organisation")
    for number in range(ARTICLES):
        words = f"At least {number + 30} people were wounded, the UN said."
        row = outbox.request(article("12 people were killed.", words, situation=situations[0]))
        assert row is not None
        intake.run(row.pk)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])


def _all_at_once(path: Path) -> dict[str, Any]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.stock_settings",
        "STOCK_DATABASE": str(path),
    }
    ended = subprocess.run(
        [sys.executable, "-m", "tests.ledger.stock"],
        env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found


def test_nothing_of_the_plugin_fails_because_somebody_else_writes(tmp_path: Path) -> None:
    path = tmp_path / "stock.sqlite3"
    _newsroom(path)

    found = _all_at_once(path)

    assert found["journal"] == "delete"
    assert found["raised"] == [], "\n".join(found["raised"])
    assert sorted(found["done"]) == ["desk", "publish", "read", "rule stock0", "sweep"]
    assert min(found["done"].values()) > 0
