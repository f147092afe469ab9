"""A real Celery worker process on the test database, for tests that publish and wait."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

STARTED = "ready."
APPLICATION = "conflictdesk.newsroom"
OPTIONS = [
    *("--queues", "live,backfill,again,sweep,housekeeping,celery"),
    *("--pool", "prefork", "--concurrency", "2"),
    *("--loglevel", "info", "--without-gossip", "--without-mingle"),
]


@contextmanager
def worker(
    *options: str, application: str = APPLICATION, **variables: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Runs one `celery worker` for all that those of the Procfile do, without beat, until the block ends,
    with these variables of the environment. Yields it ready.
    """
    log = Path(settings.MEDIA_ROOT).parent / "worker.log"
    command = [sys.executable, "-m", "celery", "--app", application, "worker", *OPTIONS, *options]
    environment = (
        os.environ
        | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
        | variables
        | {"TESTS_DATABASE": str(connection.settings_dict["NAME"])}
    )
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            wait_for(lambda: STARTED in log.read_text(errors="replace") or process.poll() is not None, 90)
            assert process.poll() is None, log.read_text()
            yield process
        except BaseException:
            # pytest shows it beside the failure.
            print(log.read_text(errors="replace"))
            raise
        finally:
            _end(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """The worker and its processes are gone at once, as on a machine that loses power."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Lets it finish what it reads; what hangs is killed with it."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=20)
    kill(process)


def wait_for(condition: Callable[[], bool], seconds: float) -> float:
    """Waits until the condition holds; how long that took. AssertionError after `seconds`."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds, f"still not so after {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - start
