"""Situations: addresses that keep working, merges, articles that move, suggestions, and twins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import claim_matches, rulings
from conflictdesk.ledger.models import (
    Actor,
    ArticleSituation,
    Claim,
    EventFact,
    Extraction,
    FigureFact,
    Pick,
    Place,
    Situation,
    SituationActor,
    TwinRuling,
)
from conflictdesk.ledger.rights import ruling_rights
from conflictdesk.ledger.situations import lifecycle, membership, situation_addresses, situation_suggestions
from conflictdesk.ledger.snapshots import correction_log, refreshing
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import (
    PUBLISHED,
    EditorFactory,
    JournalistFactory,
    SituationFactory,
    article,
    at_place,
    event,
    figure,
    on_day,
    record,
    said_by,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def mosul() -> Situation:
    return SituationFactory(name="Battle of Mosul", slug="mosul")


@pytest.fixture
def war() -> Situation:
    return SituationFactory(name="The war", slug="war")


def _killed(page: ArticlePage, number: int, **values: Any) -> Claim:
    text = Extraction.objects.get(page=page).text
    bounds = {"low": number, "best": number, "high": number, "period": "cumulative"} | values
    (claim,) = record(page, figure(text, f"{number} people", **bounds))
    return claim


def _approved(situation: Situation, number: int, editor: User, source: str = "UN", **values: Any) -> Claim:
    page = article(f"{source} said {number} people were killed.", situation=situation)
    text = Extraction.objects.get(page=page).text
    claim = _killed(page, number, attribution=said_by(text, source), **values)
    rulings.approve(claim.pk, editor, version=claim.version)
    return claim


def _content(situation: Situation) -> dict[str, Any]:
    snapshot = refreshing.latest(situation.pk)
    assert snapshot is not None
    return dict(snapshot.content)


def test_an_address_that_was_left_goes_on_leading(mosul: Situation) -> None:
    for slug in ("battle-of-mosul", "mosul-2017"):
        mosul.slug = slug
        mosul.save()

    assert [situation_addresses.situation_at(one) for one in ("mosul", "battle-of-mosul", "mosul-2017")] == [
        mosul
    ] * 3
    assert situation_addresses.situation_at("elsewhere") is None
    assert (situation_addresses.is_taken("mosul"), situation_addresses.is_taken("mosul", mosul)) == (
        True,
        False,
    )

    mosul.slug = "mosul"
    mosul.save()
    assert list(mosul.former_addresses.order_by("slug").values_list("slug", flat=True)) == [
        "battle-of-mosul", "mosul-2017",
    ]  # fmt: skip


def test_a_merged_situation_brings_everything_along(mosul: Situation, war: Situation, editor: User) -> None:
    claim, army = _approved(mosul, 12, editor), Actor.objects.create(identifier="army", name="Army")
    both = ArticlePage.objects.get()
    membership.assign(both.pk, [mosul, war])
    other = article("Nothing.", situation=mosul)
    for situation, party in ((mosul, True), (war, False)):
        SituationActor.objects.create(situation=situation, actor=army, is_party=party)
    mosul.places.add(Place.objects.create(name="Mosul"))
    before = Claim.objects.get(pk=claim.pk).version

    lifecycle.merge(mosul, war, editor)

    claim.refresh_from_db()
    assert (claim.situation, claim.version, FigureFact.objects.get().situation) == (war, before + 1, war)
    assert {row.page_id for row in ArticleSituation.objects.filter(situation=war)} == {both.pk, other.pk}
    assert not ArticleSituation.objects.filter(situation=mosul).exists()
    assert [(one.actor, one.is_party) for one in war.situation_actors.all()] == [(army, True)]
    assert [place.name for place in war.places.all()] == ["Mosul"]
    war.refresh_from_db()
    assert war.keywords == ["Battle of Mosul"]
    assert situation_addresses.situation_at("mosul") == war
    assert [one["leader"]["best"] for one in _content(war)["standings"]] == [12]
    assert _content(mosul)["standings"] == []
    assert correction_log.public(mosul) == []
    assert claim.rulings.count() == 1


def test_what_cannot_be_merged(mosul: Situation, war: Situation, editor: User) -> None:
    with pytest.raises(lifecycle.CannotMerge):
        lifecycle.merge(mosul, mosul, editor)
    lifecycle.merge(mosul, war, editor)
    for pair in ((mosul, war), (war, mosul)):
        with pytest.raises(lifecycle.CannotMerge):
            lifecycle.merge(*pair, editor)
    mosul.refresh_from_db()
    assert lifecycle.reopen(mosul, editor) is False


def test_closed_and_reopened(mosul: Situation, editor: User) -> None:
    assert (lifecycle.close(mosul, editor), lifecycle.close(mosul, editor)) == (True, False)
    assert _content(mosul)["situation"]["state"] == "closed"
    assert (lifecycle.reopen(mosul, editor), lifecycle.reopen(mosul, editor)) == (True, False)
    assert _content(mosul)["situation"]["state"] == "live"


def test_an_article_that_moves_takes_its_facts_along(mosul: Situation, war: Situation, editor: User) -> None:
    claim = _approved(mosul, 12, editor)
    page = ArticlePage.objects.get()

    membership.assign(page.pk, [war])

    claim.refresh_from_db()
    assert (claim.situation, FigureFact.objects.get().situation) == (war, war)
    assert (_content(mosul)["standings"], len(_content(war)["standings"])) == ([], 1)

    membership.assign(page.pk, [war, mosul])
    membership.move(page.pk, war, mosul)
    claim.refresh_from_db()
    assert (claim.situation, membership.situations_of(page.pk)) == (mosul, [mosul])


def test_of_several_situations_a_claim_goes_to_the_one_that_fits_best(
    mosul: Situation, war: Situation
) -> None:
    mosul.places.add(Place.objects.create(name="Mosul", latitude=36.34, longitude=43.13))
    SituationActor.objects.create(
        situation=war, actor=Actor.objects.create(identifier="us", name="US"), is_party=True
    )
    page = article("Clashes near Mosul. The US attacked. Shelling went on.", situation=mosul)
    membership.assign(page.pk, [mosul, war])
    text = Extraction.objects.get().text
    us = said_by(text, "US", "us").actor
    assert us is not None
    claims = record(
        page,
        event(text, "Clashes", place=at_place(text, "Mosul", latitude=36.3, longitude=43.1)),
        event(text, "attacked", type="attack", actors=(us,)),
        event(text, "Shelling", type="shelling"),
    )

    assert [claim.situation for claim in claims] == [mosul, war, None]


def test_a_new_article_gets_suggestions_and_nothing_more(mosul: Situation, war: Situation) -> None:
    mosul.places.add(Place.objects.create(name="Mosul"))
    Situation.objects.filter(pk=war.pk).update(keywords=["caliphate"])
    closed = SituationFactory(state="closed", keywords=["caliphate"])
    page = article("Clashes in Mosul: the Caliphate is going.")
    text = Extraction.objects.get().text
    record(page, event(text, "Clashes", place=at_place(text, "Mosul")))

    found = situation_suggestions.for_article(page.pk)

    assert [(one.situation, one.reasons) for one in found] == [(mosul, ("Mosul",)), (war, ("caliphate",))]
    assert closed not in [one.situation for one in found]
    assert membership.situations_of(page.pk) == []
    assert situation_suggestions.for_article(None) == []


@pytest.mark.parametrize(
    ("policy", "leads"), [("newest", 30), ("most_cautious", 10), ("source_rank", 20), ("editors_pick", 20)]
)
def test_which_figure_leads_is_the_situations_policy(
    mosul: Situation, editor: User, policy: str, leads: int
) -> None:
    for name, rank in (("Bravo", 1), ("Charlie", 2)):
        actor = Actor.objects.create(identifier=name.lower(), name=name)
        SituationActor.objects.create(situation=mosul, actor=actor, rank=rank)
    _, picked, _ = (
        _approved(mosul, number, editor, source)
        for source, number in (("Alpha", 10), ("Bravo", 20), ("Charlie", 30))
    )
    # A pick stays when the policy is another one later; it decides nothing then.
    Situation.objects.filter(pk=mosul.pk).update(policy="editors_pick")
    lifecycle.pick(queries.claim(picked.pk), editor)
    Situation.objects.filter(pk=mosul.pk).update(policy=policy)
    refreshing.refresh(mosul.pk, "another policy")

    (standing,) = _content(mosul)["standings"]
    assert (standing["policy"], standing["leader"]["best"]) == (policy, leads)
    assert sorted(one["best"] for one in standing["rivals"]) == sorted({10, 20, 30} - {leads})
    assert standing["range"] == {"low": 10, "high": 30}
    assert [point["best"] for point in standing["history"]] == [10, 20, 30]


def test_only_a_figure_that_readers_see_can_be_picked(mosul: Situation) -> None:
    claim = _killed(article("12 people were killed.", situation=mosul), 12)
    with pytest.raises(lifecycle.NotPublic):
        lifecycle.pick(claim, EditorFactory())
    assert Pick.objects.count() == 0


@pytest.mark.parametrize(
    ("policy", "picker", "refusal"),
    [
        ("editors_pick", JournalistFactory, ruling_rights.NotAllowed),
        ("newest", EditorFactory, lifecycle.NoPicks),
    ],
)
def test_nothing_is_picked_by_whom_or_where_it_may_not_be(
    mosul: Situation, editor: User, policy: str, picker: Callable[[], User], refusal: type[Exception]
) -> None:
    Situation.objects.filter(pk=mosul.pk).update(policy=policy)
    figure = _approved(mosul, 10, editor, "Alpha")
    with pytest.raises(refusal):
        lifecycle.pick(queries.claim(figure.pk), picker())
    assert Pick.objects.count() == 0


def _bombing(situation: Situation, words: str, number: int) -> Claim:
    page = article(f"{words}: a bombing in Mosul on 27 June killed {number} people.", situation=situation)
    text = Extraction.objects.get(page=page).text
    shared = {"place": at_place(text, "Mosul"), "when": on_day(text, "27 June", PUBLISHED.date())}
    found = record(
        page,
        event(text, "bombing", type="bombing", **shared),
        figure(text, f"{number} people", low=number, best=number, high=number, period="incident"),
    )
    return found[1] if found[1].kind == "event" else found[0]


def test_twins_are_proposed_confirmed_counted_once_and_split(mosul: Situation, editor: User) -> None:
    first, second, third = (
        _bombing(mosul, words, number) for words, number in (("Early", 12), ("Late", 12), ("Other", 40))
    )
    for claim in (first, second, third):
        rulings.approve(claim.pk, editor, version=1)
    first, second = queries.claim(first.pk), queries.claim(second.pk)

    (like,) = claim_matches.suggest(second)
    assert (like.first, like.second, like.reasons) == (
        first.pk, second.pk, ("type", "place", "time", "numbers"),
    )  # fmt: skip
    assert [one["told_by"]["articles"] for one in _content(mosul)["events"]] == [1, 1, 1]

    claim_matches.confirm(second, first, editor)
    events = {one["claim"]: one["told_by"]["articles"] for one in _content(mosul)["events"]}
    assert events == {first.pk: 2, third.pk: 1}
    assert (claim_matches.of(first), claim_matches.suggest(second)) == ([second], ())

    # The article that reported it first is withdrawn; the other still reports it.
    first.page.unpublish()  # type: ignore[union-attr]
    refreshing.refresh(mosul.pk, "unpublished")
    events = {one["claim"]: one["told_by"]["articles"] for one in _content(mosul)["events"]}
    assert events == {second.pk: 1, third.pk: 1}

    first.page.get_latest_revision().publish()  # type: ignore[union-attr]
    claim_matches.split(second, editor)
    assert {one["claim"] for one in _content(mosul)["events"]} == {first.pk, second.pk, third.pk}
    assert EventFact.objects.count() == 3


def test_a_copy_corroborates_nothing(mosul: Situation, editor: User) -> None:
    claims = [_bombing(mosul, "The same", 12) for _ in range(2)]
    for claim in claims:
        rulings.approve(claim.pk, editor, version=1)
    claim_matches.confirm(*map(queries.claim, (one.pk for one in claims)), editor)  # type: ignore[misc]

    (told,) = _content(mosul)["events"]
    assert told["told_by"] == {"articles": 1, "sources": 0}


def test_what_are_no_twins(mosul: Situation, war: Situation, editor: User) -> None:
    here, there = _bombing(mosul, "Here", 12), _bombing(war, "There", 12)
    beside = Claim.objects.exclude(pk=here.pk).get(page_key=here.page_key)
    for decide in (claim_matches.confirm, claim_matches.keep_apart):
        for other in (there, beside, here):
            with pytest.raises(claim_matches.NotTwins):
                decide(here, other, editor)
        with pytest.raises(ruling_rights.NotAllowed):
            decide(here, _bombing(mosul, "Here too", 12), JournalistFactory())
    assert TwinRuling.objects.count() == 0
    assert claim_matches.suggest(there) == ()


def test_a_figure_told_again_is_no_newer_and_told_by_two(mosul: Situation, editor: User) -> None:
    first, again = (_approved(mosul, 12, editor, source) for source in ("Alpha", "Bravo"))
    Claim.objects.filter(pk=again.pk).update(confidence=0.1)
    FigureFact.objects.filter(claim=again).update(as_of=timezone.localdate())

    claim_matches.confirm(queries.claim(first.pk), queries.claim(again.pk), editor)

    (standing,) = _content(mosul)["standings"]
    assert standing["leader"]["claim"] == first.pk
    assert standing["leader"]["told_by"] == {"articles": 2, "sources": 2}
    assert (standing["rivals"], len(standing["history"])) == ([], 1)
