"""The map that sets a place's point: what it shows of each part of the world, to whom, and at first."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import Tag
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from conflictdesk.desk.registry import point_map
from conflictdesk.ledger.models import DeskGrant, Place
from tests.desk.conftest import soup, url
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MOSUL = {"latitude": "36.34", "longitude": "43.13", "km": "100", "width": "720", "height": "400"}


def _map(client: Client, **asked: str) -> Tag:
    (found,) = soup(client.get(url("around"), MOSUL | asked)).select("svg[data-km]")
    return found


def _names(drawn: Tag) -> list[str]:
    return [one.get_text() for one in drawn.select("circle title")]


def _shown(drawn: Tag) -> tuple[float, float, float, str]:
    latitude, longitude, km = (float(str(drawn[f"data-{name}"])) for name in ("latitude", "longitude", "km"))
    return latitude, longitude, km, str(drawn["viewbox"])


def test_towns_are_drawn_the_largest_first_and_regions_are_not(desk: Client) -> None:
    drawn = _map(desk)
    assert _names(drawn)[:2] == ["Al Mawsil al Jadidah", "Mosul"]
    assert [one.get_text() for one in drawn.select("text")][:2] == ["Al Mawsil al Jadidah", "Mosul"]
    assert "Nineveh" not in _names(drawn)
    north_germany = _map(desk, latitude="53", longitude="9.4", km="300")
    assert {"Hamburg", "Bremen", "Hannover"} <= set(_names(north_germany))
    assert not {"Lower Saxony", "Niedersachsen"} & set(_names(north_germany))


def test_no_name_covers_another_or_the_bar(desk: Client) -> None:
    drawn = _map(desk, latitude="51.5", longitude="7.2")
    boxes = [_box(one) for one in drawn.select("text[text-anchor]")]
    assert len(boxes) > 10
    for number, (left, top, right, bottom) in enumerate(boxes):
        assert not (left < 180 and bottom > 400 - point_map.BAR_HEIGHT)
        for other in boxes[number + 1 :]:
            assert left > other[2] or right < other[0] or top > other[3] or bottom < other[1]


def _box(name: Tag) -> tuple[float, float, float, float]:
    x, y, long = float(str(name["x"])), float(str(name["y"])), len(name.get_text()) * 7
    left = x if name["text-anchor"] == "start" else x - long
    return left, y - 13, left + long, y


def test_the_bar_measures_what_is_drawn(desk: Client) -> None:
    drawn = _map(desk)
    (bar,) = drawn.select(".conflictdesk-map__bar")
    assert bar.get_text(strip=True) == "20 km"
    assert [one["d"] for one in bar.select("path")] == ["M0 -16v6h144v-6"]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, (36.34, 43.13, 100, "0 0 720 400")),
        ({"latitude": "99"}, (85, 43.13, 100, "0 0 720 400")),
        ({"latitude": "-1e9"}, (-85, 43.13, 100, "0 0 720 400")),
        ({"longitude": "181.5"}, (36.34, -178.5, 100, "0 0 720 400")),
        ({"longitude": "-540"}, (36.34, -180, 100, "0 0 720 400")),
        ({"km": "0"}, (36.34, 43.13, 5, "0 0 720 400")),
        ({"km": "1e12"}, (36.34, 43.13, 8000, "0 0 720 400")),
        ({"width": "1", "height": "1e9"}, (36.34, 43.13, 100, "0 0 200 2000")),
    ],
)
def test_what_is_asked_for_is_brought_within_the_world(
    desk: Client, asked: dict[str, str], shown: tuple[float, float, float, str]
) -> None:
    assert _shown(_map(desk, **asked)) == pytest.approx(shown)


def test_nothing_is_shown_twice_near_a_pole(desk: Client) -> None:
    drawn = _map(desk, latitude="84", km="8000")
    around = 720 * float(str(drawn["data-east"]))
    assert around == pytest.approx(360)


@pytest.mark.parametrize(
    "wrong", [{"latitude": "x"}, {"longitude": ""}, {"km": "nan"}, {"width": "inf"}, {"height": "1;2"}]
)
def test_what_is_no_number_is_refused(desk: Client, wrong: dict[str, str]) -> None:
    response = desk.get(url("around"), MOSUL | wrong)
    assert (response.status_code, response.content) == (400, b"")


@pytest.mark.parametrize("longitude", ["179.9", "-179.9"])
def test_both_sides_of_the_date_line_are_seen_from_either(desk: Client, longitude: str) -> None:
    """Suva is at 178.4 degrees east, Apia at 171.8 degrees west."""
    drawn = _map(desk, latitude="-16", longitude=longitude, km="2000")
    assert {"Suva", "Apia"} <= set(_names(drawn))
    suva, apia = (_x(drawn, name) for name in ("Suva", "Apia"))
    assert 0 < suva < 360 < apia < 720


def _x(drawn: Tag, name: str) -> float:
    return next(float(str(one["cx"])) for one in drawn.select("circle") if one.get_text() == name)


@pytest.mark.parametrize(
    ("codename", "status"),
    [("see", 200), ("add_place", 200), ("change_place", 200), ("view_situation", 403)],
)
def test_the_map_is_for_who_sets_places_or_opens_the_desk(client: Client, codename: str, status: int) -> None:
    """The right to open the desk is no model permission: it is granted for parts of the page tree."""
    user = UserFactory()
    user.user_permissions.add(
        *Permission.objects.filter(codename__in=(codename, "access_admin")).exclude(
            content_type__app_label="wagtailsnippets"
        )
    )
    if codename == "see":
        user.groups.add(DeskGrant.objects.get(level="see").group)
    client.force_login(user)
    response = client.get(url("around"), MOSUL)
    assert (response.status_code, b"Mosul" in response.content) == (status, status == 200)


def test_the_form_has_one_map_for_both_fields(desk: Client) -> None:
    place = Place.objects.create(name="Tal Afar", latitude=36.379, longitude=42.448)
    page = soup(desk.get(reverse("wagtailsnippets_conflictdesk_place:edit", args=[place.pk])))
    (found,) = page.select("[data-conflictdesk-map]")
    fields = [found["data-latitude-field"], found["data-longitude-field"]]
    assert [page.find(id=str(one))["name"] for one in fields] == ["latitude", "longitude"]  # type: ignore[index]
    start = [found[f"data-{name}"] for name in ("latitude", "longitude", "km")]
    assert start == ["36.379", "42.448", "100"]
    assert found.select("script, style, [style], [onclick]") == []


@pytest.mark.parametrize(
    ("known", "place", "start"),
    [
        ([], {}, (*point_map.WORLD_CENTRE, point_map.WIDEST_KM)),
        ([], {"latitude": 36, "longitude": 43}, (36, 43, 100)),
        ([], {"latitude": 33, "longitude": 44, "precision": "country"}, (33, 44, 1500)),
        ([(36, 43), (34, -8), (35, 44)], {}, (36, 43, 400)),
        ([(36, 43), (None, None), (35, 44), (2, 8, "own"), (1, 9, "own"), (34, 45)], {}, (1, 9, 400)),
        ([(0, 0)], {}, (0, 0, 400)),
    ],
    ids=["nothing known", "its own point", "a country", "amid the others", "the editors' newest", "zero"],
)
def test_where_the_map_starts(known: list[Any], place: dict[str, Any], start: tuple[float, ...]) -> None:
    for number, (latitude, longitude, *own) in enumerate(known):
        Place.objects.create(name=f"Place {number}", latitude=latitude, longitude=longitude, is_own=bool(own))
    assert point_map.start(Place(**place)) == start
