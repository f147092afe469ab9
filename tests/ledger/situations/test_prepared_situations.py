"""A situation in preparation: it has facts of public articles, and readers see none of them before it is
public.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, Showing, Situation
from conflictdesk.ledger.situations import membership
from conflictdesk.ledger.snapshots import correction_log, refreshing
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import SituationFactory, article, event, figure, record
from tests.hidden import Commit

pytestmark = pytest.mark.django_db
WORDS = "At least 12 people were killed in clashes."


@pytest.fixture
def prepared() -> Situation:
    return SituationFactory(name="Battle of Raqqa", slug="raqqa")


@pytest.fixture
def page(situation: Situation) -> ArticlePage:
    return article(WORDS, situation=situation)


@pytest.fixture
def claims(page: ArticlePage, prepared: Situation, editor: User) -> list[Claim]:
    """Returns a figure and an event of a public article, approved, then moved into the situation in
    preparation.
    """
    found = record(page, figure(WORDS, "12 people"), event(WORDS, "clashes"))
    for claim in found:
        rulings.approve(claim.pk, editor, version=1)
        rulings.move(claim.pk, editor, prepared, version=2)
    return found


def _public() -> list[Claim]:
    return [fact.claim for found in (queries.public_figures(), queries.public_events()) for fact in found]


def test_its_facts_are_no_more_public_than_it_is(claims: list[Claim], page: ArticlePage) -> None:
    assert _public() == []
    for below in (False, True):
        assert queries.situations_of_public_facts([page.pk], below=below) == []


def test_its_first_public_article_makes_them_public_at_once(
    claims: list[Claim], page: ArticlePage, prepared: Situation, situation: Situation
) -> None:
    assert queries.public_situation_at("raqqa") is None
    membership.assign(page.pk, [situation, prepared])
    assert _public() == claims
    assert queries.situations_of_public_facts([page.pk], below=False) == ["Battle of Raqqa"] * 2
    assert queries.public_situation_at("raqqa") == prepared
    told = refreshing.latest(prepared.pk)
    assert told is not None
    assert [one["claim"] for one in told.content["events"]] == [claims[1].pk]


@pytest.mark.parametrize("shown", [True, False])
def test_what_was_taken_back_before_readers_saw_it_is_no_correction(
    shown: bool, claims: list[Claim], prepared: Situation, editor: User, commit: Commit
) -> None:
    """A number that was rejected before readers saw it is in no list of corrections."""
    with commit():
        first = article("Nothing new.", situation=prepared, live=shown)
    Showing.objects.update(shown_at=timezone.now() - timedelta(hours=1))
    figure = claims[0]
    rulings.reopen(figure.pk, editor, version=3)
    rulings.reject(figure.pk, editor, "other", version=4)
    if not shown:
        with commit():
            first.get_latest_revision().publish()

    told = [one.before and one.before["best"] for one in correction_log.public(prepared)]
    assert told == ([12] if shown else [])
    still = Showing.objects.filter(situation=prepared, until=None)
    assert [one.claim for one in still] == [claims[1]]
