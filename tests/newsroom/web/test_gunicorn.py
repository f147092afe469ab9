"""The web server with the shipped configuration: which headers it trusts, and how it answers others."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from conflictdesk.newsroom.configuration.environment import PROJECT
from conflictdesk.newsroom.processes.process_group import commands

SAYS = """
def application(environ, start_response):
    said = [environ[name] for name in ("PATH_INFO", "SCRIPT_NAME", "wsgi.url_scheme")]
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [" ".join(said).encode()]
"""


def _options() -> list[str]:
    """Returns the Procfile's options, without the application, the address and the number of workers."""
    found = shlex.split(commands(PROJECT / "Procfile")["web"])
    at = found.index("--config") if "--config" in found else None
    return [] if at is None else found[at : at + 2]


@pytest.fixture(scope="module", params=["the Procfile's options", "no options"])
def port(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Yields the port of a gunicorn whose application returns what it received."""
    folder: Path = tmp_path_factory.mktemp("says")
    (folder / "says.py").write_text(SAYS)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    procfile = request.param != "no options"
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "says:application", "--bind", f"127.0.0.1:{port}",
         "--pythonpath", str(folder), "--log-level", "critical", "--no-control-socket",
         *(_options() if procfile else [])],
        # Without options the file is looked for where the server is started.
        cwd=folder if procfile and _options() else PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "VAR_DIR": str(folder)},
    )  # fmt: skip
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def asked(port: int, *headers: tuple[str, str]) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("GET", "/evil/admin/")
    for name, value in headers:
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([], "/evil/admin/  http"),
        ([("X-Forwarded-Proto", "https")], "/evil/admin/  https"),
        ([("X-Forwarded-Proto", "http")], "/evil/admin/  http"),
        ([("SCRIPT_NAME", "/evil")], "/evil/admin/  http"),
        ([("SCRIPT_NAME", "/other")], "/evil/admin/  http"),
        ([("PATH_INFO", "/other/")], "/evil/admin/  http"),
        ([("X-Forwarded-Proto", "https"), ("X-Forwarded-Ssl", "off")], "/evil/admin/  https"),
        ([("X-Forwarded-Proto", "https"), ("X-Forwarded-Protocol", "http")], "/evil/admin/  https"),
        ([("X-Forwarded-Ssl", "on")], "/evil/admin/  http"),
    ],
)
def test_of_the_headers_of_a_proxy_one_is_believed(
    port: int, headers: list[tuple[str, str]], expected: str
) -> None:
    assert asked(port, *headers) == (200, expected)
