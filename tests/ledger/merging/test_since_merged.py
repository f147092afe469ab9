"""Changes between a merge and its undoing: which stay, which are reverted, and which are split again."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import claim_matches, rulings
from conflictdesk.ledger.merging import doubles, unmerging
from conflictdesk.ledger.models import (
    Actor,
    Claim,
    EventFact,
    Extraction,
    FigureFact,
    Pick,
    Place,
    Situation,
)
from conflictdesk.ledger.situations import lifecycle, membership
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
from tests.ledger.merging import merged
from tests.ledger.merging.merged import approve_two, content, killed

pytestmark = pytest.mark.django_db


@pytest.fixture
def mosul(editor: User) -> Situation:
    return merged.mosul(editor)


@pytest.fixture
def war(mosul: Situation, editor: User) -> Situation:
    return merged.war(mosul, editor)


def test_what_came_to_the_kept_situation_stays_with_it(
    mosul: Situation, war: Situation, editor: User
) -> None:
    merge = lifecycle.merge(mosul, war, editor)
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
    assert 40 in [point["best"] for one in content(war)["standings"] for point in one["history"]]


def test_what_was_decided_since_goes_back_with_its_claim(
    mosul: Situation, war: Situation, editor: User
) -> None:
    waiting = Claim.objects.get(state="pending")
    approved = Claim.objects.get(situation=mosul, kind="event")
    merge = lifecycle.merge(mosul, war, editor)
    for claim in (waiting, approved):
        claim.refresh_from_db()
    rulings.approve(waiting.pk, editor, version=waiting.version, situation=war)
    rulings.reopen(approved.pk, editor, version=approved.version)
    Situation.objects.filter(pk=war.pk).update(policy="editors_pick")
    lifecycle.pick(queries.claim(waiting.pk), editor)

    unmerging.undo(merge.pk, editor)

    for claim in (waiting, approved):
        claim.refresh_from_db()
    assert (waiting.situation, waiting.state, waiting.figurefact.situation) == (mosul, "approved", mosul)
    assert (approved.situation, approved.state) == (mosul, "pending")
    assert not EventFact.objects.exists()
    assert Pick.objects.values_list("claim", "situation").first() == (waiting.pk, mosul.pk)
    assert content(mosul)["events"] == []


def test_what_a_person_moved_since_stays_where_they_put_it(
    mosul: Situation, war: Situation, editor: User
) -> None:
    third = SituationFactory(name="Elsewhere")
    there, back_again = Claim.objects.filter(situation=mosul, state="approved").order_by("pk")
    page = Claim.objects.get(state="pending").page_key
    merge = lifecycle.merge(mosul, war, editor)
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
    merge = lifecycle.merge(mosul, war, editor)
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


def test_of_what_its_article_says_anew_what_waits_goes_along(
    mosul: Situation, war: Situation, editor: User
) -> None:
    page = ArticlePage.objects.get(pk=Claim.objects.get(state="pending").page_key)
    merge = lifecycle.merge(mosul, war, editor)
    page = edit(page, "The UN said 30 people were killed, 7 people were wounded and 8 people fled.")
    text = Extraction.objects.filter(page=page).latest("pk").text
    found = record(
        page,
        figure(text, "7 people", measure="wounded", low=7, best=7, high=7),
        figure(text, "8 people", measure="displaced", low=8, best=8, high=8),
    )
    approved, waiting = (one for one in found if one.topic in ("wounded", "displaced"))
    rulings.approve(approved.pk, editor, version=1)

    unmerging.undo(merge.pk, editor)

    approved.refresh_from_db()
    waiting.refresh_from_db()
    assert (approved.situation, approved.figurefact.situation, waiting.situation) == (war, war, mosul)


def test_twins_of_the_two_are_two_again(mosul: Situation, war: Situation, editor: User) -> None:
    same = [killed(situation, 77) for situation in (mosul, war)]
    merge = lifecycle.merge(mosul, war, editor)
    for claim in same:
        claim.refresh_from_db()
        rulings.approve(claim.pk, editor, version=claim.version)
    claim_matches.confirm(*(queries.claim(one.pk) for one in same), editor)

    unmerging.undo(merge.pk, editor)

    assert [claim_matches.of(queries.claim(one.pk)) for one in same] == [[], []]
    articles = [one["leader"]["told_by"]["articles"] for one in content(war)["standings"]]
    assert articles == [1]


def _by_the_other(situation: Situation, editor: User) -> Claim:
    """Returns an approved figure that names the kept one."""
    by_other = article("IS said 50 people were killed in Mosul.", situation=situation)
    text = Extraction.objects.get(page=by_other).text
    said = said_by(text, "IS", "is", "armed_group")
    (own,) = record(
        by_other, figure(text, "50 people", best=50, attribution=said, place=at_place(text, "Mosul"))
    )
    rulings.approve(own.pk, editor, version=1)
    return own


def test_what_is_approved_since_in_the_name_of_the_merged_one_is_its(
    mosul: Situation, war: Situation, editor: User
) -> None:
    daesh, other = Actor.objects.get(identifier="daesh"), Actor.objects.create(identifier="is", name="IS")
    mawsil, city = Place.objects.get(), Place.objects.create(name="Mosul")
    undone = [doubles.merge_actors(daesh, other, editor), doubles.merge_places(mawsil, city, editor)]
    new = approve_two(war, editor)
    own = _by_the_other(war, editor)
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


@pytest.mark.parametrize("kind", ["actor", "place"])
def test_undoing_asks_no_more_for_many_facts_than_for_few(
    mosul: Situation, war: Situation, editor: User, kind: str
) -> None:
    """Compares undoing after few and after many approvals, in the name of the merged one and of the kept
    one.
    """
    asked = []
    for many in (1, 3):
        double, into = _two_of(kind)
        merge = (doubles.merge_actors if kind == "actor" else doubles.merge_places)(double, into, editor)
        for _ in range(many):
            approve_two(war, editor)
            _by_the_other(war, editor)
        with CaptureQueriesContext(connection) as queries:
            unmerging.undo(merge.pk, editor)
        asked.append(len(queries))

    assert asked[1] == asked[0]


def _two_of(kind: str) -> tuple[Any, Any]:
    if kind == "actor":
        into, _ = Actor.objects.get_or_create(identifier="is", defaults={"name": "IS"})
        return Actor.objects.get(identifier="daesh"), into
    place, _ = Place.objects.get_or_create(name="Mosul")
    return Place.objects.get(name="Mawsil"), place


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
