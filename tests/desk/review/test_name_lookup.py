"""Names that an editor types, and the actors and places that they mean."""

from __future__ import annotations

import pytest

from conflictdesk.desk.review import name_lookup
from conflictdesk.ledger.models import Actor, Place

pytestmark = pytest.mark.django_db

OWN = {"id": None, "name": "the mayor", "role": "official"}
MOSUL = {
    "name": "Mosul", "country": "IQ", "latitude": 36.34, "longitude": 43.13, "precision": "city",
    "geonames_id": 99072, "within": None, "text": "Mosul",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _known() -> None:
    Actor.objects.create(identifier="un", name="United Nations", role="un", aliases=["UN", "OCHA"])
    Actor.objects.create(identifier="unicef", name="Unicef", role="un", aliases=["UN", "UNICEF"])
    iraq = Place.objects.create(name="Iraq", country="IQ", precision="country")
    Place.objects.create(
        name="Tel Keppe", country="IQ", latitude=36.5, longitude=43.1, within=iraq, aliases=["Tall Kayf"]
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", None),
        ("  ", None),
        ("The Mayor", OWN),
        ("united nations", {"id": "un", "name": "United Nations", "role": "un"}),
        ("UNICEF", {"id": "unicef", "name": "Unicef", "role": "un"}),
        ("OCHA", {"id": "un", "name": "United Nations", "role": "un"}),
        ("UN", {"id": None, "name": "UN", "role": None}),
        (" a passer-by ", {"id": None, "name": "a passer-by", "role": None}),
    ],
)
def test_an_actor(typed: str, expected: object) -> None:
    assert name_lookup.actor(typed, [OWN, None]) == expected


def test_several_actors_each_once() -> None:
    found = name_lookup.actors("OCHA, the mayor,, United Nations", [OWN])
    assert [one["name"] for one in found] == ["United Nations", "the mayor"]


@pytest.mark.parametrize(
    ("typed", "name", "precision", "within"),
    [
        ("Mosul", "Mosul", "city", None),
        ("tall kayf", "Tel Keppe", "exact", "Iraq"),
        ("a village", "a village", "unresolved", None),
    ],
)
def test_a_place(typed: str, name: str, precision: str, within: str | None) -> None:
    found = name_lookup.place(typed, MOSUL)
    assert found is not None
    assert set(found) == set(MOSUL)
    assert (found["name"], found["precision"], found["within"]) == (name, precision, within)


def test_no_place() -> None:
    assert name_lookup.place("", MOSUL) is None
