"""What contract 2 added to figures, from the words of an article to box, card, form and API."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from conflictdesk import tasks
from conflictdesk.boxes.live.rendering import render
from conflictdesk.desk.review import claim_fields
from conflictdesk.desk.review.amendment import form_for
from conflictdesk.ledger.claims import readings, rulings
from conflictdesk.ledger.models import Claim, Extraction, FigureFact, Place, Situation, Snapshot
from conflictdesk.wording import reading_lines
from tests.boxes.contents import TAKEN
from tests.factories import EditorFactory, SituationFactory, article

pytestmark = pytest.mark.django_db
BODIES = "The army has handed over the bodies of 57 soldiers since the truce began, the UN said."
SINCE = "“since the truce began”"


@pytest.fixture
def situation() -> Situation:
    return SituationFactory(name="Battle of Mosul", slug="mosul")


def _claims(situation: Situation, text: str) -> list[Claim]:
    """The claims of figures that the extractor proposes of an article with the text."""
    article(text, situation=situation)
    tasks.extract(Extraction.objects.get().pk)
    return list(Claim.objects.filter(kind=Claim.Kind.FIGURE))


MEASURES = [
    (BODIES, f"Bodies of 57 soldiers returned {SINCE} — United Nations", "Bodies returned: Soldiers"),
    (
        "The army has lost 4,000 troops since the truce began.",
        f"4,000 soldiers lost, killed or wounded {SINCE}",
        "Soldiers lost",
    ),
    (
        "Volunteers have rescued 12 people since the truce began.",
        f"12 people rescued {SINCE}",
        "Rescued",
    ),
    (
        "Some 40,000 residents remain without power.",
        "About 40,000 civilians cut off from power, water or network",
        "Civilians cut off",
    ),
    (
        "The army has conscripted 3,000 men since the truce began.",
        f"3,000 men conscripted {SINCE}",
        "Men conscripted",
    ),
]


@pytest.mark.parametrize(("text", "headline", "heading"), MEASURES)
def test_each_measure_is_said_in_words(
    situation: Situation,
    text: str,
    headline: str,
    heading: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        (claim,) = _claims(situation, text)
        assert reading_lines.headline(readings.proposed(claim)) == headline
        rulings.approve(claim.pk, EditorFactory(), version=claim.version)
    snapshot = Snapshot.objects.filter(situation=situation).latest("version")
    html = render(snapshot.content, snapshot.version, TAKEN, "en")
    assert heading in html
    assert (SINCE in html) == (SINCE in headline)
    for language in ("ar", "es", "fr", "ru", "uk"):
        assert heading not in render(snapshot.content, snapshot.version, TAKEN, language)


def test_the_start_of_a_count_is_on_the_card_in_the_form_and_in_the_api(
    situation: Situation, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        (claim,) = _claims(situation, BODIES)
        reading = readings.figure(claim)
        (counted,) = [one for one in claim_fields.of(claim, reading) if one.name == "counted"]
        assert (counted.value, counted.note) == ("in all, since a date", SINCE)
        form: Any = form_for(reading)
        assert form.fields["period"].help_text == SINCE
        rulings.approve(claim.pk, EditorFactory(), version=claim.version)
    (told,) = Client().get("/api/conflictdesk/v1/figures/").json()["results"]
    assert (told["measure"], told["since"], told["cause"]) == (
        "bodies_returned",
        {"text": "since the truce began", "date": None},
        "conflict",
    )


def test_a_first_day_that_an_editor_sets_takes_the_place_of_the_start(situation: Situation) -> None:
    (claim,) = _claims(situation, BODIES)
    amendment = {"from": "2017-06-01", "to": "2017-06-01", "precision": "day"}
    rulings.amend(claim.pk, EditorFactory(), amendment, version=claim.version)
    fact = FigureFact.objects.get()
    assert (fact.since_text, fact.since_date, str(fact.date_from)) == ("", None, "2017-06-01")
    approved = Claim.objects.get(pk=claim.pk)
    words = "Bodies of 57 soldiers returned since 1 June 2017 — United Nations"
    assert reading_lines.headline(readings.figure(approved, approved.ruling)) == words


def test_no_figure_of_another_cause_is_offered(situation: Situation) -> None:
    found = _claims(situation, "Floods killed 12 people in a region where fighting has displaced 4,000.")
    assert [(one.topic, one.proposal["best"]) for one in found] == [("displaced", 4000)]


def test_a_text_is_read_in_the_context_of_its_situations(situation: Situation) -> None:
    situation.places.add(Place.objects.create(name="Bekaa", country="LB"))
    (claim,) = _claims(situation, "Shells killed 12 people in Tripoli.")
    assert claim.proposal["place"]["country"] == "LB"
    assert Extraction.objects.get().context == {"countries": ["LB"], "places": ["Bekaa"], "parties": []}
