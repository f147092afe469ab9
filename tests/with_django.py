"""What every test has that knows Django: no task leaves the process, a clean cache, and a reason where a part
is missing. A plugin of pytest, loaded beside pytest-django.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import TestCase
from django.utils import timezone, translation

from benchmarks.outage.servers import POSTGRES_BINARIES
from conflictdesk import caches
from conflictdesk.ledger.extractions import task_sending
from conflictdesk.ledger.models import Situation
from tests import migrated
from tests.browser import chromium
from tests.shared_database import rolled_back

# A comma-separated list of markers whose parts must be there: continuous integration skips none of them.
REQUIRED = frozenset(filter(None, os.environ.get("CONFLICTDESK_TESTS_REQUIRE", "").split(",")))


def _missing_parts() -> dict[str, str]:
    """For each marker whose parts are not there, what is missing."""
    reasons = {}
    if not chromium.program():
        reasons["browser"] = "Chromium is not installed"
    if not os.environ.get("DATABASE_URL"):
        reasons["postgres"] = "DATABASE_URL names no PostgreSQL"
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        reasons["services"] = "DATABASE_URL and REDIS_URL name no PostgreSQL and Redis"
    if not shutil.which("redis-server"):
        reasons["own_redis"] = "redis-server is not installed"
    if not shutil.which("rabbitmq-server", path=f"{os.environ['PATH']}:/usr/sbin"):
        reasons["own_rabbitmq"] = "rabbitmq-server is not installed"
    if not any(POSTGRES_BINARIES.glob("*/bin/initdb")):
        reasons["own_postgresql"] = f"no initdb below {POSTGRES_BINARIES}"
    return reasons


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        chromium.prepare()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        chromium.end()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests whose parts are missing are skipped with the reason; a required part must not be missing."""
    missing = _missing_parts()
    if broken := sorted(REQUIRED & missing.keys()):
        raise pytest.UsageError("; ".join(f"{marker}: {missing[marker]}" for marker in broken))
    for item in items:
        for marker, reason in missing.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """A database of the newsroom's settings is one that is there already: a copy."""
    return _is_a_copy() or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Each process has a copy of its own, under the name that is known by now."""
    if _is_a_copy():
        name = Path(connection.settings_dict["TEST"]["NAME"])
        name.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(migrated.database(request.config.cache.mkdir("migrated")), name)


def _is_a_copy() -> bool:
    return settings.SETTINGS_MODULE == "tests.settings" and connection.vendor == "sqlite"


@pytest.fixture(autouse=True)
def _no_tasks_sent(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Collects what would go to the broker. Tests with a real worker send for real, and find no messages that
    another test has left.
    """
    sent: list[Any] = []
    if any(request.node.get_closest_marker(marker) for marker in ("browser", "worker")):
        current_app.control.purge()
    else:
        monkeypatch.setattr(
            "celery.app.base.Celery.send_task", lambda app, name, args=(), **_: sent.append((name, *args))
        )
    return sent


class _Unsent:
    """A task of Wagtail's that does nothing."""

    def enqueue(self, *args: object) -> None: ...


@pytest.fixture(autouse=True)
def _indexes_stay(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves out the update of Wagtail's indexes, of words and of references, at each save: it takes a
    twelfth of the time, and no test asks them. Tests that commit update them as a newsroom does.
    """
    database = request.node.get_closest_marker("django_db")
    if database is None or not database.kwargs.get("transaction"):
        monkeypatch.setattr("modelsearch.signal_handlers.insert_or_update_object_task", _Unsent())
        monkeypatch.setattr("wagtail.signal_handlers.update_reference_index_task", _Unsent())


@pytest.fixture(autouse=True)
def _all_parts_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left alone because it failed in another test."""
    monkeypatch.setattr(caches, "_guards", {})
    monkeypatch.setattr(task_sending, "_broker", task_sending._Broker())


@pytest.fixture(autouse=True)
def _no_language_or_zone_left() -> Iterator[None]:
    """What a request has activated stays active in its thread."""
    yield
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture
def sent_tasks(_no_tasks_sent: list[Any]) -> list[Any]:
    """(task name, *args) of each task that was sent."""
    return _no_tasks_sent


@pytest.fixture(autouse=True)
def _clean_cache(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if request.node.get_closest_marker("django_db"):
        cache.clear()


@pytest.fixture(scope="module")
def hiding(django_db_setup: None, django_db_blocker: Any) -> Iterator[Situation]:
    """The one of `hidden.situation`, made once for a module, and rolled back after it."""
    # Not above: sites of tests/hosts have no newsroom, whose articles it makes.
    from tests import hidden

    with rolled_back(django_db_blocker):
        yield hidden.situation(lambda: TestCase.captureOnCommitCallbacks(execute=True))
