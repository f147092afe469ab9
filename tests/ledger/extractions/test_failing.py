"""Texts that cannot be read: the kind of failure decides how often they are tried, and by whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.db.models.functions import Now
from django.utils import timezone
from pytest_django.fixtures import Settings

from conflictdesk.ledger.extractions import intake, leases, outbox
from conflictdesk.ledger.extractions.deadlines import TooSlow
from conflictdesk.ledger.models import Extraction
from conflictdesk.newsroom.models import ArticlePage
from conflictdesk.vocabulary.loader import VocabularyError
from tests.factories import article
from tests.hidden import Commit

pytestmark = pytest.mark.django_db
State = Extraction.State
LIVE, BACKFILL, AGAIN = "conflictdesk.extract", "conflictdesk.backfill", "conflictdesk.read_again"


@pytest.fixture
def page() -> ArticlePage:
    return article("Twelve people were killed.")


def attempt(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Tries to read the text, which raises."""

    def raises(*_: Any, **__: Any) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(intake, "extract", raises)
        with pytest.raises(type(error)):
            intake.run(Extraction.objects.get().pk)


def killed() -> None:
    """Takes the text as a worker that is then killed."""
    assert leases.take(Extraction.objects.get().pk) is not None
    is_expired()


def is_expired() -> None:
    Extraction.objects.update(lease_until=Now() - timedelta(seconds=1))


def now() -> tuple[str, str]:
    row = Extraction.objects.get()
    return row.state, row.error


@pytest.mark.parametrize("error", [ValueError("broken rule"), RecursionError(), DataError("out of range")])
def test_what_a_text_raises_twice_fails_it_at_the_second_sweep(
    page: ArticlePage, error: Exception, monkeypatch: pytest.MonkeyPatch, sent_tasks: list[Any]
) -> None:
    reason = f"{type(error).__name__}: {error}"
    attempt(monkeypatch, error)
    assert now() == (State.QUEUED, reason)

    assert outbox.sweep() == 1  # No lease had to run out before.
    assert sent_tasks == [(AGAIN, Extraction.objects.get().pk)]
    attempt(monkeypatch, error)

    assert now() == (State.FAILED, reason)
    assert outbox.sweep() == 0


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("server closed the connection"),
        InterfaceError("connection already closed"),
        IntegrityError("the page has gone"),
        ConnectionResetError("reset by peer"),
        MemoryError(),
        VocabularyError("actors.yaml", "river_brigade", "has no patterns"),
    ],
)
def test_a_fault_of_the_surroundings_is_tried_until_the_attempts_are_used_up(
    page: ArticlePage, error: Exception, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CONFLICTDESK_MAX_ATTEMPTS = 4
    for _ in range(3):
        attempt(monkeypatch, error)
        assert now() == (State.RUNNING, "")
        assert outbox.sweep() == 0
        is_expired()
        assert outbox.sweep() == 1
    attempt(monkeypatch, error)

    assert now() == (State.FAILED, f"{type(error).__name__}: {error}")


def test_killed_workers_are_not_the_texts_fault(page: ArticlePage, settings: Settings) -> None:
    settings.CONFLICTDESK_MAX_ATTEMPTS = 3
    for _ in range(3):
        assert now() == (State.QUEUED, "")
        killed()
        outbox.sweep()

    assert now() == (State.FAILED, "No worker finished it.")


def test_a_killed_worker_between_two_errors_does_not_hide_that_they_are_two(
    page: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt(monkeypatch, ValueError("once"))
    killed()
    outbox.sweep()
    attempt(monkeypatch, KeyError("twice"))

    assert now() == (State.FAILED, "KeyError: 'twice'")


def test_a_text_whose_process_has_to_be_killed_twice_is_failed(page: ArticlePage) -> None:
    key = Extraction.objects.get().pk
    slow = TooSlow("It took longer than 45 s to read.")
    for state in (State.QUEUED, State.FAILED):
        assert leases.take(key) is not None
        leases.fail_running(key, slow)
        assert now() == (state, str(slow))

    leases.fail_running(key, ValueError("nothing is running"))

    assert now() == (State.FAILED, str(slow))


def test_an_error_of_a_lost_lease_changes_nothing(page: ArticlePage) -> None:
    slow = leases.take(Extraction.objects.get().pk)
    assert slow is not None
    is_expired()
    other = leases.take(slow.pk)
    assert other is not None

    leases.fail(slow, ValueError("too late"))

    assert now() == (State.RUNNING, "")
    assert leases.finish(other)


def test_a_failed_text_that_is_tried_again_has_two_tries(
    page: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt(monkeypatch, ValueError("once"))
    attempt(monkeypatch, ValueError("twice"))
    assert outbox.retry(Extraction.objects.get())

    attempt(monkeypatch, ValueError("once"))

    assert now() == (State.QUEUED, "ValueError: once")


def test_publishing_a_failed_text_again_tries_it_once_more(
    page: ArticlePage, monkeypatch: pytest.MonkeyPatch, commit: Commit, sent_tasks: list[Any]
) -> None:
    for words in ("once", "twice"):
        attempt(monkeypatch, ValueError(words))
    assert now()[0] == State.FAILED

    with commit():
        page.get_latest_revision().publish()

    assert now() == (State.QUEUED, "")
    assert sent_tasks == [(LIVE, Extraction.objects.get().pk)]


def test_what_the_sweep_sends_does_not_pile_up_while_no_worker_takes_it(
    page: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr("celery.app.base.Celery.send_task", lambda *_, **options: sent.append(options))
    is_expired()
    outbox.sweep()

    assert [options["expires"] for options in sent] == [1_200]


def published(ago: timedelta | None) -> None:
    Extraction.objects.update(publication=ago and timezone.now() - ago)


@pytest.mark.parametrize(
    ("attempts", "ago", "task"),
    [
        (0, timedelta(minutes=5), LIVE),
        (0, timedelta(hours=2), BACKFILL),
        (0, None, BACKFILL),
        (1, timedelta(minutes=5), AGAIN),
        (1, timedelta(hours=2), AGAIN),
    ],
)
def test_the_sweep_keeps_all_but_fresh_news_from_the_live_readers(
    page: ArticlePage, attempts: int, ago: timedelta | None, task: str, sent_tasks: list[Any]
) -> None:
    published(ago)
    Extraction.objects.update(attempts=attempts)
    is_expired()

    outbox._send_again(outbox._due().get())

    assert sent_tasks == [(task, Extraction.objects.get().pk)]


def test_what_an_editor_tries_again_waits_behind_no_import(
    page: ArticlePage, commit: Commit, sent_tasks: list[Any]
) -> None:
    Extraction.objects.update(state=State.FAILED)
    with commit():
        outbox.retry(Extraction.objects.get())

    assert sent_tasks == [(AGAIN, Extraction.objects.get().pk)]
