"""The outbox: which texts are queued, which not, and that none is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from celery import Celery
from django.core.management import call_command
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks
from wagtail.models import Locale, Page

from conflictdesk.ledger.extractions import leases, outbox, task_sending
from conflictdesk.ledger.models import Extraction
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import article

pytestmark = pytest.mark.django_db
State = Extraction.State


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_publishing_queues_the_text_and_sends_its_task_after_commit(on_commit: Any, sent_tasks: Any) -> None:
    with on_commit():
        page = article("Twelve people were killed.")
        assert sent_tasks == []

    row = Extraction.objects.get()
    assert (row.page_id, row.state, row.language) == (page.pk, State.QUEUED, "en")
    assert row.text.endswith("Twelve people were killed.")
    assert sent_tasks == [("conflictdesk.extract", row.pk)]


def test_publishing_the_same_text_again_queues_nothing(on_commit: Any, sent_tasks: Any) -> None:
    page = article("Twelve people were killed.")
    with on_commit():
        page.save_revision().publish()

    assert Extraction.objects.count() == 1
    assert sent_tasks == []


def test_another_text_is_another_extraction_and_going_back_queues_the_first_again(
    on_commit: Any, sent_tasks: Any
) -> None:
    page = article("Twelve people were killed.", title="First")
    first = Extraction.objects.get()
    page.title = "Second"
    page.save_revision().publish()
    Extraction.objects.update(state=State.DONE)
    page.title = "First"
    with on_commit():
        page.save_revision().publish()

    assert list(Extraction.objects.values_list("title", "state")) == [
        ("First", State.QUEUED),
        ("Second", State.DONE),
    ]
    assert sent_tasks == [("conflictdesk.extract", first.pk)]


def test_scheduled_publication_is_read_when_it_goes_live() -> None:
    page = article("Twelve people were killed.", live=False)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert not Extraction.objects.exists()

    page.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    page.refresh_from_db()
    call_command("publish_scheduled")

    assert Extraction.objects.get().page_id == page.pk


def test_aliases_drafts_and_other_pages_are_passed_over() -> None:
    page = article("Twelve people were killed.")
    alias = page.create_alias(update_slug="alias")
    draft = article("Thirteen people were killed.", live=False)

    assert outbox.request(alias.specific) is None
    assert outbox.request(draft) is None
    assert outbox.request(Page.objects.get(depth=1)) is None
    assert Extraction.objects.count() == 1


def test_a_language_that_is_not_read_says_so_and_is_not_sent(on_commit: Any, sent_tasks: Any) -> None:
    french = Locale.objects.create(language_code="fr")
    page = article("Douze personnes ont été tuées.", live=False)
    page.locale = french
    with on_commit():
        page.save_revision().publish()

    assert Extraction.objects.get().state == State.UNREAD
    assert sent_tasks == []


def test_a_broker_that_is_down_fails_no_publication_and_the_sweep_sends_later(
    on_commit: Any, sent_tasks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: Any, **__: Any) -> None:
        raise OperationalError("no broker")

    with monkeypatch.context() as broken:
        broken.setattr("celery.app.base.Celery.send_task", down)
        with on_commit():
            page = article("Twelve people were killed.")
    assert page.live

    # The next sweep sends it, though no lease has run out.
    monkeypatch.setattr(task_sending, "_broker", task_sending._Broker())
    assert outbox.sweep() == 1
    assert sent_tasks == [("conflictdesk.extract", Extraction.objects.get().pk)]


def test_the_sweep_writes_rows_for_live_articles_that_have_none(on_commit: Any, sent_tasks: Any) -> None:
    article("Twelve people were killed.")
    Extraction.objects.all().delete()

    with on_commit():
        assert outbox.sweep() == 1
    with on_commit():
        assert outbox.sweep() == 0

    assert sent_tasks == [("conflictdesk.backfill", Extraction.objects.get().pk)]


def test_only_one_worker_gets_the_lease_until_it_runs_out() -> None:
    article("Twelve people were killed.")
    row = Extraction.objects.get()

    first = leases.take(row.pk)
    assert first is not None
    assert leases.take(row.pk) is None
    _run_out(row)
    second = leases.take(row.pk)

    assert second is not None
    assert (first.attempts, second.attempts) == (1, 2)
    assert leases.finish(first) is False
    assert leases.finish(second) is True
    assert leases.take(row.pk) is None


def test_a_failed_text_can_be_retried_from_zero() -> None:
    article("Twelve people were killed.")
    Extraction.objects.update(state=State.FAILED, attempts=5, error="ValueError: broken rule")
    row = Extraction.objects.get()

    assert outbox.sweep() == 0
    assert outbox.retry(row) is True
    assert outbox.retry(row) is False
    row.refresh_from_db()
    assert (row.state, row.attempts, row.error) == (State.QUEUED, 0, "")


def test_a_retried_text_of_an_older_publication_does_not_become_the_live_one() -> None:
    page = article("Twelve people were killed.", title="First")
    Extraction.objects.update(state=State.FAILED)
    older = Extraction.objects.get()
    page.title = "Second"
    page.save_revision().publish()

    assert outbox.retry(older) is True

    newest = Extraction.objects.first()
    assert newest is not None
    assert newest.title == "Second"


def test_what_is_stored_is_read_not_what_the_signal_carries() -> None:
    page = article("Twelve people were killed.", title="First")
    overtaken = ArticlePage.objects.get(pk=page.pk)
    page.title = "Second"
    page.save_revision().publish()

    outbox.request(overtaken)

    assert list(Extraction.objects.values_list("title", flat=True)) == ["Second", "First"]


def test_nobody_who_publishes_waits_for_a_broker_that_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # This task is sent for real.
    nowhere = Celery(broker="redis://127.0.0.1:1/0", set_as_current=False)
    nowhere.conf.task_publish_retry = False
    monkeypatch.setattr(task_sending, "_app", lambda: nowhere)
    waits: list[float] = []
    monkeypatch.setattr("kombu.utils.functional.sleep", waits.append)

    outbox._send(outbox.TASK, 1)

    assert sum(waits) < 1


def _run_out(row: Extraction) -> None:
    Extraction.objects.filter(pk=row.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
