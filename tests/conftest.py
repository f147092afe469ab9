"""What every test has: no task leaves the process, a clean cache, and a reason where a part is missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from celery import current_app
from django.core.cache import cache
from django.utils import timezone, translation
from xdist.scheduler import LoadScopeScheduling

from benchmarks.outage.servers import POSTGRES_BINARIES
from conflictdesk import caches
from conflictdesk.ledger.extractions import task_sending

# A comma-separated list of markers whose parts must be there: continuous integration skips none of them.
REQUIRED = frozenset(filter(None, os.environ.get("CONFLICTDESK_TESTS_REQUIRE", "").split(",")))

# When set, a failed browser test is run once more, and the report names it: one that passes the second time
# has found a race, in itself or in the page.
AGAIN = bool(os.environ.get("CONFLICTDESK_TESTS_AGAIN"))


def _missing_parts() -> dict[str, str]:
    """For each marker whose parts are not there, what is missing."""
    reasons = {}
    if not shutil.which("chromium"):
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests whose parts are missing are skipped with the reason; a required part must not be missing."""
    missing = _missing_parts()
    if broken := sorted(REQUIRED & missing.keys()):
        raise pytest.UsageError("; ".join(f"{marker}: {missing[marker]}" for marker in broken))
    for item in items:
        for marker, reason in missing.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))
        if AGAIN and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


# Files whose tests share a costly set-up: one process takes all of such a file.
TOGETHER = frozenset(
    {
        "tests/boxes/test_leaks.py",
        "tests/boxes/page/test_pages.py",
        "tests/newsroom/test_load_sample.py",
        "tests/newsroom/processes/test_run.py",
        "tests/permissions/test_permissions.py",
    }
)


class Scheduling(LoadScopeScheduling):
    """Hands out tests one by one in their order, but those of some files together."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in TOGETHER else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    return Scheduling(config, log)


def pytest_xdist_auto_num_workers() -> int:
    """One process more than processors: tests with a browser or a worker wait half of their time."""
    return (os.cpu_count() or 1) + 1


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
