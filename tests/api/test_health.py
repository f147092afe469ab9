"""The health addresses: they report faults and nothing else, quickly, whatever the caller and the host
name.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.conf import settings as project
from django.core.cache import cache, caches
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.db.models.functions import Now
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from conflictdesk.api import probes
from conflictdesk.ledger.extractions import heartbeats
from conflictdesk.ledger.models import Heartbeat

SECRET = "hunter2"
ALL_WELL = {"database": "ok", "broker": "ok", "cache": "ok", "worker": "ok"}
# For what ends soon, on a machine that does other things meanwhile.
PATIENCE = 15


@pytest.fixture(autouse=True)
def _asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forgets answers of earlier tests, and heartbeats that would keep one from being written."""
    for name in ("database", "broker", "site_cache"):
        probe = getattr(probes, name)
        monkeypatch.setattr(probes, name, probes.Probe(probe._part, probe._ask))
    monkeypatch.setattr(heartbeats, "_not_before", {})


@pytest.fixture
def worker(transactional_db: None, django_db_serialized_rollback: None) -> Iterator[None]:
    """Records that a worker was seen just now. Committed, because the probes have connections of their
    own.
    """
    cache.delete(probes.CACHE_KEY)
    heartbeats.beat(heartbeats.WORKER)
    yield
    cache.delete(probes.CACHE_KEY)


@pytest.fixture
def silence() -> Iterator[int]:
    """Returns the port of a server that accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        accepted: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    accepted.append(server.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
        for one in accepted:
            one.close()


def ask(path: str = "/readyz") -> tuple[int, Any]:
    response = Client().get(path)
    return response.status_code, response.json()


def wrong(path: str = "/readyz") -> tuple[int, dict[str, str]]:
    """Returns the status and the parts that do not work."""
    status, content = ask(path)
    return status, {name: words for name, words in content["parts"].items() if words != "ok"}


@pytest.mark.parametrize("path", ["/healthz", "/healthz/"])
def test_a_process_that_answers_asks_nobody(path: str) -> None:
    # Without pytest-django's mark every query here is refused.
    assert ask(path) == (200, {"status": "ok"})


def test_all_is_well(worker: None) -> None:
    for path in ("/readyz", "/readyz/"):
        status, content = ask(path)
        assert (status, content["status"], content["parts"]) == (200, "ready", ALL_WELL)
        assert content["seconds_since"].keys() == {"worker"}
    assert ask("/readyz/web") == (200, {"status": "ready", "parts": {"database": "ok"}})


@pytest.mark.parametrize(
    ("seconds", "words"), [(None, "not seen yet"), (110, None), (3600, "not seen for 3600 s")]
)
def test_a_worker_that_was_not_seen_in_the_last_two_minutes(
    worker: None, seconds: int | None, words: str | None
) -> None:
    if seconds is None:
        Heartbeat.objects.all().delete()
    else:
        Heartbeat.objects.update(at=Now() - timedelta(seconds=seconds))
    assert wrong() == ((503, {"worker": words}) if words else (200, {}))
    assert wrong("/readyz/web") == (200, {})


def broken_broker(settings: Settings, monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setitem(current_app.conf, "broker_transport", None)
    monkeypatch.setattr(current_app.conf, "broker_write_url", f"redis://:{SECRET}@127.0.0.1:{port}/0")


def broken_amqp(settings: Settings, monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setitem(current_app.conf, "broker_transport", None)
    monkeypatch.setattr(current_app.conf, "broker_write_url", f"amqp://desk:{SECRET}@127.0.0.1:{port}//")


def broken_cache(settings: Settings, monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"redis://:{SECRET}@127.0.0.1:{port}/1",
            "OPTIONS": {"socket_timeout": 3},
        }
    }


def broken_database(settings: Settings, monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    """Makes the probes, and nothing else, use a PostgreSQL at that port."""
    from django.db.backends.postgresql.base import DatabaseWrapper

    values = {**connections["default"].settings_dict, "OPTIONS": {}, "NAME": "desk", "USER": "desk"}
    values |= {"HOST": "127.0.0.1", "PORT": str(port), "PASSWORD": SECRET}
    make = probes._with_timeouts
    monkeypatch.setattr(probes, "_with_timeouts", lambda usual: make(DatabaseWrapper(values, usual.alias)))


Break = Callable[[Settings, pytest.MonkeyPatch, int], None]
BROKEN = [
    (broken_broker, "broker"),
    (broken_amqp, "broker"),
    (broken_cache, "cache"),
    (broken_database, "database"),
]


@pytest.mark.parametrize(("break_it", "part"), BROKEN)
def test_a_part_that_hangs_is_named_and_not_waited_for(
    break_it: Break,
    part: str,
    worker: None,
    silence: int,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    break_it(settings, monkeypatch, silence)
    content = {part: "no answer within 1 s"}
    if part == "database":
        content["worker"] = "unknown: the database does not answer"
    assert wrong() == (503, content)
    # The one that hangs is not asked a second time meanwhile. On a slow machine its library gives up by now.
    asking = [one for one in threading.enumerate() if one.name == f"probe-{part}"]
    status, still = wrong()
    given_up = {**content, part: f"does not work: {still[part].rpartition(' ')[2]}"}
    assert status == 503
    assert still in (content, given_up)
    assert len([one for one in threading.enumerate() if one.name == f"probe-{part}"]) <= len(asking) == 1
    for one in asking:
        one.join(PATIENCE)
        assert not one.is_alive()


@pytest.mark.parametrize(("break_it", "part"), BROKEN)
def test_a_part_that_is_down_is_named_without_its_address(
    break_it: Break, part: str, worker: None, settings: Settings, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    break_it(settings, monkeypatch, port)
    status, parts = wrong()
    assert (status, parts[part]) == (503, "does not work: " + parts[part].rpartition(" ")[2])
    assert [leak for leak in ("127.0.0.1", str(port), SECRET, "desk") if leak in str(parts)] == []
    # Whoever runs the site finds the reason in the log, once.
    time.sleep(probes.FRESH_SECONDS)
    assert wrong()[0] == 503
    assert [one.levelname for one in caplog.records if f"The {part} does not work" in one.getMessage()] == [
        "WARNING"
    ]
    assert "Service Unavailable" not in caplog.text


def test_a_part_that_works_again_is_asked_again(
    worker: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[float] = []

    def ask_it() -> None:
        asked.append(time.monotonic())
        if len(asked) == 1:
            raise ConnectionRefusedError

    monkeypatch.setattr(probes, "FRESH_SECONDS", 0)
    monkeypatch.setattr(probes, "broker", probes.Probe("broker", ask_it))
    assert wrong() == (503, {"broker": "does not work: ConnectionRefusedError"})
    assert wrong() == (200, {})
    assert "The broker works again." in caplog.text


def test_who_asks_all_the_time_gets_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    probe = probes.Probe("broker", lambda: asked.append(1))
    monkeypatch.setattr(probes, "FRESH_SECONDS", 1000)
    answers = [probe.begin().answer(time.monotonic() + PATIENCE).words for _ in range(20)]
    assert (answers, asked) == (["ok"] * 20, [1])


def test_a_cache_that_keeps_nothing_does_not_work(worker: None, settings: Settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert wrong() == (503, {"cache": "does not work: The cache does not keep what it is given."})


@pytest.mark.skipif(bool(project.ENVIRONMENT.broker_url), reason="the broker is another one")
def test_an_embedded_broker_whose_folder_cannot_be_used_does_not_work(
    worker: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "messages").write_text("no folder")
    monkeypatch.setitem(
        current_app.conf.broker_transport_options, "data_folder_out", str(tmp_path / "messages")
    )
    assert wrong() == (503, {"broker": "does not work: OperationalError"})


def test_the_cache_is_written_to_once_a_minute_at_most(
    worker: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    kept = type(caches["default"])
    usual = kept.set
    monkeypatch.setattr(kept, "set", lambda self, *a, **b: written.append(a[0]) or usual(self, *a, **b))
    monkeypatch.setattr(probes, "FRESH_SECONDS", 0)
    assert [wrong() for _ in range(3)] == [(200, {})] * 3
    assert written == [probes.CACHE_KEY]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/readyz/web"])
def test_nothing_stands_before_them_and_nothing_keeps_them(
    path: str, worker: None, settings: Settings
) -> None:
    """A load balancer uses the machine's address, http and no cookie."""
    settings.ALLOWED_HOSTS = ["news.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    settings.SESSION_SAVE_EVERY_REQUEST = True
    handler = WSGIHandler()

    def answer(method: str, at: str) -> HttpResponse:
        request = RequestFactory().generic(method, at, headers={"host": "10.0.0.7:8000"})
        return handler.get_response(request)

    got, head = answer("GET", path), answer("HEAD", path)
    assert (got.status_code, got["Cache-Control"], got.cookies) == (200, "no-store", {})
    assert (head.status_code, head["Content-Length"], head.content) == (200, got["Content-Length"], b"")
    assert answer("POST", path).status_code == 405
    assert (
        answer("GET", f"{path}x").status_code == 400
    )  # What is no health address is refused under that name.
