"""A real Celery worker process on the test database, for tests that publish and wait."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

STARTED = "ready."
COMMAND = [
    *(sys.executable, "-m", "celery", "--app", "conflictdesk.newsroom", "worker"),
    *(
        "--pool",
        "threads",
        "--concurrency",
        "1",
        "--loglevel",
        "info",
        "--without-gossip",
        "--without-mingle",
    ),
]


@contextmanager
def worker(*options: str, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """Runs `celery worker` as the Procfile does, without beat, until the block ends, with these variables of
    the environment. Yields it ready.
    """
    log = Path(settings.MEDIA_ROOT).parent / "worker.log"
    command = [*COMMAND, *options]
    environment = (
        os.environ
        | variables
        | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "TESTS_DATABASE": str(connection.settings_dict["NAME"]),
        }
    )
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_for(lambda: STARTED in log.read_text(errors="replace") or process.poll() is not None, 90)
            assert process.poll() is None, log.read_text()
            yield process
        except BaseException:
            # pytest shows it beside the failure.
            print(log.read_text(errors="replace"))
            raise
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_for(condition: Callable[[], bool], seconds: float) -> float:
    """Waits until the condition holds; how long that took. AssertionError after `seconds`."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds, f"still not so after {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - start
