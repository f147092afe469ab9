"""Servers of the benchmark's own, on free ports and in a folder of their own: to be stopped, frozen and
filled up.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psycopg
import redis

START_SECONDS = 60
POSTGRES_BINARIES = Path("/usr/lib/postgresql")
# Debian's `rabbitmq-server` in the path insists on the folders of the system's own node.
RABBITMQ = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(holds: Callable[[], bool], what: str, seconds: float = START_SECONDS) -> None:
    """Waits until the condition holds. Raises SystemExit, which names the condition, if it takes longer."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            raise SystemExit(f"{what}: not within {seconds:g} s.")
        time.sleep(0.1)


class Server:
    """A server process with a process group of its own."""

    def __init__(self, name: str, folder: Path, port: int | None = None) -> None:
        self.name, self.folder, self.port = name, folder, port or free_port()
        self.log = folder / f"{name}.log"
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def command(self) -> list[str]:
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    def answers(self) -> bool:
        return self._is_listening()

    def _is_listening(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command(), env=self.environment(), cwd=self.folder,
                stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        wait_until(lambda: self.is_ended or self.answers(), f"{self.name} answers")
        if self.is_ended:
            raise SystemExit(f"{self.name} ended: {self.log.read_text(errors='replace')[-2000:]}")

    @property
    def is_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def kill(self) -> None:
        """Kills the process at once, like a loss of power."""
        self._signal(signal.SIGKILL)
        if self._process:
            self._process.wait()
            # Its child processes end a little later.
            wait_until(lambda: not self._is_listening(), f"{self.name} is gone")

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        """Sends a signal to the whole group, unless it has ended: its id may be reused."""
        if self._process and not self.is_ended:
            os.killpg(self._process.pid, number)


class Redis(Server):
    """A Redis that keeps nothing on disk: when it is killed, it has forgotten everything."""

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        return [
            *("redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""),
            *("--appendonly", "no", "--dir", str(self.folder)),
        ]

    def fill(self) -> None:
        """Makes it refuse everything that needs memory."""
        self._configure("maxmemory-policy", "noeviction")
        self._configure("maxmemory", "1")

    def empty(self) -> None:
        self._configure("maxmemory", "0")

    def _configure(self, name: str, value: str) -> None:
        with redis.Redis(port=self.port) as client:
            client.config_set(name, value)


class RabbitMQ(Server):
    """A RabbitMQ node of its own; Erlang's port mapper is the machine's."""

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}/"

    def command(self) -> list[str]:
        return [str(RABBITMQ) if RABBITMQ.exists() else "rabbitmq-server"]

    def environment(self) -> dict[str, str]:
        plugins = self.folder / "plugins"
        plugins.write_text("[].\n")
        return {
            **os.environ,
            "HOME": str(self.folder),
            "RABBITMQ_NODENAME": f"outage{self.port}@localhost",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "none"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(plugins),
            "RABBITMQ_CONF_ENV_FILE": str(self.folder / "none.conf"),
        }


class PostgreSQL(Server):
    """A PostgreSQL cluster of its own, run by the user `postgres` if root starts it, since PostgreSQL
    refuses root.
    """

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._make()
        super().start()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def command(self) -> list[str]:
        options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "60"}
        given = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        return [*_as_postgres(), _postgres("postgres"), "-D", str(self.data), "-p", str(self.port), *given]

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _signal(self, number: signal.Signals) -> None:
        """Sends a signal to the server and each of its processes, which have groups of their own."""
        for pid in self._pids():
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def _pids(self) -> list[int]:
        with suppress(OSError):
            master = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            return [master, *_children(master)]
        return []

    def _make(self) -> None:
        self.data.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self.data, "postgres")
            for above in (self.folder, *self.folder.parents):
                if above.stat().st_mode & 0o001 == 0:
                    above.chmod(above.stat().st_mode | 0o011)
        subprocess.run(
            [*_as_postgres(), _postgres("initdb"), "-D", str(self.data), "-A", "trust", "-U", "postgres",
             "-E", "UTF8", "--no-locale", "--no-sync"],
            check=True, stdout=subprocess.DEVNULL, cwd=self.folder,
        )  # fmt: skip


def _as_postgres() -> list[str]:
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]


def _postgres(program: str) -> str:
    """Returns the program of the newest PostgreSQL on this machine. Exits if there is none."""
    found = sorted(POSTGRES_BINARIES.glob(f"*/bin/{program}"), key=lambda one: float(one.parts[-3]))
    if not found:
        sys.exit(f"{program} is not installed.")
    return str(found[-1])


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in tasks]


@contextmanager
def running(*servers: Server) -> Iterator[None]:
    """Runs the servers while it lasts; at the end kills all, frozen or not, whatever happens."""
    with ExitStack() as stack:
        for server in servers:
            stack.callback(server.kill)
            stack.callback(server.thaw)
            server.start()
        yield
