"""Housekeeping: by schedule in portions, by command all at once; a second run does nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from conflictdesk import tasks
from conflictdesk.ledger.extractions import housekeeping
from conflictdesk.ledger.models import Extraction, Situation, Snapshot
from conflictdesk.ledger.snapshots import snapshot_versions
from tests.factories import article, edit

pytestmark = pytest.mark.django_db
OLD = timedelta(days=40)
VERSIONS, ARTICLES = 45, 3


@pytest.fixture(autouse=True)
def grown(situation: Situation) -> None:
    """Returns forty-five old versions of a situation, and two old texts of each of three articles."""
    Snapshot.objects.bulk_create(_versions(situation))
    for _ in range(ARTICLES):
        edit(article("It rained.", situation=situation), "It rained again.")
    Extraction.objects.update(state="done", requested_at=F("requested_at") - OLD)


def _versions(situation: Situation) -> Iterator[Snapshot]:
    for version in range(1, VERSIONS + 1):
        content = {"events": ["as told " * 20], "articles": version}
        digest = snapshot_versions.digest_of(content)
        at = timezone.now() - OLD
        yield Snapshot(situation=situation, version=version, content=content, digest=digest, created_at=at)


def _stored() -> list[Any]:
    rows: list[Any] = [*Snapshot.objects.order_by("pk").values(), *Extraction.objects.order_by("pk").values()]
    return rows


def test_each_run_does_some_and_says_whether_there_is_more() -> None:
    told = [housekeeping.run(most=2) for _ in range(4)]

    assert [(one.versions, one.texts, one.more) for one in told] == [
        (19, 2, True),
        (19, 1, True),
        (3, 0, True),
        (0, 0, False),
    ]


def test_the_task_sends_itself_again_until_all_is_done(
    sent_tasks: list[Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(housekeeping, "AT_A_TIME", 30)
    caplog.set_level(logging.INFO, logger="conflictdesk.tasks")

    tasks.keep_house()
    assert sent_tasks == [("conflictdesk.housekeeping",)]
    tasks.keep_house()
    assert sent_tasks == [("conflictdesk.housekeeping",)]

    stored = _stored()
    tasks.keep_house()
    assert _stored() == stored
    assert [one.getMessage() for one in caplog.records] == [
        "housekeeping: 38 versions stored as differences, 3 texts given up; there is more",
        "housekeeping: 3 versions stored as differences, 0 texts given up",
        "housekeeping: 0 versions stored as differences, 0 texts given up",
    ]


def test_the_command_does_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "AT_A_TIME", 1)
    said = [_command(), _command()]

    assert said == [
        "41 versions stored as differences, 3 texts given up\n",
        "0 versions stored as differences, 0 texts given up\n",
    ]


def _command() -> str:
    output = StringIO()
    call_command("housekeeping", stdout=output)
    return output.getvalue()
