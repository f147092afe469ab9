"""Work after a commit: a failure undoes nothing and delays nobody."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Extraction, Situation
from conflictdesk.ledger.on_commit import after_commit
from conflictdesk.ledger.snapshots import refreshing
from tests.factories import article, figure, record, said_by
from tests.hidden import Commit

pytestmark = pytest.mark.django_db


def _down(*_: Any, **__: Any) -> None:
    raise RuntimeError("nobody there")


def test_a_failure_is_logged_by_its_name_and_what_else_waits_is_done(
    commit: Commit, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[int] = []
    with commit():
        after_commit(_down, 1)
        after_commit(done.append, 2)
    assert done == [2]
    assert [one.getMessage() for one in caplog.records] == [
        "Error calling _down in on_commit() (nobody there)."
    ]


@pytest.mark.parametrize(
    "part",
    [
        "conflictdesk.boxes.live.box_cache.refill",
        "celery.app.base.Celery.send_task",
        "conflictdesk.ledger.claims.claim_priority.rank_page",
    ],
)
def test_publications_and_rulings_stand_whatever_fails_after_them(
    part: str, situation: Situation, editor: User, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(part, _down)
    with commit():
        page = article("The UN said 12 people were killed.", title="Battle", situation=situation)
    text = Extraction.objects.get().text
    (claim,) = record(page, figure(text, "12 people", period="cumulative",
                                   attribution=said_by(text, "UN", "un", "un")))  # fmt: skip
    with commit():
        rulings.approve(claim.pk, editor, version=claim.version)

    page.refresh_from_db()
    snapshot = refreshing.latest(situation.pk)
    assert page.live
    assert snapshot is not None
    assert [one["leader"]["best"] for one in snapshot.content["standings"]] == [12]
