"""Measures requests a second of the poll address and of articles with boxes, and how many requests a
proxy leaves to the origin.

`DATABASE_URL` and `REDIS_URL` name a PostgreSQL and a Redis of your own, whose contents are changed. The
part with the proxy needs nginx.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

TURNS, SECONDS = 100, 0.3
PROXY_SECONDS = 60
READERS, INTERVAL, DAY = 100_000, 8, 86_400


def main() -> None:
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        sys.exit("Set DATABASE_URL and REDIS_URL to a PostgreSQL and a Redis of your own.")
    with tempfile.TemporaryDirectory(prefix="conflictdesk-benchmark-") as folder:
        os.environ.setdefault("VAR_DIR", folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.boxes.settings"
        _run(Path(folder))


def _run(folder: Path) -> None:
    import django  # noqa: PLC0415 - the settings read the environment that main() has just set
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    from benchmarks.boxes import sample, servers  # noqa: PLC0415

    addresses = sample.prepare()
    log = folder / "requests.log"
    with servers.newsroom(log) as port:
        _compare(port, addresses)
        if not servers.has_nginx():
            print("the day behind a proxy: left out, nginx is not installed")
            return
        with servers.cache_before(port, folder) as proxy:
            _day(proxy, addresses["poll"], log)


def _compare(port: int, addresses: dict[str, str]) -> None:
    """Compares pairs of addresses, measured in turns, so that a slow moment of the machine slows both;
    each goes first equally often.
    """
    from benchmarks.boxes.readers import etag_of, rate  # noqa: PLC0415

    def asking(name: str, *, known: bool = False) -> Callable[[], float]:
        path = addresses[name]
        etag = etag_of(port, path) if known else ""

        def ask() -> float:
            answers, tally = rate(port, path, SECONDS, etag)
            assert set(tally.statuses) == {304 if known else 200}, (path, tally.statuses)
            return answers

        print(f"{name:<22} {rate(port, path, 0.3)[1].size:>9,} bytes")
        return ask

    pairs = (
        ("poll 200 / bare", asking("poll"), asking("bare"), "0.9 or more"),
        ("poll 304 / bare", asking("poll", known=True), asking("bare"), "0.9 or more"),
        (
            "two boxes / no box",
            asking("article, two boxes"),
            asking("article, no box"),
            "0.95 or more",
        ),
        (
            "10,000 facts / 1, 304",
            asking("poll, 10,000 facts", known=True),
            asking("poll", known=True),
            "flat",
        ),
        ("10,000 facts / 1, 200", asking("poll, 10,000 facts"), asking("poll"), "flat"),
    )
    print(f"\n{TURNS} turns of {SECONDS} s, ratio: median (quartiles); one worker, 4 threads, 4 connections")
    for name, ask, against, goal in pairs:
        turns = [_in_turn(ask, against, first=number % 2 == 0) for number in range(TURNS)]
        low, ratio, high = quantiles((one / other for one, other in turns), n=4)
        rates = [f"{median(side):8,.0f}/s" for side in zip(*turns, strict=True)]
        print(f"{name:<22} {rates[0]} {rates[1]}   {ratio:.2f} ({low:.2f}–{high:.2f})   goal: {goal}")


def _in_turn(ask: Callable[[], float], against: Callable[[], float], *, first: bool) -> tuple[float, float]:
    if first:
        return ask(), against()
    other = against()
    return ask(), other


def _day(proxy: int, path: str, log: Path) -> None:
    """Measures a minute behind a proxy and prints what a day would be. Beyond one request in `s-maxage`,
    the load on the origin does not depend on the number of readers, so the rate of this machine is
    enough.
    """
    from benchmarks.boxes.readers import etag_of, rate  # noqa: PLC0415

    before = log.read_text().count(path)
    answers, tally = rate(proxy, path, PROXY_SECONDS, etag_of(proxy, path))
    assert set(tally.statuses) == {304}, tally.statuses
    reached = log.read_text().count(path) - before
    asked, a_day = READERS / INTERVAL * DAY, reached * DAY / PROXY_SECONDS
    print(
        f"\nbehind nginx: {tally.answers:,} requests in {PROXY_SECONDS} s ({answers:,.0f}/s), {reached} "
        f"reached the origin, one every {PROXY_SECONDS / max(reached, 1):.1f} s\n"
        f"a day of {READERS:,} readers: {asked:,.0f} requests, {a_day:,.0f} reach the origin for each box "
        f"and language ({a_day / asked:.6%})"
    )


if __name__ == "__main__":
    main()
