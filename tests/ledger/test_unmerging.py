"""Merges undone: all is as it was, what came since stays where it came, and what a person moved stays put."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from wagtail.models import ModelLogEntry

from conflictdesk.ledger import (
    addresses,
    corrections,
    doubles,
    membership,
    queries,
    rulings,
    situations,
    snapshots,
    twins,
    unmerging,
)
from conflictdesk.ledger.models import (
    Actor,
    ArticleSituation,
    Claim,
    EventFact,
    Extraction,
    FigureFact,
    FormerAddress,
    Pick,
    Place,
    Situation,
    SituationActor,
)
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import (
    SituationFactory,
    article,
    at_place,
    edit,
    figure,
    record,
    said_by,
)
from tests.ledger import merged
from tests.ledger.merged import killed, told

pytestmark = pytest.mark.django_db
# The key of a row that went and came back, and how often a claim was changed, may be others.
OTHERWISE = {"id", "version"}


def _rows(model: type[Model], **links: str) -> list[dict[str, Any]]:
    """All rows by their values, and the keys at the other end of many-to-many fields."""
    names = [one.attname for one in model._meta.concrete_fields if one.name not in OTHERWISE]
    found = [
        {name: getattr(row, name) for name in names}
        | {link: sorted(getattr(row, link).values_list("pk", flat=True)) for link in links}
        for row in model._default_manager.order_by("pk")
    ]
    return sorted(found, key=repr)


def _ledger() -> dict[str, Any]:
    """All that a merge could have changed."""
    links: dict[type[Model], dict[str, str]] = {Situation: {"places": ""}, EventFact: {"named": ""}}
    models = (Situation, ArticleSituation, SituationActor, FormerAddress, Claim, Pick, FigureFact, EventFact,
              Actor, Place)  # fmt: skip
    return {model.__name__: _rows(model, **links.get(model, {})) for model in models}


def _content(situation: Situation) -> dict[str, Any]:
    snapshot = snapshots.latest(situation.pk)
    assert snapshot is not None
    return dict(snapshot.content)


@pytest.fixture
def mosul(editor: User) -> Situation:
    return merged.mosul(editor)


@pytest.fixture
def war(mosul: Situation, editor: User) -> Situation:
    return merged.war(mosul, editor)


def test_two_situations_are_as_they_were(mosul: Situation, war: Situation, editor: User) -> None:
    before, seen = _ledger(), (_content(mosul), _content(war))
    assert len(seen[0]["events"]) == 1

    merge = situations.merge(mosul, war, editor)
    assert addresses.situation_at("mosul") == war
    assert (_content(mosul)["events"], len(_content(war)["events"])) == ([], 1)
    assert _ledger() != before
    unmerging.undo(merge.pk, editor)

    assert _ledger() == before
    assert (_content(mosul), _content(war)) == seen
    for slug in ("mosul", "battle-of-mosul"):
        assert addresses.situation_at(slug) == mosul
    assert (corrections.public(mosul), corrections.public(war)) == ([], [])
    logged = ModelLogEntry.objects.filter(action__in=("conflictdesk.merge", "conflictdesk.unmerge"))
    assert sorted(logged.values_list("action", "object_id", "user")) == sorted(
        (f"conflictdesk.{action}", str(row.pk), editor.pk)
        for action in ("merge", "unmerge")
        for row in (mosul, war)
    )
    merge.refresh_from_db()
    assert (merge.undone_by, merge.undone_by_name) == (editor, "Ada Editor")


def test_two_actors_are_as_they_were(mosul: Situation, war: Situation, editor: User) -> None:
    daesh, other = Actor.objects.get(identifier="daesh"), Actor.objects.create(identifier="is", name="IS")
    Actor.objects.filter(pk=daesh.pk).update(aliases=["Isil"])
    Actor.objects.create(identifier="isil", name="Isil", merged_into=daesh)
    daesh.refresh_from_db()
    SituationActor.objects.create(situation=war, actor=daesh, is_party=True, rank=3)
    SituationActor.objects.create(situation=war, actor=other, rank=4)
    snapshots.refresh(war.pk, "made")
    before, seen = _ledger(), _content(mosul)
    assert seen["events"][0]["actors"] == ["Daesh"]

    merge = doubles.merge_actors(daesh, other, editor)
    assert _content(mosul)["events"][0]["actors"] == ["IS"]
    unmerging.undo(merge.pk, editor)

    assert _ledger() == before
    assert _content(mosul) == seen


def test_two_places_are_as_they_were(mosul: Situation, war: Situation, editor: User) -> None:
    mawsil, other = Place.objects.get(), Place.objects.create(name="Mosul", latitude=36.34, longitude=43.13)
    Place.objects.create(name="Old City", within=mawsil)
    Place.objects.create(name="Nineveh", merged_into=mawsil)
    war.places.add(mawsil, other)
    before, seen = _ledger(), _content(mosul)

    merge = doubles.merge_places(mawsil, other, editor)
    assert _content(mosul)["events"][0]["place"] == "Mosul"
    unmerging.undo(merge.pk, editor)

    assert _ledger() == before
    assert _content(mosul) == seen


def test_what_came_to_the_kept_situation_stays_with_it(
    mosul: Situation, war: Situation, editor: User
) -> None:
    merge = situations.merge(mosul, war, editor)
    new = killed(war, 40)
    rulings.approve(new.pk, editor, version=1)
    war.refresh_from_db()
    war.name, war.keywords = "The long war", [*war.keywords, "river"]
    war.save()

    unmerging.undo(merge.pk, editor)

    new.refresh_from_db()
    war.refresh_from_db()
    assert (new.situation, new.figurefact.situation, war.name, war.keywords) == (
        war, war, "The long war", ["front", "river"],
    )  # fmt: skip
    assert membership.situations_of(new.page_key) == [war]
    assert 40 in [point["best"] for one in _content(war)["standings"] for point in one["history"]]


def test_what_was_decided_since_goes_back_with_its_claim(
    mosul: Situation, war: Situation, editor: User
) -> None:
    waiting = Claim.objects.get(state="pending")
    approved = Claim.objects.get(situation=mosul, kind="event")
    merge = situations.merge(mosul, war, editor)
    for claim in (waiting, approved):
        claim.refresh_from_db()
    rulings.approve(waiting.pk, editor, version=waiting.version, situation=war)
    rulings.reopen(approved.pk, editor, version=approved.version)
    Situation.objects.filter(pk=war.pk).update(policy="editors_pick")
    situations.pick(queries.claim(waiting.pk), editor)

    unmerging.undo(merge.pk, editor)

    for claim in (waiting, approved):
        claim.refresh_from_db()
    assert (waiting.situation, waiting.state, waiting.figurefact.situation) == (mosul, "approved", mosul)
    assert (approved.situation, approved.state) == (mosul, "pending")
    assert not EventFact.objects.exists()
    assert Pick.objects.values_list("claim", "situation").first() == (waiting.pk, mosul.pk)
    assert _content(mosul)["events"] == []


def test_what_a_person_moved_since_stays_where_they_put_it(
    mosul: Situation, war: Situation, editor: User
) -> None:
    third = SituationFactory(name="Elsewhere")
    there, back_again = Claim.objects.filter(situation=mosul, state="approved").order_by("pk")
    page = Claim.objects.get(state="pending").page_key
    merge = situations.merge(mosul, war, editor)
    for claim, way in ((there, [third]), (back_again, [third, war])):
        for situation in way:
            claim.refresh_from_db()
            rulings.move(claim.pk, editor, situation, version=claim.version)
    membership.assign(page, [third], editor)

    unmerging.undo(merge.pk, editor)

    for claim in (there, back_again):
        claim.refresh_from_db()
    assert (there.situation, back_again.situation) == (third, war)
    assert (membership.situations_of(page), Claim.objects.get(state="pending").situation) == ([third], third)


def test_what_the_text_says_instead_since_goes_back_too(
    mosul: Situation, war: Situation, editor: User
) -> None:
    claim = Claim.objects.get(state="pending")
    rulings.approve(claim.pk, editor, version=1)
    merge = situations.merge(mosul, war, editor)
    page = edit(ArticlePage.objects.get(pk=claim.page_key), "The UN said 31 people were killed.")
    text = Extraction.objects.filter(page=page).latest("pk").text
    bounds = {"low": 31, "best": 31, "high": 31, "period": "cumulative"}
    record(page, figure(text, "31 people", attribution=said_by(text, "UN"), **bounds))
    claim.refresh_from_db()
    assert claim.replaced_by is not None
    assert claim.replaced_by.situation == war

    unmerging.undo(merge.pk, editor)

    claim.refresh_from_db()
    assert (claim.situation, claim.replaced_by.situation) == (mosul, mosul)


def test_twins_of_the_two_are_two_again(mosul: Situation, war: Situation, editor: User) -> None:
    same = [killed(situation, 77) for situation in (mosul, war)]
    merge = situations.merge(mosul, war, editor)
    for claim in same:
        claim.refresh_from_db()
        rulings.approve(claim.pk, editor, version=claim.version)
    twins.confirm(*(queries.claim(one.pk) for one in same), editor)

    unmerging.undo(merge.pk, editor)

    assert [twins.of(queries.claim(one.pk)) for one in same] == [[], []]
    articles = [one["leader"]["told_by"]["articles"] for one in _content(war)["standings"]]
    assert articles == [1]


def test_what_is_approved_since_in_the_name_of_the_merged_one_is_its(
    mosul: Situation, war: Situation, editor: User
) -> None:
    daesh, other = Actor.objects.get(identifier="daesh"), Actor.objects.create(identifier="is", name="IS")
    mawsil, city = Place.objects.get(), Place.objects.create(name="Mosul")
    undone = [doubles.merge_actors(daesh, other, editor), doubles.merge_places(mawsil, city, editor)]
    new = told(war, editor)
    by_other = article("IS said 50 people were killed in Mosul.", situation=war)
    text = Extraction.objects.get(page=by_other).text
    said = said_by(text, "IS", "is", "armed_group")
    (own,) = record(
        by_other, figure(text, "50 people", best=50, attribution=said, place=at_place(text, "Mosul"))
    )
    rulings.approve(own.pk, editor, version=1)
    assert set(FigureFact.objects.filter(claim__in=new).values_list("source", "place")) == {
        (other.pk, city.pk)
    }

    for merge in undone:
        unmerging.undo(merge.pk, editor)

    said = FigureFact.objects.get(claim__in=new)
    happened = EventFact.objects.get(claim__in=new)
    assert (said.source, said.side, said.place) == (daesh, daesh, mawsil)
    assert (happened.source, list(happened.named.all()), happened.place) == (daesh, [daesh], mawsil)
    own.refresh_from_db()
    assert (own.figurefact.source, own.figurefact.place) == (other, city)


def test_an_edited_name_stays_and_names_given_since_stay(editor: User) -> None:
    daesh = Actor.objects.create(identifier="daesh", name="Daesh", aliases=["Dawla"])
    other = Actor.objects.create(identifier="is", name="IS", aliases=["ISIS"])
    mawsil, city = Place.objects.create(name="Mawsil"), Place.objects.create(name="Mosul")
    undone = [doubles.merge_actors(daesh, other, editor), doubles.merge_places(mawsil, city, editor)]
    other.refresh_from_db()
    assert other.aliases == ["ISIS", "Daesh", "Dawla"]
    other.name, other.aliases = "Islamic State", [*other.aliases, "IS"]
    other.save()
    city.refresh_from_db()
    city.country = "IQ"
    city.save()

    for merge in undone:
        unmerging.undo(merge.pk, editor)

    other.refresh_from_db()
    city.refresh_from_db()
    assert (other.name, other.aliases) == ("Islamic State", ["ISIS", "IS"])
    assert (city.aliases, city.country, city.is_own) == ([], "IQ", True)
