"""Texts that hang, raise or are enormous, in the processes of a real worker: others are read meanwhile."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest
from celery import current_app

from conflictdesk.ledger.extractions import outbox
from conflictdesk.ledger.models import Claim, Extraction
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import article
from tests.odd_worker import HANGS, HANGS_FOR_GOOD, HANGS_WITHIN_A_SENTENCE, RAISES
from tests.worker import wait_for, worker

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
State = Extraction.State
PATIENCE = 60
TOO_SLOW = "It took longer than 4 s to read."
ODD = {HANGS: TOO_SLOW, HANGS_WITHIN_A_SENTENCE: TOO_SLOW, RAISES: "ValueError: broken rule"}


@pytest.fixture
def running() -> Iterator[subprocess.Popen[bytes]]:
    """Two processes: while one hangs, the other reads. Who publishes knows the tasks with longer limits."""
    current_app.loader.import_default_modules()
    with worker(application="tests.odd_worker", DJANGO_SETTINGS_MODULE="tests.odd_settings") as process:
        yield process


@pytest.fixture
def patient() -> Iterator[subprocess.Popen[bytes]]:
    """Two processes with the limits of every newsroom: what is only long has the time that it takes."""
    with worker() as process:
        yield process


def row(page: ArticlePage) -> Extraction:
    return Extraction.objects.get(page_key=page.pk)


def is_tried(page: ArticlePage, attempts: int) -> bool:
    """Whether so many attempts were made of it, and ended."""
    found = row(page)
    return found.attempts == attempts and found.state != State.RUNNING


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("words", ODD)
def test_others_are_read_meanwhile_and_the_odd_one_is_failed_with_its_reason(words: str) -> None:
    odd = article(words, title="Odd")
    if words != RAISES:
        wait_for(lambda: row(odd).state == State.RUNNING, PATIENCE)
    others = [article(f"{number} people were killed in Mosul.") for number in (12, 13, 14)]
    wait_for(lambda: all(row(other).state == State.DONE for other in others), PATIENCE)

    wait_for(lambda: is_tried(odd, 1), PATIENCE)
    assert (row(odd).state, row(odd).error) == (State.QUEUED, ODD[words])
    wait_for(lambda: outbox.sweep() == 1, PATIENCE)
    wait_for(lambda: is_tried(odd, 2), PATIENCE)

    assert (row(odd).state, row(odd).error) == (State.FAILED, ODD[words])
    assert Claim.objects.filter(kind="figure").count() == 3


@pytest.mark.usefixtures("running")
def test_a_process_that_cannot_be_told_is_killed_and_another_takes_its_place() -> None:
    odd = [article(HANGS_FOR_GOOD, title=f"Odd {number}") for number in range(2)]
    wait_for(lambda: all(row(one).state == State.RUNNING for one in odd), PATIENCE)

    other = article("12 people were killed in Mosul.")

    wait_for(lambda: row(other).state == State.DONE, PATIENCE)
    wait_for(lambda: all(is_tried(one, 1) for one in odd), PATIENCE)
    assert outbox.sweep() == len(odd)
    wait_for(lambda: all(is_tried(one, 2) for one in odd), PATIENCE)
    for one in odd:
        assert row(one).state == State.FAILED
        assert row(one).error == TOO_SLOW


@pytest.mark.usefixtures("patient")
def test_five_megabytes_are_read_up_to_the_limit_and_others_meanwhile() -> None:
    long = article("12 people were killed in Mosul. " + "Nothing happened. " * 280_000)
    other = article("13 people were killed in Mosul.")

    wait_for(lambda: row(long).state == row(other).state == State.DONE, PATIENCE)

    assert sorted(claim.proposal["best"] for claim in Claim.objects.filter(kind="figure")) == [12, 13]
    assert 198_000 < (row(long).read_until or 0) <= 200_000
