"""A measure that is nothing but YAML: from the words of an article to box, headline, forms and API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from conflictdesk import tasks
from conflictdesk.boxes.live.rendering import render
from conflictdesk.contract import terms
from conflictdesk.desk.queue.queue_filters import ClaimFilterSet
from conflictdesk.desk.review.amendment import form_for
from conflictdesk.ledger.claims import readings, rulings
from conflictdesk.ledger.models import Claim, Extraction, FigureFact, Situation, Snapshot
from conflictdesk.wording import reading_lines
from tests.boxes.contents import TAKEN
from tests.factories import EditorFactory, SituationFactory, article

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "bridges"
LINE = "The army has closed 14 bridges in Mosul, the Iraqi military said on Tuesday."


@pytest.fixture(autouse=True)
def bridges(settings: Settings) -> Iterator[None]:
    settings.CONFLICTDESK_VOCABULARY_DIRS = [str(FOLDER / "words")]
    with terms.extended(FOLDER / "contract"):
        yield


@pytest.fixture
def situation() -> Situation:
    return SituationFactory(name="Battle of Mosul", slug="mosul")


@pytest.fixture
def claim(situation: Situation, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Claim:
    """What the extractor proposes of an article with the line."""
    with django_capture_on_commit_callbacks(execute=True):
        article(LINE, situation=situation)
    tasks.extract(Extraction.objects.get().pk)
    return Claim.objects.get(kind=Claim.Kind.FIGURE)


@pytest.fixture
def approved(claim: Claim, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Claim:
    with django_capture_on_commit_callbacks(execute=True):
        rulings.approve(claim.pk, EditorFactory(), version=claim.version)
    return Claim.objects.get(pk=claim.pk)


def test_an_article_becomes_a_claim_with_a_headline(claim: Claim) -> None:
    values = {name: claim.proposal[name] for name in ("measure", "best", "unit", "period")}
    assert values == {"measure": "bridges_closed", "best": 14, "unit": "bridge", "period": "stock"}
    headline = "14 bridges closed in Mosul (27 June 2017) — Iraqi military"
    assert reading_lines.headline(readings.proposed(claim)) == headline


def test_an_approved_one_is_in_the_box(approved: Claim, situation: Situation) -> None:
    snapshot = Snapshot.objects.filter(situation=situation).latest("version")
    assert [one["measure"] for one in snapshot.content["standings"]] == ["bridges_closed"]
    html = render(snapshot.content, snapshot.version, TAKEN, "en")
    assert "Bridges closed" in html
    assert "14" in html


def test_the_api_gives_it_and_knows_it_as_a_filter(approved: Claim) -> None:
    address = "/api/conflictdesk/v1/figures/"
    told = Client().get(address, {"measure": "bridges_closed"}).json()["results"]
    assert [(one["measure"], one["unit"], one["best"]) for one in told] == [("bridges_closed", "bridge", 14)]
    assert Client().get(address, {"measure": "bridges_open"}).status_code == 400


def test_editors_find_it_in_their_forms(claim: Claim) -> None:
    editor = EditorFactory()
    form: Any = form_for(readings.proposed(claim))
    wanted = {"topic": "bridges_closed"}
    assert dict(form.fields["measure"].choices)["bridges_closed"] == "Bridges closed"
    assert list(ClaimFilterSet(wanted, Claim.objects.all(), user=editor).qs) == [claim]
    amendment = {"low": 15, "best": 15, "high": 15, "unit": "bridge"}
    rulings.amend(claim.pk, editor, amendment, version=claim.version)
    fact = FigureFact.objects.get()
    assert (fact.measure, fact.unit, fact.best) == ("bridges_closed", "bridge", 15)
