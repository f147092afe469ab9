"""Sending tasks: nobody waits for the broker, whatever it does."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from celery import Celery
from kombu.exceptions import OperationalError
from redis.exceptions import OutOfMemoryError

from conflictdesk.ledger.extractions import task_sending
from tests.worker import wait_for

SEND = "celery.app.base.Celery.send_task"
PATIENCE = 30


@pytest.fixture
def rested(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def end() -> None:
        monkeypatch.setattr(task_sending._broker.breaker, "_next_try", 0.0)

    return end


def failing(error: Exception, tried: list[Any]) -> Callable[..., None]:
    def fail(app: Celery, name: str, args: Any = (), **_: Any) -> None:
        tried.append((name, *args))
        raise error

    return fail


def test_what_the_broker_takes_is_sent(sent_tasks: list[Any]) -> None:
    assert task_sending.send("conflictdesk.extract", 7)
    assert task_sending.send("conflictdesk.rank", 7, 3)
    assert sent_tasks == [("conflictdesk.extract", 7), ("conflictdesk.rank", 7, 3)]


@pytest.mark.parametrize(
    "error",
    [OperationalError("refused"), OSError("reset"), OutOfMemoryError("command not allowed when used memory")],
    ids=["down", "gone", "full"],
)
def test_a_broker_that_is_down_or_full_is_left_alone_for_a_while(
    monkeypatch: pytest.MonkeyPatch, rested: Callable[[], None], error: Exception
) -> None:
    tried: list[Any] = []
    redis = Celery(broker="redis://127.0.0.1:1/0", set_as_current=False)
    monkeypatch.setattr(task_sending, "_app", lambda: redis)
    monkeypatch.setattr(SEND, failing(error, tried))

    assert [task_sending.send("task", number) for number in range(3)] == [False, False, False]
    assert tried == [("task", 0)]
    rested()
    assert not task_sending.send("task", 3)
    assert tried == [("task", 0), ("task", 3)]


def test_a_fault_that_is_not_the_brokers_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SEND, failing(TypeError("not to be sent"), []))
    with pytest.raises(TypeError, match="not to be sent"):
        task_sending.send("task", 1)


@pytest.fixture
def hung(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, list[Any]]]:
    """Returns a broker that takes a message only when the event is set, and the messages it was given."""
    monkeypatch.setattr(task_sending, "WAIT_SECONDS", 0.05)
    released, tried = threading.Event(), []

    def hang(app: Celery, name: str, args: Any = (), **_: Any) -> None:
        tried.append(tuple(args))
        assert released.wait(PATIENCE)

    monkeypatch.setattr(SEND, hang)
    yield released, tried
    released.set()
    for one in task_sending._broker.hanging:
        one.join(PATIENCE)


def test_a_broker_that_hangs_holds_nobody_up_and_the_message_may_come_late(
    hung: tuple[threading.Event, list[Any]],
) -> None:
    released, tried = hung
    assert [task_sending.send("task", number) for number in range(3)] == [False, False, False]
    assert tried == [(0,)]

    released.set()
    wait_for(lambda: not task_sending._broker.breaker.is_open, PATIENCE)
    assert task_sending.send("task", 3)
    assert tried == [(0,), (3,)]


def test_only_so_many_threads_hang(
    hung: tuple[threading.Event, list[Any]], rested: Callable[[], None]
) -> None:
    _, tried = hung
    for number in range(task_sending.HANGING + 3):
        rested()
        assert not task_sending.send("task", number)
    assert len(tried) == task_sending.HANGING


@pytest.mark.worker
@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_no_transport_makes_anybody_wait_for_a_server_that_says_nothing(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        app = Celery(broker=f"{scheme}://127.0.0.1:{silent.getsockname()[1]}/", set_as_current=False)
        monkeypatch.setattr(task_sending, "_app", lambda: app)
        # Until this returns nobody closes the connection, and the server never answers.
        assert task_sending.send("task", 1) is False
        (sender,) = task_sending._broker.hanging
    # The server is gone: the system reports that to clients that still wait for its answer.
    sender.join(PATIENCE)


def test_a_process_that_was_forked_knows_nothing_of_its_parents_broker() -> None:
    script = (
        "import os\n"
        "from conflictdesk.ledger.extractions import task_sending\n"
        "task_sending._broker.breaker.failed(OSError('away'))\n"
        "task_sending._broker.hanging.append(None)\n"
        "child = os.fork()\n"
        "if not child:\n"
        "    broker = task_sending._broker\n"
        "    print(broker.breaker.is_open, broker.hanging, task_sending._app_of_parent, flush=True)\n"
        "    os._exit(0)\n"
        "os.waitpid(child, 0)\n"
        "print(task_sending._broker.breaker.is_open, task_sending._app_of_parent)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "False [] True\nTrue False\n"
