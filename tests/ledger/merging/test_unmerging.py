"""Undone merges: of situations, actors and places everything is as it was."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from wagtail.models import ModelLogEntry

from conflictdesk.ledger.merging import doubles, unmerging
from conflictdesk.ledger.models import (
    Actor,
    ArticleSituation,
    Claim,
    EventFact,
    FigureFact,
    FormerAddress,
    Pick,
    Place,
    Situation,
    SituationActor,
)
from conflictdesk.ledger.situations import lifecycle, situation_addresses
from conflictdesk.ledger.snapshots import correction_log, refreshing
from tests.ledger.merging import merged
from tests.ledger.merging.merged import content

pytestmark = pytest.mark.django_db
# The key of a row that went and came back, and how often a claim was changed, may be others.
OTHERWISE = {"id", "version"}


def _rows(model: type[Model], **links: str) -> list[dict[str, Any]]:
    """Returns all rows by their values, and the keys in many-to-many fields."""
    names = [one.attname for one in model._meta.concrete_fields if one.name not in OTHERWISE]
    found = [
        {name: getattr(row, name) for name in names}
        | {link: sorted(getattr(row, link).values_list("pk", flat=True)) for link in links}
        for row in model._default_manager.order_by("pk")
    ]
    return sorted(found, key=repr)


def _ledger() -> dict[str, Any]:
    """Returns everything that a merge could have changed."""
    links: dict[type[Model], dict[str, str]] = {Situation: {"places": ""}, EventFact: {"named": ""}}
    models = (Situation, ArticleSituation, SituationActor, FormerAddress, Claim, Pick, FigureFact, EventFact,
              Actor, Place)  # fmt: skip
    return {model.__name__: _rows(model, **links.get(model, {})) for model in models}


@pytest.fixture
def mosul(editor: User) -> Situation:
    return merged.mosul(editor)


@pytest.fixture
def war(mosul: Situation, editor: User) -> Situation:
    return merged.war(mosul, editor)


def test_two_situations_are_as_they_were(mosul: Situation, war: Situation, editor: User) -> None:
    before, seen = _ledger(), (content(mosul), content(war))
    assert len(seen[0]["events"]) == 1

    merge = lifecycle.merge(mosul, war, editor)
    assert situation_addresses.situation_at("mosul") == war
    assert (content(mosul)["events"], len(content(war)["events"])) == ([], 1)
    assert _ledger() != before
    unmerging.undo(merge.pk, editor)

    assert _ledger() == before
    assert (content(mosul), content(war)) == seen
    for slug in ("mosul", "battle-of-mosul"):
        assert situation_addresses.situation_at(slug) == mosul
    assert (correction_log.public(mosul), correction_log.public(war)) == ([], [])
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
    refreshing.refresh(war.pk, "made")
    before, seen = _ledger(), content(mosul)
    assert seen["events"][0]["actors"] == ["Daesh"]

    merge = doubles.merge_actors(daesh, other, editor)
    assert content(mosul)["events"][0]["actors"] == ["IS"]
    unmerging.undo(merge.pk, editor)

    assert _ledger() == before
    assert content(mosul) == seen


def test_two_places_are_as_they_were(mosul: Situation, war: Situation, editor: User) -> None:
    mawsil, other = Place.objects.get(), Place.objects.create(name="Mosul", latitude=36.34, longitude=43.13)
    Place.objects.create(name="Old City", within=mawsil)
    Place.objects.create(name="Nineveh", merged_into=mawsil)
    war.places.add(mawsil, other)
    before, seen = _ledger(), content(mosul)

    merge = doubles.merge_places(mawsil, other, editor)
    assert content(mosul)["events"][0]["place"] == "Mosul"
    unmerging.undo(merge.pk, editor)

    assert _ledger() == before
    assert content(mosul) == seen
