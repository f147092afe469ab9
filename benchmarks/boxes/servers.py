"""Runs the servers of a run: gunicorn with the newsroom, and nginx with a cache before it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NGINX = """
{user} daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  proxy_cache_path {folder}/cache keys_zone=boxes:4m;
  upstream origin {{ server 127.0.0.1:{origin}; keepalive 4; }}
  server {{
    listen 127.0.0.1:{port}; keepalive_requests 10000000;
    location / {{
      proxy_pass http://origin; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_cache boxes; proxy_cache_key $uri; proxy_cache_lock on; proxy_cache_revalidate on;
      proxy_cache_background_update on; proxy_cache_use_stale updating error timeout http_500 http_502;
    }}
  }}
}}
"""


@contextmanager
def newsroom(log: Path) -> Iterator[int]:
    """Runs the newsroom with one worker on a free port, which is yielded; logs its requests to `log`."""
    port = _free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "conflictdesk.newsroom.wsgi", "--bind", f"127.0.0.1:{port}"),
        *("--workers", "1", "--threads", "4", "--keep-alive", "60", "--no-control-socket"),
        *("--log-level", "warning", "--access-logfile", str(log), "--access-logformat", "%(U)s"),
    ]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "benchmarks.boxes.settings"}
    with _running(command, port, environment):
        yield port


@contextmanager
def cache_before(origin: int, folder: Path) -> Iterator[int]:
    """Runs nginx with a cache on a free port, which is yielded, before the newsroom on port `origin`."""
    port, settings = _free_port(), folder / "nginx.conf"
    # Started by root, nginx would hand its work to a user who may not enter the folder.
    user = "user root;" if os.geteuid() == 0 else ""
    settings.write_text(NGINX.format(folder=folder, origin=origin, port=port, user=user))
    with _running(["nginx", "-p", str(folder), "-c", str(settings)], port, dict(os.environ)):
        yield port


def has_nginx() -> bool:
    return shutil.which("nginx") is not None


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    with subprocess.Popen(command, env=environment) as process:
        try:
            _wait_for(port)
            yield
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"Nothing answers on port {port}.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
