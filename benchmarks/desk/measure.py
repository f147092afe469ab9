"""Prepares the newsroom, runs its web server, and measures what a scripted editor experiences."""

from __future__ import annotations

import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection

from benchmarks.desk import backlog, session
from conflictdesk.ledger import queries
from conflictdesk.ledger.models import Ruling

ROUNDS = 60
PACE = 0.3
DECISIONS = 20


def prepare(claims: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not queries.pending().exists():
        print(f"filling the database with {claims:,} claims …")
        backlog.editor()
        backlog.fill(claims)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    print(f"{queries.pending().count():,} claims wait")


def measure(url: str) -> None:
    with session.desk(url) as page:
        keys = ["a", "x3", "s"]
        session.press(page, [keys[number % 3] for number in range(ROUNDS)], PACE)
        found = sorted(session.turns(page, ROUNDS))
        p95 = found[int(len(found) * 0.95)]
        print(
            f"next card     p95 {p95:.0f} ms, median {statistics.median(found):.0f} ms, "
            f"slowest {found[-1]:.0f} ms of {len(found)}"
        )
        page.wait_for_timeout(1000)
        before = Ruling.objects.count()
        took = session.press(page, ["a", "x2"] * (DECISIONS // 2), PACE * 0.98)
        session.turns(page, DECISIONS)
        print(f"{DECISIONS} decisions  in {took:.1f} s by key, {_recorded(before)} recorded")


def _recorded(before: int) -> int:
    """Returns the number of rulings since then, once all have arrived or no more do."""
    for _ in range(100):
        if Ruling.objects.count() - before >= DECISIONS:
            break
        time.sleep(0.05)
    return Ruling.objects.count() - before


@contextmanager
def server() -> Iterator[str]:
    """Runs the newsroom's web server, as the Procfile does, on a free port; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "conflictdesk.newsroom.wsgi", "--preload", "--workers", "2",
               "--threads", "4", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"]  # fmt: skip
    process = subprocess.Popen(command)
    try:
        _wait_for(f"http://127.0.0.1:{port}/admin/login/")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(url: str) -> None:
    for _ in range(120):
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            time.sleep(0.25)
    sys.exit(f"No answer from {url}.")
