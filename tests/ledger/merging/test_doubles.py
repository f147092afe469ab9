"""Duplicate actors and places: merged with their facts; both names are used in the extractor's next run."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.extractions import intake, outbox, site_vocabulary
from conflictdesk.ledger.merging import doubles
from conflictdesk.ledger.models import (
    Actor,
    Claim,
    EventFact,
    Extraction,
    FigureFact,
    Place,
    Situation,
    SituationActor,
)
from conflictdesk.ledger.snapshots import refreshing
from tests.factories import article, figure, record, said_by
from tests.ledger.merging.merged import approve_two

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims(situation: Situation, editor: User) -> list[Claim]:
    """Returns a figure and an event, by an actor and in a place that have duplicates."""
    return approve_two(situation, editor)


def test_the_facts_of_a_double_actor_are_the_others(
    claims: list[Claim], situation: Situation, editor: User
) -> None:
    double, into = Actor.objects.get(), Actor.objects.create(identifier="is", name="Islamic State")
    SituationActor.objects.create(situation=situation, actor=double, is_party=True)

    doubles.merge_actors(double, into, editor)

    fact, happened = FigureFact.objects.get(), EventFact.objects.get()
    assert (fact.source, fact.side, happened.source) == (into, into, into)
    assert (happened.actors, list(happened.named.all())) == (["Islamic State"], [into])
    assert [(one.actor, one.is_party) for one in situation.situation_actors.all()] == [(into, True)]
    into.refresh_from_db()
    assert into.aliases == ["Daesh"]
    content = refreshing.latest(situation.pk).content  # type: ignore[union-attr]
    assert content["standings"][0]["leader"]["source"] == {
        "name": "Islamic State", "role": "other", "party": True,
    }  # fmt: skip
    assert content["events"][0]["actors"] == ["Islamic State"]
    with pytest.raises(doubles.NotDoubles):
        doubles.merge_actors(double, into, editor)


def test_the_id_of_a_double_means_the_other_from_now_on(
    claims: list[Claim], situation: Situation, editor: User
) -> None:
    double, into = Actor.objects.get(), Actor.objects.create(identifier="is", name="Islamic State")
    doubles.merge_actors(double, into, editor)
    page = article("Daesh said 30 people were wounded.", situation=situation)
    text = Extraction.objects.get(page=page).text
    said = said_by(text, "Daesh", "daesh", "armed_group")
    (claim,) = record(page, figure(text, "30 people", measure="wounded", attribution=said))

    rulings.approve(claim.pk, editor, version=1)

    assert FigureFact.objects.get(claim=claim).source == into
    assert Actor.objects.count() == 2


def test_the_facts_of_a_double_place_are_the_others(
    claims: list[Claim], situation: Situation, editor: User
) -> None:
    double = Place.objects.get()
    part = Place.objects.create(name="Old City", within=double)
    into = Place.objects.create(name="Mosul", latitude=36.34, longitude=43.13)
    situation.places.add(double)

    doubles.merge_places(double, into, editor)

    assert (FigureFact.objects.get().place, EventFact.objects.get().place) == (into, into)
    into.refresh_from_db()
    part.refresh_from_db()
    assert (into.aliases, into.is_own, part.within) == (["Mawsil"], True, into)
    assert list(situation.places.all()) == [into]
    content = refreshing.latest(situation.pk).content  # type: ignore[union-attr]
    assert content["events"][0]["point"] == {"latitude": 36.34, "longitude": 43.13, "precision": "exact"}


def test_a_renamed_actor_is_renamed_in_events(
    claims: list[Claim],
    situation: Situation,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    actor = Actor.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        actor.name = "Islamic State"
        actor.save()

    content = refreshing.latest(situation.pk).content  # type: ignore[union-attr]
    assert content["events"][0]["actors"] == ["Islamic State"]


def test_places_and_actors_of_the_editors_are_found_in_the_next_run(situation: Situation) -> None:
    before = site_vocabulary.version()
    Place.objects.create(name="From the gazetteer", geonames_id=7)
    assert site_vocabulary.version() == before
    Place.objects.create(
        name="Tall Zunbur", aliases=["Zunbur Hill"], latitude=36.5, longitude=43.5, is_own=True
    )
    with_place = site_vocabulary.version()
    Actor.objects.create(identifier="zunbur_brigade", name="Zunbur Brigade", aliases=["the Zunburis"])
    assert len({before, with_place, site_vocabulary.version()}) == 3

    page = article("Clashes went on in Zunbur Hill, the Zunburis said on Tuesday.", situation=situation)
    extraction = outbox.request(page)
    assert extraction is not None
    assert extraction.extractor == site_vocabulary.version()
    intake.run(extraction.pk)

    proposal = Claim.objects.get(kind="event").proposal
    place, said = proposal["place"], proposal["attribution"]
    assert (place["name"], place["latitude"], place["precision"]) == ("Tall Zunbur", 36.5, "exact")
    assert said["actor"]["id"] == "zunbur_brigade"
