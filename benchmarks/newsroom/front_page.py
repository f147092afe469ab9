"""A reader who requests the front page again and again."""

from __future__ import annotations

import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

EVERY_SECONDS = 1.0
PATIENCE_SECONDS = 30


@dataclass
class Asked:
    """The number of responses, the seconds of the slowest, and the errors instead of responses."""

    answers: int = 0
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)

    def ask(self, url: str) -> None:
        began = time.monotonic()
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as answer:
                answer.read()
        except OSError as error:
            self.faults.append(str(error))
        else:
            self.answers += 1
        self.slowest = max(self.slowest, time.monotonic() - began)


@contextmanager
def reader(port: int) -> Iterator[Asked]:
    """Requests the page once a second until the block ends; yields the results so far."""
    asked, ended = Asked(), threading.Event()

    def ask() -> None:
        while not ended.wait(EVERY_SECONDS):
            asked.ask(f"http://127.0.0.1:{port}/")

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield asked
    finally:
        ended.set()
        thread.join()
