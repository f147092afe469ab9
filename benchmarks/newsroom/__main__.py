"""Runs `make run` under load: publications, busy loops, and the worker of live texts killed again and
again. Prints the results and exits with 1 if a promise is broken. Needs Linux's /proc.

python -m benchmarks.newsroom                                 2,000 publications, 10 kills, 15 s apart
python -m benchmarks.newsroom --publications 200 --kills 3    a small one
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.newsroom.front_page import Asked, reader
from benchmarks.newsroom.readings import tally
from benchmarks.newsroom.site import SETTINGS, busy, leader, newsroom, processes

WORKER = "live"
BACK_SECONDS = 5
GIVE_UP_SECONDS = 60


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="conflictdesk-newsroom-") as name:
        os.environ |= {"DJANGO_SETTINGS_MODULE": SETTINGS, "VAR_DIR": name}
        broken = _run(Path(name), options)
    for one in broken:
        print(f"BROKEN: {one}")
    sys.exit(bool(broken))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, default, meaning in (
        ("publications", 2000, "how many articles are published"),
        ("kills", 10, "how often the worker is killed with SIGKILL"),
        ("every", 15, "seconds from one kill to the next"),
        ("loops", 2, "endless loops beside it"),
        ("patience", 900, "seconds after the last publication until all must be read"),
    ):
        parser.add_argument(f"--{name}", type=int, default=default, help=f"{meaning} ({default})")
    return parser.parse_args()


def _run(folder: Path, options: argparse.Namespace) -> list[str]:
    """Returns the broken promises, in words."""
    with newsroom(folder) as (runner, port):
        with busy(options.loops), reader(port) as asked:
            broken = _publish_and_kill(folder, options, runner)
            if runner.poll() is None:
                broken += _wait_until_read(folder, options, runner)
        broken += _answered(asked)
        broken += _stopped(folder, runner)
    _print_restarts(folder / "run.log")
    return broken


def _print_restarts(log: Path) -> None:
    """Prints the runner's own messages, without the output of the processes."""
    for line in log.read_text(errors="replace").splitlines():
        if line.startswith("“"):
            print(f"  {line}")


def _publish_and_kill(
    folder: Path, options: argparse.Namespace, runner: subprocess.Popen[bytes]
) -> list[str]:
    began = time.monotonic()
    command = [sys.executable, "-m", "benchmarks.newsroom.publisher", str(options.publications)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as publisher:
        broken = []
        for number in range(options.kills):
            time.sleep(max(0.0, began + (number + 1) * options.every - time.monotonic()))
            broken += _kill(folder, number + 1)
        while publisher.poll() is None and runner.poll() is None:
            time.sleep(0.1)
        publisher.kill()
    print(f"published: {options.publications:,} in {time.monotonic() - began:.0f} s")
    return broken if publisher.returncode == 0 else [*broken, "not all could be published"]


def _kill(folder: Path, number: int) -> list[str]:
    """Kills the worker, waits until another has started its processes, and returns the broken promises."""
    killed = _leader_other_than(folder, None)
    if killed is not None:
        os.kill(killed, signal.SIGKILL)
    began = time.monotonic()
    back, took = _leader_other_than(folder, killed), time.monotonic() - began
    if killed is None or back is None:
        return [f"kill {number}: no worker for {GIVE_UP_SECONDS} s"]
    print(f"kill {number}: back after {took:.1f} s", flush=True)
    return [f"kill {number}: back after {took:.1f} s"] if took > BACK_SECONDS else []


def _leader_other_than(folder: Path, killed: int | None) -> int | None:
    """Waits for the worker and returns its process; None if there is none for too long."""
    until = time.monotonic() + GIVE_UP_SECONDS
    while (found := leader(folder, WORKER)) in (None, killed):
        if time.monotonic() > until:
            return None
        time.sleep(0.02)
    return found


def _wait_until_read(folder: Path, options: argparse.Namespace, runner: subprocess.Popen[bytes]) -> list[str]:
    began = time.monotonic()
    while (states := tally(folder)).get("done") != options.publications and runner.poll() is None:
        if time.monotonic() - began > options.patience:
            break
        time.sleep(0.5)
    print(f"read: {states}, {time.monotonic() - began:.0f} s after the last publication", flush=True)
    return [] if states == {"done": options.publications} else [f"not all are read: {states}"]


def _answered(asked: Asked) -> list[str]:
    print(f"readers: {asked.answers:,} answers, the slowest after {asked.slowest:.1f} s")
    return [f"a reader got no page: {fault}" for fault in asked.faults]


def _stopped(folder: Path, runner: subprocess.Popen[bytes]) -> list[str]:
    """Stops the newsroom, unless it has stopped by itself; returns the broken promises."""
    if runner.poll() is not None:
        return [f"the newsroom ended by itself ({runner.returncode})"]
    runner.send_signal(signal.SIGINT)
    code, left = runner.wait(), processes(folder)
    return [f"it stopped with {code} and left {left}"] if code or left else []


if __name__ == "__main__":
    main()
