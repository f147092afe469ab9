"""From publication to the queue with a real worker: on the embedded parts, and on PostgreSQL and Redis."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from conflictdesk.ledger import queries
from conflictdesk.ledger.extractions import heartbeats, outbox
from conflictdesk.ledger.models import Claim, Extraction
from tests.factories import SituationFactory, article
from tests.worker import kill, wait_for, worker

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
TEXT = "At least 750,000 people have fled Mosul, the UN said."
# The promise is 2 s after the click on a machine that does nothing else; a test machine does.
PATIENCE = 20


@pytest.fixture
def running() -> Iterator[subprocess.Popen[bytes]]:
    with worker() as process:
        yield process


@pytest.mark.usefixtures("running")
def test_published_claims_arrive_in_the_queue_and_the_worker_is_seen_by_what_it_does() -> None:
    assert heartbeats.last_seen() == {}
    situation = SituationFactory()
    page = article(TEXT, situation=situation)

    wait_for(lambda: queries.pending(page_key=page.pk).exists(), PATIENCE)

    claim = queries.pending(page_key=page.pk, kind="figure").get()
    assert (claim.topic, claim.proposal["low"], claim.situation) == ("displaced", 750_000, situation)
    wait_for(lambda: list(heartbeats.last_seen()) == ["worker"], PATIENCE)

    current_app.send_task(heartbeats.TASK)
    wait_for(lambda: "scheduled" in heartbeats.last_seen(), PATIENCE)


def test_what_was_published_without_a_worker_is_found_by_the_sweep(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as nowhere:
        nowhere.setattr("celery.app.base.Celery.send_task", lambda *args, **options: None)
        page = article(TEXT)
    Extraction.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    with worker():
        assert outbox.sweep() == 1
        wait_for(lambda: Extraction.objects.get().state == Extraction.State.DONE, PATIENCE)

    assert queries.pending(page_key=page.pk).exists()


def test_a_message_that_comes_twice_changes_nothing(running: subprocess.Popen[bytes]) -> None:
    article(TEXT)
    wait_for(lambda: Extraction.objects.get().state == Extraction.State.DONE, PATIENCE)
    before = list(Claim.objects.values()), list(Extraction.objects.values())
    second = article(TEXT + " Clashes went on.")

    outbox._send(outbox.TASK, Extraction.objects.filter(page_key__lt=second.pk).get().pk)
    wait_for(lambda: Extraction.objects.get(page_key=second.pk).state == Extraction.State.DONE, PATIENCE)

    earlier = Claim.objects.filter(page_key__lt=second.pk), Extraction.objects.filter(page_key__lt=second.pk)
    assert (list(earlier[0].values()), list(earlier[1].values())) == before


def test_a_killed_worker_loses_nothing(running: subprocess.Popen[bytes]) -> None:
    kill(running)
    article(TEXT)
    Extraction.objects.update(
        state=Extraction.State.RUNNING, attempts=1, lease_until=timezone.now() - timedelta(seconds=1)
    )

    with worker():
        outbox.sweep()
        wait_for(lambda: Extraction.objects.get().state == Extraction.State.DONE, PATIENCE)

    assert Claim.objects.filter(kind="figure").count() == 1
