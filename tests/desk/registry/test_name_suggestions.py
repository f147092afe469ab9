"""Suggested names, and the place that a full name means."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from conflictdesk.desk.registry import gazetteer_lookup
from conflictdesk.desk.review import name_lookup
from conflictdesk.ledger.models import Actor, Place

pytestmark = pytest.mark.django_db


def _offered(desk: Client, of: str, typed: str) -> list[str]:
    return desk.get(reverse("conflictdesk_facts:names", args=(of,)), {"q": typed}).json()["names"]


def test_the_newsrooms_own_actors_come_first_and_by_alias(desk: Client) -> None:
    Actor.objects.create(identifier="ocha", name="Humanitarian office", role="un", aliases=["OCHA"])
    assert _offered(desk, "actors", "ocha")[0] == "Humanitarian office"


def test_of_several_actors_the_last_is_looked_up(desk: Client) -> None:
    Actor.objects.create(identifier="x", name="Zenith Brigade", role="militia")
    assert _offered(desk, "actors", "UN, zenith") == ["UN, Zenith Brigade"]


def test_there_are_no_names_of_another_kind(desk: Client) -> None:
    assert desk.get(reverse("conflictdesk_facts:names", args=("x",)), {"q": "Mosul"}).status_code == 404


def test_places_of_the_gazetteer_say_which_they_are(desk: Client) -> None:
    Place.objects.create(name="Tripoli road")
    offered = _offered(desk, "places", "Tripoli")
    assert offered[0] == "Tripoli road"
    assert {name.rsplit(", ", 1)[1] for name in offered[1:]} >= {"LY", "LB"}
    assert _offered(desk, "places", "  ") == []


@pytest.mark.parametrize(
    ("typed", "country"), [("Tripoli, LY", "LY"), ("tripoli, lb", "LB"), ("Mosul, IQ", "IQ")]
)
def test_a_written_out_name_means_one_place(typed: str, country: str) -> None:
    found = name_lookup.place(typed, None)
    assert found is not None
    assert (found["country"], found["text"]) == (country, typed)
    assert found["geonames_id"]


def test_a_name_that_several_bear_stands_for_none_of_them() -> None:
    assert gazetteer_lookup.place("Tripoli") is None
    found = name_lookup.place("Tripoli", None)
    assert found is not None
    assert found["precision"] == "unresolved"
