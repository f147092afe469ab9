"""Publishes while the newsroom's worker is killed again and again, and checks what becomes of each text."""

from __future__ import annotations

import multiprocessing
import os
import random
import shlex
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.models import Sum
from wagtail.models import Locale, Page, Site
from wagtail.rich_text import RichText

from conflictdesk import tasks
from conflictdesk.ledger.models import Claim, Extraction
from conflictdesk.newsroom.models import ArticlePage

TEXT = (
    "At least 12 people were killed and 30 wounded when rockets hit a market in Mosul, police said. "
    "The UN said 750,000 people have fled the city. Iraqi forces captured two villages north of it."
)
WORKER = (
    "celery --quiet --app conflictdesk.newsroom worker "
    "--queues live,backfill,again,sweep,housekeeping,celery "
    '--pool prefork --concurrency 1 --beat --schedule "$VAR_DIR/beat-schedule" --loglevel warning '
    "--without-gossip --without-mingle"
)
PATIENCE = 120
# A worker is killed within this time after it has begun to read.
ALIVE_SECONDS = 0.1
State = Extraction.State


def measure(log: Path, kills: int, publications: int) -> list[tuple[str, bool]]:
    """Returns each promise in words and whether it was kept; prints the figures."""
    _prepare()
    began, hit = time.monotonic(), 0
    for number in range(kills):
        for _ in range(publications * number // kills, publications * (number + 1) // kills):
            _publish()
        hit += _kill_one(log)
    killed = time.monotonic() - began
    _read_all(log)
    print(
        f"{publications} publications, {kills} workers killed in {killed:.0f} s, {hit} of them at a text; "
        f"{time.monotonic() - began - killed:.0f} s later: {_states()}; tries: {_tries()}"
    )
    return _promises(publications)


def _promises(publications: int) -> list[tuple[str, bool]]:
    proposed = Counter(Claim.objects.values_list("page_key", flat=True))
    return [
        ("all rows are read", _states() == {State.DONE: publications}),
        ("each text has its claims once", len(proposed) == publications and len({*proposed.values()}) == 1),
        (
            "no task of theirs is unreadable",
            not [*(settings.ENVIRONMENT.var_dir / "broker").rglob("unreadable/*")],
        ),
    ]


def _states() -> dict[str, int]:
    return dict(Counter(Extraction.objects.values_list("state", flat=True)))


def _tries() -> dict[int, int]:
    """Returns how many rows were read at the first try, at the second and so on."""
    return dict(sorted(Counter(Extraction.objects.values_list("attempts", flat=True)).items()))


def _prepare() -> None:
    """Makes an empty database, and loads once what forked workers share."""
    settings.ENVIRONMENT.var_dir.mkdir()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    tasks.load_words()


def _publish() -> Page:
    page = ArticlePage(
        title="An article", locale=Locale.get_default(), body=[("paragraph", RichText(f"<p>{TEXT}</p>"))]
    )
    Site.objects.get(is_default_site=True).root_page.add_child(instance=page)
    page.save_revision().publish()
    return page


def _kill_one(log: Path) -> bool:
    """Kills a worker soon after it has begun to read; returns whether that left a text half read."""
    before, reading = _begun(), _reading()
    worker = _start(log)
    _wait_for(lambda: _begun() > before, worker)
    time.sleep(random.uniform(0, ALIVE_SECONDS))
    _kill(worker)
    return not _reading() <= reading


def _read_all(log: Path) -> None:
    worker = _start(log)
    try:
        _wait_for(
            lambda: not Extraction.objects.exclude(state__in=[State.DONE, State.FAILED]).exists(), worker
        )
    finally:
        _kill(worker)


def _reading() -> set[tuple[int, int]]:
    """Returns the rows that a worker reads, or read when it died, each with its number of tries."""
    return {*Extraction.objects.filter(state=State.RUNNING).values_list("pk", "attempts")}


def _begun() -> int:
    """Returns how often a worker began to read a text."""
    return Extraction.objects.aggregate(begun=Sum("attempts"))["begun"] or 0


def _wait_for(condition: Callable[[], bool], worker: Any) -> None:
    """Waits for the condition, `PATIENCE` seconds at most; exits if a worker ends by itself."""
    until = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < until:
        if not worker.is_alive():
            sys.exit(f"A worker ended by itself ({worker.exitcode}).")
        time.sleep(0.01)


def _start(log: Path) -> Any:
    connections.close_all()
    worker = multiprocessing.get_context("fork").Process(target=_become_worker, args=(log,))
    worker.start()
    return worker


def _become_worker(log: Path) -> None:
    """Becomes one worker for all queues, with beat, in a process group of its own; its output goes to
    the log.
    """
    os.setpgid(0, 0)
    output = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.environ["VAR_DIR"] = str(settings.ENVIRONMENT.var_dir)
    sys.argv = shlex.split(os.path.expandvars(WORKER))
    (celery,) = entry_points(group="console_scripts", name="celery")
    sys.exit(celery.load()())


def _kill(worker: Any) -> None:
    os.killpg(worker.pid, signal.SIGKILL)
    worker.join()
