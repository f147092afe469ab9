"""Finds the countries and regions that a document is about, from its places, title and dateline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from conflictdesk.extraction.gazetteer import gazetteer_names as fold
from conflictdesk.extraction.places.place_mention import Candidate, Hints
from conflictdesk.extraction.places.place_names import Names
from conflictdesk.extraction.places.place_scan import Scanner, capitals
from conflictdesk.extraction.text.tokens import Text, read

NAMED, TOLD, HINTED = 1.0, 0.5, 3.0


@dataclass(frozen=True, slots=True)
class Setting:
    """Holds weights of countries by code, and names of regions of the first order."""

    countries: dict[str, float] = field(default_factory=dict)
    regions: set[str] = field(default_factory=set)

    def add(self, country: str | None, weight: float) -> None:
        if country:
            self.countries[country] = self.countries.get(country, 0.0) + weight


def setting_of(
    text: Text, kept: Iterable[Candidate], hints: Hints, names: Names, scanner: Scanner
) -> Setting:
    """Returns the setting of a text; its tables are empty when nothing names a country."""
    setting = Setting()
    for candidate in kept:
        _count(setting, candidate)
    if hints.title:
        title = read(hints.title, language=text.language)
        for candidate in scanner.scan(title, capitals(title), {}):
            if "v" in candidate.flags:
                _count(setting, candidate)
    for country in hints.countries:
        setting.add(country, HINTED)
    for part in hints.place.replace("/", ",").split(","):
        named = names.find(fold.key(part)) if part.strip() else None
        if named is not None:
            setting.add(named.entries[0].country, HINTED)
    return setting


def _count(setting: Setting, candidate: Candidate) -> None:
    if not _tells_country(candidate):
        return
    entry = candidate.entries[0]
    setting.add(entry.country, NAMED if "v" in candidate.flags else TOLD)
    if entry.region and entry.kind in ("adm1", "region"):
        setting.regions.add(entry.region)


def _tells_country(candidate: Candidate) -> bool:
    """Whether the name means places of one country only; not "Georgia", also a state of the USA."""
    if not candidate.entries or not ("v" in candidate.flags or len(candidate.entries) == 1):
        return False
    country = candidate.entries[0].country
    return all(entry.kind != "adm1" or entry.country == country for entry in candidate.entries)
