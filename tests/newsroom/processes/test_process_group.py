"""Small programs instead of the newsroom's: kept running, given up, and stopped completely."""

from __future__ import annotations

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

from conflictdesk.newsroom.configuration.environment import PROJECT
from conflictdesk.newsroom.runner.restarts import MOST_EARLY_ENDS

SECONDS = 60
PYTHON = shlex.quote(sys.executable)
# Nobody's patience is as long: who waits so long is asked once more, or fails.
RUNNER = """
import json, sys
from conflictdesk.newsroom.processes import process_group
named, port, process_group.STOP_SECONDS = json.loads(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
try:
    process_group.run(named, port, "ready")
except process_group.GivenUp as error:
    sys.exit(str(error))
"""
SLEEPER = "sh -c 'echo sleeper $$; exec sleep 1000'"
STUBBORN = """sh -c 'trap "" TERM; echo stubborn $$; while :; do sleep 0.1; done'"""
PARENT = "sh -c 'sleep 1000 & echo child $!; wait'"
HOPELESS = "sh -c 'echo tried; echo this is why >&2; exit 3'"


class Running:
    """A runner in a process of its own, and the lines that it and its processes have written."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.port = port
        self.seen: list[str] = []
        self._asked_for: set[int] = set()

    def line(self, start: str) -> str:
        """Waits for the first line that begins so and was not returned before, and returns it: several
        processes may write in any order.
        """
        for number, line in enumerate(self._lines()):
            if line.startswith(start) and number not in self._asked_for:
                self._asked_for.add(number)
                return line
        pytest.fail(f"{start!r} does not come: {self.seen}")

    def _lines(self) -> Iterator[str]:
        yield from self.seen
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.seen.append(line.rstrip("\n"))
            yield self.seen[-1]

    def pid(self, name: str) -> int:
        """Returns the process id after the name, from the next line that has it."""
        return int(self.line(f"{name} ").split()[1])

    def serves(self) -> bool:
        with urlopen(f"http://127.0.0.1:{self.port}/", timeout=SECONDS) as page:
            return bool(page.status == 200)

    def end(self) -> int:
        """Waits until it ends by itself and returns its exit code; reads the remaining lines."""
        assert self.process.stdout is not None
        self.seen += self.process.stdout.read().splitlines()
        return self.process.wait(timeout=SECONDS)


@contextmanager
def running(commands: Mapping[str, str], *, patience: int = 8, ignored: str = "") -> Iterator[Running]:
    """Runs the commands until the block ends. `ignored` names signals that are ignored when it starts."""
    port = free_port()
    named = {name: command.replace("{port}", str(port)) for name, command in commands.items()}
    start = ["sh", "-c", f'trap "" {ignored}; exec "$@"', "sh"] if ignored else []
    with subprocess.Popen(
        [*start, sys.executable, "-c", RUNNER, json.dumps(named), str(port), str(patience)],
        cwd=PROJECT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "conflictdesk.newsroom.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        watch = threading.Timer(SECONDS, process.kill)
        watch.start()
        try:
            yield Running(process, port)
        finally:
            watch.cancel()
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=SECONDS)
            process.kill()


def web() -> str:
    return f"sh -c 'echo web $$; exec {PYTHON} -m http.server {{port}} --bind 127.0.0.1'"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _x(pid: int) -> bool:
    """Whether the process is running; waits a moment for one that is just ending."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True


def test_what_is_killed_is_started_again_and_the_others_go_on() -> None:
    with running({"web": web(), "worker": SLEEPER}) as runner:
        web_pid, first = runner.pid("web"), runner.pid("sleeper")
        runner.line("ready")
        os.kill(first, signal.SIGKILL)
        assert runner.line("“") == "“worker” ended (killed by SIGKILL); started again."
        second = runner.pid("sleeper")
        os.kill(second, signal.SIGKILL)
        assert runner.line("“") == "“worker” ended (killed by SIGKILL); started again in 0.5 s."
        assert len({first, second, runner.pid("sleeper")}) == 3
        os.kill(web_pid, 0)
        assert runner.serves()


def test_what_a_killed_process_had_started_is_gone_before_the_next() -> None:
    with running({"worker": PARENT}) as runner:
        first = runner.pid("child")
        os.kill(os.getpgid(first), signal.SIGKILL)
        assert runner.pid("child") != first
        with pytest.raises(ProcessLookupError):
            os.kill(first, 0)


def test_what_ends_again_and_again_is_given_up_and_the_others_go_on() -> None:
    with running({"web": web(), "worker": HOPELESS, "beat": SLEEPER}) as runner:
        given_up = runner.line(f"“worker” ended {MOST_EARLY_ENDS} times")
        assert runner.line("    ") == "    tried"
        assert runner.line("    ") == "    this is why"
        said = [line for line in runner.seen if line.startswith("“")]
        assert said == [
            "“worker” ended (exit code 3); started again.",
            "“worker” ended (exit code 3); started again in 0.5 s.",
            "“worker” ended (exit code 3); started again in 1 s.",
            "“worker” ended (exit code 3); started again in 2 s.",
            given_up,
        ]
        assert given_up == (
            "“worker” ended 5 times within a minute (exit code 3), each time soon after its start, "
            "and is given up. It wrote last:"
        )
        assert runner.serves()
        runner.process.terminate()
        assert runner.end() == 0


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ({"web": HOPELESS, "worker": SLEEPER}, "“web” ended 5 times"),
        ({"worker": HOPELESS}, "“worker” ended 5 times"),
        ({"worker": "no-such-program --at all"}, "    no-such-program: No such file or directory"),
    ],
)
def test_without_a_web_server_or_anything_at_all_it_ends(commands: dict[str, str], reason: str) -> None:
    with running(commands) as runner:
        assert runner.line(reason)
        assert runner.end() == 1


@pytest.mark.parametrize("ignored", ["", "INT", "INT QUIT", "CHLD"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_stops_whole_however_it_was_started(number: signal.Signals, ignored: str) -> None:
    with running({"web": web(), "worker": PARENT}, ignored=ignored) as runner:
        pids = runner.pid("web"), runner.pid("child")
        runner.line("ready")
        runner.process.send_signal(number)
        assert runner.end() == 0
        assert not any(_x(pid) for pid in pids)


def test_an_end_is_noticed_where_the_ends_of_children_are_ignored() -> None:
    with running({"worker": SLEEPER}, ignored="CHLD") as runner:
        os.kill(runner.pid("sleeper"), signal.SIGKILL)
        assert runner.line("“") == "“worker” ended (killed by SIGKILL); started again."


def test_nohup_keeps_it_when_the_terminal_closes() -> None:
    with running({"web": web(), "worker": SLEEPER}, ignored="HUP") as runner:
        sleeper = runner.pid("sleeper")
        runner.line("ready")
        runner.process.send_signal(signal.SIGHUP)
        assert runner.serves()
        os.kill(sleeper, 0)
        assert runner.process.poll() is None


def test_who_asks_twice_does_not_wait() -> None:
    with running({"worker": STUBBORN}, patience=100 * SECONDS) as runner:
        stubborn = runner.pid("stubborn")
        runner.process.send_signal(signal.SIGINT)
        assert runner.line("Stopping") == "Stopping … (once more Ctrl-C: at once)"
        time.sleep(1)
        runner.process.send_signal(signal.SIGINT)
        assert runner.end() == 0
        assert not _x(stubborn)


def test_what_does_not_end_is_ended_by_force() -> None:
    with running({"worker": STUBBORN}, patience=1) as runner:
        stubborn = runner.pid("stubborn")
        runner.process.send_signal(signal.SIGTERM)
        assert runner.end() == 0
        assert not _x(stubborn)


def test_a_process_knows_nothing_of_how_the_runner_was_started() -> None:
    code = "from signal import *; print(getsignal(2) is default_int_handler, pthread_sigmask(0, [])); pause()"
    with running({"worker": f'{PYTHON} -c "{code}"'}, ignored="INT") as runner:
        assert runner.line("True") == "True set()"


def test_it_is_looked_after_while_nobody_reads_what_is_written(tmp_path: Path) -> None:
    """As with a paused terminal, or a pager that is not scrolled on."""
    note = tmp_path / "starts"
    with running({"chatter": "yes", "worker": noted(note)}) as runner:
        first = _start(note, 1)
        time.sleep(0.5)  # Every pipe is full by now.
        os.kill(first, signal.SIGKILL)
        assert _start(note, 2) != first
        runner.process.terminate()
        assert runner.process.wait(timeout=SECONDS) == 0


def test_it_goes_on_when_who_read_is_gone(tmp_path: Path) -> None:
    note = tmp_path / "starts"
    with running({"worker": noted(note)}) as runner:
        assert runner.process.stdout is not None
        first = _start(note, 1)
        runner.process.stdout.close()
        os.kill(first, signal.SIGKILL)
        assert _start(note, 2) != first
        assert runner.process.poll() is None


def noted(note: Path) -> str:
    """Returns a command that writes its process id into a file, too, and sleeps."""
    return f"sh -c 'echo sleeper $$; echo $$ >> {shlex.quote(str(note))}; exec sleep 1000'"


def _start(note: Path, number: int) -> int:
    """Waits for the process that was started as the first, second, … one, and returns it."""
    until = time.monotonic() + SECONDS
    while not note.exists() or len(note.read_text().splitlines()) < number:
        assert time.monotonic() < until, "it was not started again"
        time.sleep(0.05)
    return int(note.read_text().splitlines()[number - 1])
