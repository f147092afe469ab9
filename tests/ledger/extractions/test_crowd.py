"""Eight editors and four workers, each a process, on the same claims in PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter

import pytest
from django.db import connection

from conflictdesk.ledger.extractions import intake, outbox
from conflictdesk.ledger.models import Claim, FigureFact, Ruling, Situation
from conflictdesk.ledger.snapshots import correction_log, refreshing, snapshot_contents, visibility_intervals
from conflictdesk.ledger.snapshots.public_content import public
from conflictdesk.newsroom.models import ArticlePage
from conflictdesk.reconcile.standing_ruling import standing
from tests.factories import EditorFactory, SituationFactory, article

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
EDITORS, WORKERS, ARTICLES, CLAIMS = 8, 4, 5, 80
PATIENCE = 240
COMMAND = (sys.executable, "-m", "tests.ledger.extractions.crowd")


def _publish(situations: list[Situation]) -> list[ArticlePage]:
    pages = []
    for number in range(ARTICLES):
        lines = [
            f"At least {100 + number * 20 + line} people were wounded, the UN said."
            for line in range(CLAIMS // ARTICLES)
        ]
        page = article(*lines, situation=situations[number % 2])
        extraction = outbox.request(page)
        assert extraction is not None
        intake.run(extraction.pk)
        pages.append(page)
    return pages


def _crowd(pages: list[ArticlePage]) -> list[dict[str, int]]:
    """Runs the crowd and returns what each member has done."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TESTS_DATABASE": str(connection.settings_dict["NAME"]),
    }
    arguments = map(str, (EDITORS, WORKERS, *(page.pk for page in pages)))
    ended = subprocess.run(
        [*COMMAND, *arguments], env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert ended.returncode == 0, ended.stderr
    told: list[dict[str, int]] = json.loads(ended.stdout.splitlines()[-1])
    return told


def test_nothing_is_ruled_twice_lost_or_locked() -> None:
    situations = [SituationFactory(), SituationFactory()]
    pages = _publish(situations)
    assert Claim.objects.count() == CLAIMS
    for number in range(EDITORS):
        EditorFactory(username=f"crowd{number}")

    told = _crowd(pages)

    done: Counter[str] = sum(map(Counter, told), Counter())
    assert Claim.objects.count() == CLAIMS
    assert done["ruled"] + done["undone"] == Ruling.objects.count()
    assert done["ruled"] + done["late"] == EDITORS * CLAIMS
    assert done["late"] > CLAIMS
    assert done["read"] > WORKERS * ARTICLES
    for claim in Claim.objects.select_related("ruling"):
        made = list(claim.rulings.order_by("pk"))
        left = standing((one.pk, one.undoes_id) for one in made)
        # Of those that stand one after another, there is never a second one on a decided claim.
        assert len(left) <= 1
        assert claim.ruling_id == (left[-1] if left else None)
        assert claim.state == (claim.ruling.outcome if claim.ruling else "pending")
        assert claim.version == 1 + len(made)
    approved = Claim.objects.filter(state="approved")
    assert set(FigureFact.objects.values_list("claim", flat=True)) == {one.pk for one in approved}
    for situation in situations:
        _assert_consistent(situation)


def _assert_consistent(situation: Situation) -> None:
    """Asserts that its last version is what the ledger gives, and that there is one version of each
    number.
    """
    latest = refreshing.latest(situation.pk)
    assert latest is not None
    found = public(situation)
    assert snapshot_contents.content(situation, found) | {
        "corrections": len(correction_log.public(situation))
    } == (latest.content)
    assert visibility_intervals.at(situation.pk, latest.version) == found.rulings
    versions = list(situation.snapshots.order_by("version").values_list("version", flat=True))
    assert versions == list(range(1, latest.version + 1))
