"""Real servers that stop, freeze and fill up: readers read, what is withdrawn is gone, nothing is lost."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import redis
from celery import Celery
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from benchmarks.outage.servers import PostgreSQL, RabbitMQ, Redis, Server, running
from conflictdesk import caches
from conflictdesk.boxes.live import box_cache
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.extractions import intake, outbox, task_sending
from conflictdesk.ledger.models import Claim, Extraction, Situation
from conflictdesk.newsroom.broker.broker_options import transport_options
from conflictdesk.newsroom.configuration.cache_options import redis_cache
from conflictdesk.newsroom.models import ArticlePage
from conflictdesk.newsroom.postgres import base, watching
from tests.boxes.live.test_box_cache_failures import another_process
from tests.factories import EditorFactory, SituationFactory, article
from tests.worker import wait_for, worker

# Waiting for results, not measuring them: `python -m benchmarks.outage` measures.
PATIENCE = 60
OUTPUTS = ("/conflictdesk/boxes/mosul/en/", "/situations/mosul/en/", "/conflictdesk/embed/mosul/en/")
State = Extraction.State


@pytest.fixture(scope="module")
def own_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    server = Redis("redis", tmp_path_factory.mktemp("redis"))
    with running(server):
        yield server


@pytest.fixture(scope="module")
def own_rabbitmq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RabbitMQ]:
    server = RabbitMQ("rabbitmq", tmp_path_factory.mktemp("rabbitmq"))
    with running(server):
        yield server


def use_as_broker(server: Redis | RabbitMQ, monkeypatch: pytest.MonkeyPatch) -> None:
    app = Celery(broker=server.url, set_as_current=False)
    app.conf.broker_transport_options = transport_options(server.url)
    monkeypatch.setattr(task_sending, "_app", lambda: app)


def rest() -> None:
    """Every part that was left alone is asked again."""
    for breaker in (task_sending._broker.breaker, *(one.breaker for one in caches._guards.values())):
        breaker._next_try = 0.0


FAULTS: dict[str, tuple[Callable[[Any], None], Callable[[Any], None]]] = {
    "stopped": (Server.kill, Server.start),
    "frozen": (Server.freeze, Server.thaw),
    "full": (Redis.fill, Redis.empty),
}


def _withdrawable(situation: Situation) -> ArticlePage:
    """An article whose approved figure, 750,000, readers see."""
    page = article("At least 750,000 people have fled Mosul, the UN said.", situation=situation)
    row = Extraction.objects.get(page_key=page.pk)
    intake.run(row.pk)
    claim = Claim.objects.get(page_key=page.pk, topic="displaced")
    rulings.approve(claim.pk, EditorFactory(), version=claim.version)
    return page


def _shown() -> list[bool]:
    answers = [Client().get(address) for address in OUTPUTS]
    assert [one.status_code for one in answers] == [200] * len(OUTPUTS)
    return ["750,000" in one.content.decode() for one in answers]


@pytest.mark.own_redis
@pytest.mark.worker
@pytest.mark.django_db
@pytest.mark.parametrize("fault", FAULTS)
def test_without_its_redis_the_newsroom_reads_publishes_and_withdraws(
    fault: str,
    own_redis: Redis,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.CACHES = {"default": redis_cache(own_redis.url)}
    cache.clear()
    another_process(monkeypatch)
    use_as_broker(own_redis, monkeypatch)
    begin, end = FAULTS[fault]
    situation = SituationFactory(name="Battle of Mosul", slug="mosul")
    article("Nothing new.", situation=situation)
    page = _withdrawable(situation)
    assert _shown() == [True] * len(OUTPUTS)
    assert cache.get(box_cache._key("mosul", "en")) is not None

    begin(own_redis)
    try:
        assert _shown() == [True] * len(OUTPUTS)
        with django_capture_on_commit_callbacks(execute=True):
            published = article("Twelve people were killed.", situation=situation)
            page.unpublish()
        assert _shown() == [False] * len(OUTPUTS)
    finally:
        end(own_redis)
    row = Extraction.objects.get(page_key=published.pk)
    assert (published.live, row.state, row.lease_until <= timezone.now()) == (True, State.QUEUED, True)

    rest()
    assert _shown() == [False] * len(OUTPUTS)
    with redis.Redis(port=own_redis.port) as client:
        client.delete("celery")
        outbox.sweep()
        assert str(row.pk).encode() in b"".join(_bodies(client))


def _bodies(client: Any) -> list[bytes]:
    """The arguments of the tasks that wait in the Redis, as text."""
    return [base64.b64decode(json.loads(one)["body"]) for one in client.lrange("celery", 0, -1)]


@pytest.mark.services
@pytest.mark.own_rabbitmq
@pytest.mark.worker
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_with_rabbitmq_texts_are_read_and_a_broker_that_stops_loses_none(
    own_rabbitmq: RabbitMQ, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_as_broker(own_rabbitmq, monkeypatch)

    def is_read(page: ArticlePage) -> bool:
        return Extraction.objects.get(page_key=page.pk).state == State.DONE

    with worker(BROKER_URL=own_rabbitmq.url):
        first = article("Twelve people were killed in Mosul.")
        wait_for(lambda: is_read(first), PATIENCE)

        own_rabbitmq.kill()
        second = article("Nine people were killed in Mosul.")
        assert Extraction.objects.get(page_key=second.pk).state == State.QUEUED
        own_rabbitmq.start()
        rest()
        outbox.sweep()
        wait_for(lambda: is_read(second), PATIENCE)

        own_rabbitmq.freeze()
        rest()
        third = article("Eight people were killed in Mosul.")
        own_rabbitmq.thaw()
        rest()
        outbox.sweep()
        wait_for(lambda: is_read(third), PATIENCE)


@pytest.mark.own_postgresql
def test_a_postgresql_that_stops_or_freezes_is_well_again_by_itself() -> None:
    # Where root runs the tests, PostgreSQL is another user, who may not enter pytest's folders.
    with TemporaryDirectory(prefix="conflictdesk-tests-") as folder:
        server = PostgreSQL("postgresql", Path(folder) / "postgresql")
        _break_and_mend(server)


def _break_and_mend(server: PostgreSQL) -> None:
    with running(server):
        database = _wrapper(server)
        assert _asked(database)
        for begin, end in (FAULTS["frozen"], FAULTS["stopped"]):
            begin(server)
            with pytest.raises(OperationalError):
                _asked(database)
            end(server)
            watching.breaker._next_try = 0.0
            assert _asked(database)
        database.connection.close()


def _wrapper(server: PostgreSQL) -> Any:
    return base.DatabaseWrapper(
        {
            **{"NAME": "postgres", "USER": "postgres", "PASSWORD": "", "HOST": "127.0.0.1"},
            **{"PORT": server.port, "TIME_ZONE": None, "AUTOCOMMIT": True},
            "OPTIONS": {"connect_timeout": 2},
        }
    )


def _asked(database: Any) -> bool:
    """Asks as a request does: with a connection that is still good, or with a new one."""
    with database.wrap_database_errors:
        if not database.is_usable():
            database.connection = database.get_new_connection(database.get_connection_params())
        return bool(database.connection.execute("SELECT 7").fetchone() == (7,))
