"""Heartbeats: written seldom, by the database's clock, without disturbing other work."""

from __future__ import annotations

import threading
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from celery import current_app
from django.db import OperationalError, connection
from django.db.models.functions import Now

from conflictdesk import tasks
from conflictdesk.ledger.extractions import heartbeats, outbox
from conflictdesk.ledger.models import Extraction, Heartbeat
from conflictdesk.ledger.snapshots import visibility_changes
from tests.factories import article
from tests.ledger.extractions.test_text_order import set_clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Returns this process's clock, in seconds, which a test sets; nothing has been written yet."""
    now = [1000.0]
    monkeypatch.setattr(heartbeats, "_not_before", {})
    monkeypatch.setattr(heartbeats, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


def age(name: str, seconds: float) -> None:
    """Records that the part was last seen so many seconds ago."""
    Heartbeat.objects.filter(name=name).update(at=Now() - timedelta(seconds=seconds))


def minutes_ago(name: str) -> int:
    """Returns whole minutes: on a busy machine seconds pass."""
    return int(heartbeats.last_seen()[name].seconds // 60)


def test_a_part_that_never_was_seen_is_missing() -> None:
    assert heartbeats.last_seen() == {}


def test_a_process_writes_again_after_a_pause_and_each_part_for_itself(clock: list[float]) -> None:
    heartbeats.beat("worker")
    age("worker", 300)
    clock[0] += heartbeats.PAUSE_SECONDS - 1
    heartbeats.beat("worker", "sweep")
    assert (minutes_ago("worker"), minutes_ago("sweep")) == (5, 0)

    clock[0] += 1
    heartbeats.beat("worker")
    assert minutes_ago("worker") == 0
    assert Heartbeat.objects.count() == 2


@pytest.mark.parametrize("minutes", [-300, 5, 300])
def test_the_hosts_clock_means_nothing(minutes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, minutes)
    heartbeats.beat("worker")
    assert minutes_ago("worker") == 0
    monkeypatch.undo()
    assert minutes_ago("worker") == 0


def test_an_age_is_never_below_zero() -> None:
    heartbeats.beat("worker")
    age("worker", -60)
    assert heartbeats.last_seen()["worker"].seconds == 0


def test_what_cannot_be_written_breaks_nothing_and_is_written_later(
    clock: list[float], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def locked(name: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")

    with monkeypatch.context() as broken:
        broken.setattr(heartbeats, "_write", locked)
        heartbeats.beat("worker")
    assert "The heartbeat of “worker” is not written" in caplog.text
    assert Extraction.objects.count() == 0  # The transaction around it still works.

    clock[0] += heartbeats.PAUSE_SECONDS
    heartbeats.beat("worker")
    assert minutes_ago("worker") == 0


def test_work_that_fails_was_work() -> None:
    def work() -> None:
        with heartbeats.beating("worker"):
            age("worker", 300)
            heartbeats._not_before.clear()
            raise OperationalError

    with pytest.raises(OperationalError):
        work()
    assert minutes_ago("worker") == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_processes_that_find_no_row_both_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    both = threading.Barrier(2, timeout=10)
    insert = type(Heartbeat.objects).bulk_create
    failed: list[BaseException] = []

    def together(*arguments: Any, **options: Any) -> Any:
        both.wait()
        return insert(*arguments, **options)

    def other() -> None:
        try:
            heartbeats._write("worker")
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    monkeypatch.setattr(type(Heartbeat.objects), "bulk_create", together)
    threads = [threading.Thread(target=other) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert minutes_ago("worker") <= 1
    assert Heartbeat.objects.count() == 1


def test_a_reading_that_ends_and_one_that_fails_say_that_the_worker_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article("Twelve people were killed.")
    key = Extraction.objects.get().pk
    tasks.extract(key)
    age("worker", 300)
    heartbeats._not_before.clear()
    monkeypatch.setattr(tasks.intake, "run", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.extract(key)
    assert (minutes_ago("worker"), sorted(heartbeats.last_seen())) == (0, ["worker"])


def test_a_reading_of_another_queue_says_nothing_of_the_live_one() -> None:
    article("Twelve people were killed.")
    key = Extraction.objects.get().pk
    tasks.extract.apply([key], routing_key="backfill", throw=True)
    assert Extraction.objects.get().state == "done"
    for task, queue in ((tasks.backfill, "backfill"), (tasks.read_again, "again")):
        task.apply([key], routing_key=queue, throw=True)
    assert heartbeats.last_seen() == {}

    live = current_app.amqp.router.route({}, outbox.TASK)["queue"].name
    tasks.extract.apply([key], routing_key=live, throw=True)
    assert list(heartbeats.last_seen()) == ["worker"]


def test_a_sweep_that_ran_through_is_seen_and_one_that_broke_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(visibility_changes, "sweep", lambda: 1 / 0)
        tasks.sweep()
    assert heartbeats.last_seen() == {}
    tasks.sweep()
    assert list(heartbeats.last_seen()) == ["sweep"]


def test_the_scheduled_heartbeat_says_that_it_is_scheduled() -> None:
    tasks.heartbeat()
    assert sorted(heartbeats.last_seen()) == ["scheduled", "worker"]


def test_how_long_a_text_has_waited_is_the_databases_time(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, -300)
    article("Twelve people were killed.")
    monkeypatch.undo()
    waited = Extraction.objects.annotate(now=Now()).values_list("now", "requested_at").get()
    assert abs((waited[0] - waited[1]).total_seconds()) < 60
