"""Runs a shortened day in the newsroom: readers read, an editor publishes, a part fails and comes back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.outage import queries
from benchmarks.outage.newsroom import Newsroom
from benchmarks.outage.people import Answer, Editor, ask, regularly

READ_EVERY, PUBLISH_EVERY = 0.2, 2.0
BEFORE_SECONDS, AFTER_SECONDS = 4, 10
# A refused withdrawal is tried again for so many seconds after the part's return.
AGAIN_SECONDS = 10
# How many seconds after the return to wait until all is read.
PATIENCE = 240
# For so many seconds readers may still see the earlier state.
MOMENT = 1.5
WARM_UP = 4


@dataclass(frozen=True)
class Fault:
    """A fault of a part: how to begin it and how to end it."""

    name: str
    begin: Callable[[], None]
    end: Callable[[], None]


@dataclass
class Day:
    """The observations of one day. Times are seconds of the monotonic clock."""

    name: str
    leaving: str
    reads: list[Answer] = field(default_factory=list)
    publications: list[tuple[str, Answer]] = field(default_factory=list)
    # During the fault, and after the part's return until one succeeds.
    withdrawals: list[Answer] = field(default_factory=list)
    began: float = 0.0
    ended: float = 0.0
    # The seconds after the return until all publications were read; None if they were not.
    read_after: float | None = None
    missing: list[str] = field(default_factory=list)

    def failed(self) -> list[Answer]:
        """Returns the responses that nobody should get: none at all, or status 500."""
        answers = [*self.reads, *(answer for _, answer in self.publications)]
        return [one for one in answers if one.status == 0 or one.status == 500]

    def unserved(self) -> list[Answer]:
        return [one for one in self.reads if one.status == 503]

    def leaks(self) -> list[Answer]:
        """Returns the responses that show the withdrawn figure after its withdrawal."""
        if not self.withdrawals or self.withdrawals[-1].status != 302:
            return []
        gone = self.withdrawals[-1].at + self.withdrawals[-1].seconds + MOMENT
        return [one for one in self.reads if one.at > gone and self.leaving in one.text]

    def was_shown(self) -> bool:
        return any(self.leaving in one.text for one in self.reads if one.at < self.began)


def run_day(
    newsroom: Newsroom, sample: dict[str, Any], fault: Fault, seconds: float, query: queries.Query
) -> Day:
    """Reads and publishes before, during and after the fault, withdraws an article while it lasts, and
    returns the day.
    """
    of = sample["situations"][fault.name]
    day = Day(fault.name, of["leaving"])
    editor = Editor(newsroom.port)
    paths = [
        f"/iraq/{fault.name}-staying/",
        f"/conflictdesk/boxes/{fault.name}/en/",
        f"/situations/{fault.name}/en/",
    ]

    def read(number: int) -> None:
        day.reads.append(ask(newsroom.port, paths[number % len(paths)]))

    def publish(number: int) -> None:
        title = f"{fault.name} {number}"
        words = f"{number + 12} people were killed in Mosul, the UN said."
        day.publications.append((title, editor.publish(sample["section"], title, words, of["situation"])))

    for number in range(WARM_UP * len(paths)):
        ask(newsroom.port, paths[number % len(paths)])
    editor.publish(sample["section"], f"{fault.name} warm-up", "Nothing new.", of["situation"])
    with regularly(READ_EVERY, read), regularly(PUBLISH_EVERY, publish):
        time.sleep(BEFORE_SECONDS)
        _run_fault(day, fault, seconds, lambda: editor.unpublish(of["page"]))
        time.sleep(AFTER_SECONDS)
    _count(day, query)
    return day


def _run_fault(day: Day, fault: Fault, seconds: float, withdraw: Callable[[], Answer]) -> None:
    day.began = time.monotonic()
    fault.begin()
    time.sleep(seconds / 3)
    day.withdrawals.append(withdraw())
    time.sleep(max(day.began + seconds - time.monotonic(), 0))
    fault.end()
    day.ended = time.monotonic()
    while day.withdrawals[-1].status != 302 and time.monotonic() < day.ended + AGAIN_SECONDS:
        time.sleep(1)
        day.withdrawals.append(withdraw())


def _count(day: Day, query: queries.Query) -> None:
    """Waits until all is read, and records the publications that are missing."""
    while query(queries.UNREAD) and time.monotonic() < day.ended + PATIENCE:
        time.sleep(0.5)
    if not query(queries.UNREAD):
        day.read_after = max(time.monotonic() - day.ended, 0)
    live, read = set(query(queries.LIVE)), set(query(queries.READ))
    published = [title for title, answer in day.publications if answer.status == 302]
    day.missing = [title for title in published if title not in live or title not in read]
