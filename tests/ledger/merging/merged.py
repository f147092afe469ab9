"""Two situations that have everything that a merge can move, for tests of merges and of undoing them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Actor, Claim, Extraction, Place, Situation, SituationActor
from conflictdesk.ledger.situations import lifecycle, membership
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import SituationFactory, article, at_place, event, figure, record, said_by


def content(situation: Situation) -> dict[str, Any]:
    """Returns the content that readers see now."""
    snapshot = refreshing.latest(situation.pk)
    assert snapshot is not None
    return dict(snapshot.content)


def approve_two(situation: Situation, editor: User) -> list[Claim]:
    """Approves a figure and an event of an article, by an actor and in a place, and returns them."""
    page = article("Daesh said 12 people were killed in Mawsil. Daesh attacked.", situation=situation)
    text = Extraction.objects.get(page=page).text
    said = said_by(text, "Daesh", "daesh", "armed_group")
    shared = {"attribution": said, "place": at_place(text, "Mawsil", geonames_id=5, latitude=1, longitude=2)}
    found = record(
        page,
        figure(text, "12 people", period="cumulative", side=said.actor, **shared),
        event(text, "attacked", type="attack", actors=(said.actor,), **shared),
    )
    for claim in found:
        rulings.approve(claim.pk, editor, version=1)
    return found


def killed(situation: Situation, number: int) -> Claim:
    page = article(f"The UN said {number} people were killed.", situation=situation)
    text = Extraction.objects.get(page=page).text
    bounds = {"low": number, "best": number, "high": number, "period": "cumulative"}
    (claim,) = record(page, figure(text, f"{number} people", attribution=said_by(text, "UN"), **bounds))
    return claim


def mosul(editor: User) -> Situation:
    """Returns a situation with facts, an article of its own and one of two situations, an actor, a
    place, keywords, a pick.
    """
    found = SituationFactory(
        name="Battle of Mosul", slug="mosul", keywords=["Old City"], state="slowing", policy="editors_pick"
    )
    found.slug = "battle-of-mosul"
    found.save()
    claims = approve_two(found, editor)
    lifecycle.pick(queries.claim(claims[0].pk), editor)
    SituationActor.objects.create(situation=found, actor=Actor.objects.get(), is_party=True, rank=2)
    found.places.add(Place.objects.get())
    killed(found, 30)
    return found


def war(mosul: Situation, editor: User) -> Situation:
    """Returns a situation with a fact, and with an actor and an article that both situations have."""
    found = SituationFactory(name="The war", slug="war", keywords=["front"])
    rulings.approve(killed(found, 5).pk, editor, version=1)
    un = Actor.objects.create(identifier="un", name="UN", aliases=["the UN"])
    for situation, is_party in ((mosul, True), (found, False)):
        SituationActor.objects.create(situation=situation, actor=un, is_party=is_party, rank=1)
    both = ArticlePage.objects.get(pk=Claim.objects.filter(situation=mosul)[0].page_key)
    membership.assign(both.pk, [mosul, found], editor)
    for situation in (mosul, found):
        refreshing.refresh(situation.pk, "made")
    return found
