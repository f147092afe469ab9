"""The newsroom of a run: its web server and its workers, as in the Procfile."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.outage.servers import Server, free_port
from conflictdesk.newsroom.configuration.environment import PROJECT
from conflictdesk.newsroom.processes.process_group import commands

READY = "ready."


class Newsroom:
    """The newsroom; `environment` names its database, broker and cache."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder, self.port = folder, free_port()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.endswith("_URL")},
            **environment,
            "DJANGO_SETTINGS_MODULE": "conflictdesk.newsroom.settings",
            "PYTHONPATH": str(PROJECT),
            "VAR_DIR": str(folder / "var"),
            "PORT": str(self.port),
        }
        lines = commands(PROJECT / "Procfile")
        self.web = Process("web", folder, self, lines.pop("web"))
        self.workers = [Process(name, folder, self, line) for name, line in lines.items()]

    def fill(self, *slugs: str) -> dict[str, Any]:
        """Prepares the database and the sample; returns the keys of the sample's pages and situations."""
        ran = subprocess.run(
            [sys.executable, "-m", "benchmarks.outage.sample", *slugs],
            env=self.environment, cwd=PROJECT, capture_output=True, text=True,
        )  # fmt: skip
        if ran.returncode:
            raise SystemExit(ran.stderr)
        found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
        return found


class Process(Server):
    """A process of the Procfile."""

    def __init__(self, name: str, folder: Path, newsroom: Newsroom, line: str) -> None:
        super().__init__(name, folder, newsroom.port)
        self._newsroom, self._line = newsroom, line

    def command(self) -> list[str]:
        line = self._line
        for name in ("PORT", "VAR_DIR"):
            line = line.replace(f"${name}", self._newsroom.environment[name])
        program, *arguments = shlex.split(line)
        return [str(Path(sys.executable).parent / program), *arguments]

    def environment(self) -> dict[str, str]:
        return self._newsroom.environment

    def answers(self) -> bool:
        """Whether the process is ready: the web server if its port answers, a worker always."""
        return self.name != "web" or self._is_listening()

    def _is_listening(self) -> bool:
        return self.name == "web" and super()._is_listening()
