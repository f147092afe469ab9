"""Upgrades: a database as an older version left it, with rows in it, is migrated by one command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import migrations as operations

from conflictdesk import migrations
from conflictdesk.newsroom import migrations as newsroom_migrations
from conflictdesk.newsroom.configuration.environment import PROJECT

SETUP = """
import django, json
django.setup()
from django.db import connection
from django.db.migrations.loader import MigrationLoader
"""
# A claim that two people approved, one that the same person approved twice, one that was rejected.
FILL = f"""{SETUP}
from django.contrib.auth.models import User
from django.core.management import call_command
call_command("migrate", "conflictdesk", "0102", skip_checks=True, verbosity=0)
apps = MigrationLoader(connection).project_state(("conflictdesk", "0102_cut_texts")).apps
row = lambda name: apps.get_model("conflictdesk", name)._default_manager
one, two = (User.objects.create_user(name).pk for name in ("olena", "petro"))
front = row("Situation").create(name="Front", slug="front")
text = row("Extraction").create(page_key=1, title="T", text="12 died.", language="en", sequence=1)
def claim(number, *rulings):
    made = row("Claim").create(
        page_key=1, fingerprint=str(number), extraction=text, situation=front, proposal={{}}, confidence=1.0
    )
    first = None
    for decision, user in rulings:
        first = row("Ruling").create(claim=made, decision=decision, user_id=user, outcome="x", seconds=first)
    made.ruling = first
    made.save()
claim(1, ("approve", one), ("approve", two))
claim(2, ("approve", one), ("approve", one))
claim(3, ("reject", two))
"""
READ = f"""{SETUP}
from conflictdesk.ledger.models import Ruling
read = Ruling.objects.order_by("pk").values_list("user__username", "first_user__username", "situation__slug")
print(json.dumps(list(read)))
"""


def _run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, cwd=PROJECT,
                          env=environment)  # fmt: skip


# The database that all these tests have: continuous integration runs them on either.
SERVER = os.environ.get("DATABASE_URL", "")


@pytest.fixture(params=["postgresql" if SERVER else "sqlite"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a newsroom whose database is of the version before 0103, with rulings in it."""
    name = f"upgrade_{uuid.uuid4().hex[:12]}"
    theirs = {"VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "conflictdesk.newsroom.settings"}
    environment = {**os.environ, **theirs, "DATABASE_URL": "", "REDIS_URL": ""}
    if request.param == "postgresql":
        # template1 may have tables of today's version.
        _administer(SERVER, f"CREATE DATABASE {name} TEMPLATE template0")
        environment["DATABASE_URL"] = urlsplit(SERVER)._replace(path=f"/{name}").geturl()
    try:
        ran = _run(environment, "-c", FILL)
        assert ran.returncode == 0, ran.stderr
        yield environment
    finally:
        if request.param == "postgresql":
            _administer(SERVER, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _administer(server: str, statement: str) -> None:
    with psycopg.connect(urlsplit(server)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(statement.encode())


def test_an_older_database_with_rulings_is_migrated_by_one_command(older: dict[str, str]) -> None:
    """Its checks run before it, over the tables that are there. Two approvals of one person name no first."""
    ran = _run(older, "manage.py", "migrate", "--verbosity", "0")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")

    ran = _run(older, "-c", READ)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout) == [
        ["olena", None, "front"],
        ["petro", "olena", "front"],
        ["olena", None, "front"],
        ["olena", None, "front"],
        ["petro", None, None],
    ]


def _migrations() -> Iterator[tuple[str, list[Any]]]:
    for package in (migrations, newsroom_migrations):
        for file in sorted(Path(package.__path__[0]).glob("0*.py")):
            yield file.stem, import_module(f"{package.__name__}.{file.stem}").Migration.operations


def test_rows_and_tables_that_change_in_one_migration_are_checked_in_between() -> None:
    """PostgreSQL changes no table with foreign keys that it has yet to look at."""
    unchecked, mixed = [], []
    for name, found in _migrations():
        if all(isinstance(one, operations.RunPython) for one in found):
            continue
        codes = [one.code.__name__ if isinstance(one, operations.RunPython) else "" for one in found]
        if any(codes):
            mixed.append(name)
        unchecked += [
            f"{name}: {code}"
            for code, after in zip(codes, [*codes[1:], ""], strict=True)
            if code and "check_now" not in (code, after)
        ]
        assert not any(isinstance(one, operations.RunSQL) for one in found), name
    assert unchecked == []
    assert mixed == ["0101_order_of_texts", "0103_desk_grants", "0104_two_people", "0105_authors"]
