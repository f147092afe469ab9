"""The priority of waiting claims, as it is stored on them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from conflictdesk.ledger.claims import claim_priority, rulings
from conflictdesk.ledger.models import Claim, Extraction, Situation
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.reconcile import priority
from tests.factories import EditorFactory, article, event, figure, record

pytestmark = pytest.mark.django_db


def _claim(situation: Situation, count: int, day: int) -> Claim:
    page = article(f"{count} people fled.", situation=situation, published=datetime(2017, 6, day, tzinfo=UTC))
    text = Extraction.objects.get(page=page).text
    values = dict.fromkeys(("low", "best", "high"), count) | {"period": "cumulative"}
    (claim,) = record(page, figure(text, f"{count} people", measure="displaced", **values))
    return claim


def _ranked(*claims: Claim) -> list[int]:
    return [Claim.objects.get(pk=claim.pk).owed for claim in claims]


def test_a_ruling_turns_what_was_new_into_a_contradiction_or_a_confirmation(situation: Situation) -> None:
    first, other, same = (_claim(situation, count, day) for day, count in enumerate((600, 900, 600), 1))
    for claim in (first, other, same):
        claim_priority.rank_page(claim.page_key)
    assert all(
        not priority.is_conflict(number) and number > priority.score(priority.ADDS)
        for number in _ranked(other, same)
    )
    rulings.approve(first.pk, EditorFactory(), version=1)
    latest = refreshing.latest(situation.pk)
    assert latest is not None
    assert claim_priority.rank_situation(situation.pk, latest.version) == 2
    assert priority.is_conflict(_ranked(other)[0])
    assert _ranked(same) == [priority.score(priority.CONFIRMS, 3)]


def test_ranking_leaves_the_version_to_rulings(situation: Situation) -> None:
    claim = _claim(situation, 600, 1)
    claim_priority.rank_page(claim.page_key)
    assert Claim.objects.get(pk=claim.pk).version == claim.version


def test_a_version_that_says_nothing_else_of_a_measure_moves_nothing(situation: Situation) -> None:
    claim = _claim(situation, 600, 1)
    assert claim_priority.rank_situation(situation.pk, 1) == 0
    assert _ranked(claim) == [0]


def test_events_plans_and_claims_without_a_situation(situation: Situation) -> None:
    page = article("Clashes went on. 5 people may flee.", situation=situation)
    text = Extraction.objects.get(page=page).text
    clash, plan = record(page, event(text, "Clashes"), figure(text, "5 people", realis="planned"))
    claim_priority.rank_page(page.pk)
    assert _ranked(*sorted((clash, plan), key=lambda one: one.kind)) == [priority.event(1), 0]
    Claim.objects.update(situation=None)
    claim_priority.rank_page(page.pk)
    assert _ranked(clash, plan) == [0, 0]
