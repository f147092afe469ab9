"""A reading that takes too long ends between two sentences; one that is still running keeps its lease."""

from __future__ import annotations

from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db.models.functions import Now
from pytest_django.fixtures import Settings

from conflictdesk.ledger.claims import drafts
from conflictdesk.ledger.extractions import deadlines, intake, leases, outbox
from conflictdesk.ledger.extractions.deadlines import TooSlow, Watch
from conflictdesk.ledger.models import Claim, Extraction
from tests.factories import article

pytestmark = pytest.mark.django_db
State = Extraction.State
LONG = "Rebels attacked Mosul and killed 12 soldiers, the army said. " * 20


class Clock:
    """A clock that moves one second each time it is read."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


def leased(text: str = LONG) -> Extraction:
    article(text)
    row = leases.take(Extraction.objects.get().pk)
    assert row is not None
    return row


def lease_end(row: Extraction) -> bool:
    """Whether the row's lease has run out."""
    return Extraction.objects.filter(pk=row.pk, lease_until__lt=Now()).exists()


def is_expired(row: Extraction) -> None:
    Extraction.objects.filter(pk=row.pk).update(lease_until=Now() - timedelta(seconds=1))


def test_a_reading_that_takes_too_long_is_ended_and_says_so(settings: Settings) -> None:
    settings.CONFLICTDESK_READING_SECONDS = 30
    article(LONG)
    key, clock = Extraction.objects.get().pk, Clock()

    with pytest.raises(TooSlow, match=r"^It took longer than 30 s to read\.$"):
        intake.run(key, clock)

    row = Extraction.objects.get()
    assert (row.state, row.error) == (State.QUEUED, "It took longer than 30 s to read.")
    assert clock.now < 35
    assert not Claim.objects.exists()


def test_one_that_is_done_in_time_is_not(settings: Settings) -> None:
    settings.CONFLICTDESK_READING_SECONDS = 30
    article(LONG)

    done = intake.run(Extraction.objects.get().pk, lambda: 0.0)

    assert done is not None
    assert Extraction.objects.get().state == State.DONE


def test_a_draft_has_the_same_deadline(settings: Settings) -> None:
    settings.CONFLICTDESK_READING_SECONDS = 30
    page = article(LONG, live=False)

    with pytest.raises(TooSlow):
        intake.propose(drafts.read(page), Clock())


def test_the_lease_is_renewed_each_third_of_it_and_only_then(settings: Settings) -> None:
    settings.CONFLICTDESK_READING_SECONDS, settings.CONFLICTDESK_LEASE_SECONDS = 1000, 90
    row, times = leased(), iter([0, 0, 29, 30, 59, 60])
    watch = Watch(row, lambda: next(times))
    renewed = []
    for _ in range(4):
        is_expired(row)
        watch()
        renewed.append(not lease_end(row))

    assert renewed == [False, True, False, True]


def test_a_reading_that_outlasts_its_lease_is_nobody_elses(settings: Settings) -> None:
    settings.CONFLICTDESK_READING_SECONDS, settings.CONFLICTDESK_LEASE_SECONDS = 1000, 90
    row, clock = leased(), Clock()
    is_expired(row)

    watch = Watch(row, clock)
    for _ in range(40):
        watch()

    assert outbox.sweep() == 0
    assert leases.take(row.pk) is None
    assert leases.finish(row) is True


def test_who_has_lost_the_lease_stops_and_leaves_the_text_to_the_other(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CONFLICTDESK_READING_SECONDS, settings.CONFLICTDESK_LEASE_SECONDS = 1000, 3
    article(LONG)
    key, others, read = Extraction.objects.get().pk, [], intake.extract

    def overtaken(*arguments: object, **options: object) -> object:
        is_expired(Extraction.objects.get())
        others.append(leases.take(key))
        return read(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "extract", overtaken)
    assert intake.run(key, Clock()) is None

    (other,) = others
    assert other is not None
    assert leases.finish(other) is True
    assert (Extraction.objects.get().attempts, Claim.objects.exists()) == (2, False)


@pytest.fixture
def told_to_give_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Raises what Celery raises in a worker whose text hangs within one sentence."""

    def hangs(*_: object, **__: object) -> None:
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(intake, "extract", hangs)


@pytest.mark.usefixtures("told_to_give_up")
def test_being_told_to_give_up_is_being_too_slow(settings: Settings) -> None:
    settings.CONFLICTDESK_READING_SECONDS = 20
    article(LONG)

    with pytest.raises(SoftTimeLimitExceeded):
        intake.run(Extraction.objects.get().pk)

    assert Extraction.objects.get().error == "It took longer than 20 s to read."


def test_the_process_is_told_after_the_deadline_and_killed_after_that(settings: Settings) -> None:
    settings.CONFLICTDESK_READING_SECONDS = 20
    assert (deadlines.soft_limit(), deadlines.hard_limit()) == (30, 45)
    settings.CONFLICTDESK_READING_SECONDS = 1
    assert (deadlines.soft_limit(), deadlines.hard_limit()) == (2, 3)
