"""Runs the newsroom while its parts fail: each fault once, with readers, publications and a withdrawal.

    python -m benchmarks.outage [--faults redis-stopped …] [--seconds 30]

Starts PostgreSQL, Redis, RabbitMQ, gunicorn and workers of its own, on free ports and in a folder of its
own. Exits with 1 if a promise is broken. A full disk needs root, who may mount a small one.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.outage import disks, promises, queries
from benchmarks.outage.days import Day, Fault, run_day
from benchmarks.outage.newsroom import Newsroom
from benchmarks.outage.servers import PostgreSQL, RabbitMQ, Redis, Server, running

SECONDS = 30
SETTLE_SECONDS = 5
PARTS = ("redis", "rabbitmq", "postgresql", "disk")
FAULTS = (
    *("redis-stopped", "redis-frozen", "redis-full"),
    *("rabbitmq-stopped", "rabbitmq-frozen"),
    *("postgresql-restarted", "postgresql-frozen"),
    "disk-full",
)
Row = tuple[str, ...]


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--faults", nargs="+", choices=FAULTS, default=FAULTS)
    options.add_argument("--seconds", type=float, default=SECONDS)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="conflictdesk-outage-") as folder:
        rows, kept = [], True
        for part in PARTS:
            faults = [one for one in asked.faults if one.startswith(part)]
            for day, broken in RUNS[part](Path(folder) / part, faults, asked.seconds) if faults else ():
                rows.append(promises.row(day, broken))
                kept = kept and not broken
                print(f"{day.name}: {'; '.join(broken) or 'all promises kept'}", flush=True)
    print(f"\n{promises.table(rows)}" if rows else "nothing was tried")
    sys.exit(not kept)


Days = Iterator[tuple[Day, list[str]]]


def _redis(folder: Path, faults: Sequence[str], seconds: float) -> Days:
    redis, database = Redis("redis", folder / "redis"), PostgreSQL("postgresql", folder / "postgresql")
    how = _ways(redis) | {"full": (redis.fill, redis.empty)}
    with running(redis, database):
        environment = {"DATABASE_URL": database.url, "REDIS_URL": redis.url}
        query = queries.of_postgresql(database.url)
        yield from _days(folder, environment, faults, how, seconds, query, promises.of_services)


def _rabbitmq(folder: Path, faults: Sequence[str], seconds: float) -> Days:
    redis, database = Redis("redis", folder / "redis"), PostgreSQL("postgresql", folder / "postgresql")
    broker = RabbitMQ("rabbitmq", folder / "rabbitmq")
    with running(redis, database, broker):
        environment = {"DATABASE_URL": database.url, "CACHE_URL": redis.url, "BROKER_URL": broker.url}
        query = queries.of_postgresql(database.url)
        yield from _days(folder, environment, faults, _ways(broker), seconds, query, promises.of_services)


def _postgresql(folder: Path, faults: Sequence[str], seconds: float) -> Days:
    redis, database = Redis("redis", folder / "redis"), PostgreSQL("postgresql", folder / "postgresql")
    how = _ways(database)
    with running(redis, database):
        environment = {"DATABASE_URL": database.url, "REDIS_URL": redis.url}
        query = queries.of_postgresql(database.url)
        ways = {"restarted": how["stopped"], "frozen": how["frozen"]}
        yield from _days(folder, environment, faults, ways, seconds, query, promises.of_database)


def _disk(folder: Path, faults: Sequence[str], seconds: float) -> Days:
    """Runs the faults of the embedded parts, whose database, broker and cache are in one folder."""
    if not disks.is_possible():
        print("disk-full: left out, only root may mount a disk")
        return
    with _mounted(folder) as disk:
        if disk is None:
            return
        ways = {"full": (lambda: disks.fill(disk), lambda: disks.empty(disk))}
        query = queries.of_sqlite(disk / "newsroom.sqlite3")
        for day, broken in _days(folder, {}, faults, ways, seconds, query, promises.of_embedded):
            if query("PRAGMA integrity_check") != ["ok"]:
                broken.append("the database is damaged")
            if "disk is full" not in (folder / "web.log").read_text(errors="replace"):
                broken.append("no line of the log says that the disk is full")
            yield day, broken


RUNS: dict[str, Callable[[Path, Sequence[str], float], Days]] = {
    "redis": _redis, "rabbitmq": _rabbitmq, "postgresql": _postgresql, "disk": _disk,
}  # fmt: skip
Ways = dict[str, tuple[Callable[[], None], Callable[[], None]]]


def _ways(server: Server) -> Ways:
    return {"stopped": (server.kill, server.start), "frozen": (server.freeze, server.thaw)}


def _days(
    folder: Path,
    environment: dict[str, str],
    faults: Sequence[str],
    ways: Ways,
    seconds: float,
    query: queries.Query,
    promised: Callable[[Day], list[str]],
) -> Days:
    newsroom = Newsroom(folder, environment)
    sample = newsroom.fill(*faults)
    with running(newsroom.web, *newsroom.workers):
        time.sleep(SETTLE_SECONDS)
        for name in faults:
            day = run_day(newsroom, sample, Fault(name, *ways[name.partition("-")[2]]), seconds, query)
            broken = promised(day)
            if ended := [one.name for one in (newsroom.web, *newsroom.workers) if one.is_ended]:
                broken.append(f"ended by itself: {', '.join(ended)}")
            yield day, broken


@contextmanager
def _mounted(folder: Path) -> Iterator[Path | None]:
    try:
        with disks.small_disk(folder / "var") as disk:
            yield disk
    except subprocess.CalledProcessError as error:
        print(f"disk-full: left out, {error.stderr.decode().strip()}")
        yield None


if __name__ == "__main__":
    main()
