"""A command of the Procfile: the process that runs it now, and how earlier ones ended."""

from __future__ import annotations

from conflictdesk.newsroom.runner import restarts
from conflictdesk.newsroom.runner.output import Terminal
from conflictdesk.newsroom.runner.restarts import End
from conflictdesk.newsroom.runner.running import Running


class Supervised:
    """Starts the command, notices when it ends, and starts it again until it is given up."""

    def __init__(self, name: str, command: str, terminal: Terminal) -> None:
        self.name = name
        self.running: Running | None = None
        self._command = command
        self._terminal = terminal
        self._due = 0.0
        self._early_ends: list[End] = []
        self._last_lines: list[str] = []

    @property
    def is_hopeless(self) -> bool:
        return restarts.is_hopeless(self._early_ends)

    def check(self, now: float) -> None:
        """Reports the process's end, or starts it if that is due."""
        if self.running is None:
            if now >= self._due:
                self._start(now)
        elif self.running.has_ended():
            self._note(self.running)

    def _start(self, now: float) -> None:
        try:
            self.running = Running(self.name, self._command, self._terminal)
        except OSError as error:  # Too many processes, or no memory for one more just now.
            self._due = now + restarts.LONGEST_DELAY
            wait = f"{restarts.LONGEST_DELAY:g} s"
            self._terminal.say(f"“{self.name}” cannot be started ({error.strerror}); tried again in {wait}.")

    def _note(self, running: Running) -> None:
        self.running, end = None, running.kill()
        self._last_lines = running.output.last_lines()
        self._early_ends = restarts.recent([*self._early_ends, end], end.ended)
        wait = restarts.delay(self._early_ends, end)
        self._due = end.ended + wait
        if not self.is_hopeless:
            again = f"started again in {wait:g} s" if wait else "started again"
            self._terminal.say(f"“{self.name}” ended ({end}); {again}.")

    def failure_report(self) -> str:
        """Returns a line with the reason, and below it the lines that the process wrote last."""
        end = self._early_ends[-1]
        times = f"{restarts.MOST_EARLY_ENDS} times within a minute ({end}), each time soon after its start"
        written = "\n".join(f"    {line}" for line in self._last_lines) or "    (nothing)"
        return f"“{self.name}” ended {times}, and is given up. It wrote last:\n{written}"
