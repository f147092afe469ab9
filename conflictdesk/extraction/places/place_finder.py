"""Turns a text into place mentions: scans, judges, adds unlisted places, chooses what each means."""

from __future__ import annotations

from dataclasses import dataclass, field

from conflictdesk.contract.types import Place, PlacePrecision
from conflictdesk.extraction.gazetteer import Entry, Gazetteer
from conflictdesk.extraction.places import place_parts, place_resolution
from conflictdesk.extraction.places.evidence import Judge
from conflictdesk.extraction.places.place_context import setting_of
from conflictdesk.extraction.places.place_mention import Candidate, Hints, PlaceMention
from conflictdesk.extraction.places.place_names import Names, own_names
from conflictdesk.extraction.places.place_resolution import resolve
from conflictdesk.extraction.places.place_scan import Scanner, capitals
from conflictdesk.extraction.places.unlisted import Unlisted
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.loader import Vocabulary

PRECISIONS: dict[str, PlacePrecision] = {
    "country": "country", "region": "adm1", "adm1": "adm1", "adm2": "adm2", "city": "city", "own": "exact",
}  # fmt: skip
# How exactly the point of a place is known that only has the point of what it lies in.
INSIDE: dict[PlacePrecision, PlacePrecision] = {
    "exact": "near", "near": "near", "district": "near", "city": "near", "adm2": "adm2", "adm1": "adm1",
}  # fmt: skip
NO_HINTS = Hints()


@dataclass(slots=True)
class PlaceFinder:
    """Finds places. Build it once for a gazetteer and a vocabulary; threads may share it."""

    names: Names
    scanner: Scanner = field(init=False)
    plain: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.scanner = Scanner(self.names)
        self.plain = self.names.words.not_joined - self.names.lists.caps_name_openers

    @classmethod
    def of(cls, gazetteer: Gazetteer, vocabulary: Vocabulary) -> PlaceFinder:
        return cls(Names.of(vocabulary, gazetteer))

    def find(self, text: Text, hints: Hints = NO_HINTS) -> list[PlaceMention]:
        """Returns every mention, in text order and without overlaps; an empty list if there is none."""
        capital = capitals(text, self.plain)
        scanned = list(self.scanner.scan(text, capital, own_names(hints.own)))
        kept = Judge(self.names, text, capital).believed(scanned)
        kept = place_parts.find(text, self.names, kept)
        place_parts.unlist(text, self.names, kept)
        place_parts.unlist_abroad(text, kept)
        place_parts.unlist_elsewhere(text, kept)
        place_parts.unlist_namesakes(kept)
        kept = Unlisted(text, self.names, capital).among(kept)
        setting = setting_of(text, kept, hints, self.names, self.scanner)
        outers = [c.within for c in kept if c.within is not None]
        resolve([c for c in kept if c.entries] + outers, setting.countries, setting.regions)
        place_resolution.unsettle(kept, self._near(kept, hints))
        self._raise_to_regions(text, kept)
        place_parts.place_within(text, kept)
        return [_mention(text, candidate) for candidate in kept]

    def _near(self, kept: list[Candidate], hints: Hints) -> set[str]:
        """The countries that a text surely names, or its hints, and those around them."""
        named = {c.chosen.country for c in kept if c.chosen and place_resolution.is_known(c)}
        named.update(hints.countries)
        around = {code for one in named for code in self.names.gazetteer.neighbours.get(one or "", ())}
        return {code for code in named | around if code}

    def _raise_to_regions(self, text: Text, kept: list[Candidate]) -> None:
        """Replaces the city by its region in "the Hodeidah governorate", whatever the region's name."""
        for candidate in kept:
            city = candidate.chosen
            if candidate.noun != "first_order" or city is None or city.kind != "city" or not city.region:
                continue
            if text.lowers[candidate.last - 1] in self.names.words.named_after:
                named = self.names.gazetteer.find_name(city.region).entries
                same = [e for e in named if e.kind == "adm1" and e.country == city.country]
                candidate.chosen = same[0] if same else city


def _mention(text: Text, candidate: Candidate) -> PlaceMention:
    first, last = candidate.first, candidate.last
    sure = min(0.99, 0.5 + candidate.score / 10)
    return PlaceMention(first, last, _place(text, candidate), candidate.kind, round(sure, 2))


def _place(text: Text, candidate: Candidate) -> Place:
    start, end = text.starts[candidate.first], text.ends[candidate.last - 1]
    quote, entry = text.raw[start:end], candidate.chosen
    outer = candidate.within.chosen if candidate.within else None
    within = outer.name if outer else None
    if entry is None:
        country = outer.country if outer else None
        if candidate.precision == "district" and outer:
            return Place(
                quote, start, end, quote, country, outer.latitude, outer.longitude, "district", None, within
            )
        if candidate.within is not None and outer is not None and candidate.inside:
            precision = INSIDE.get(_precision(candidate.within, outer))
            point = outer.latitude, outer.longitude
            if precision is not None:
                return Place(quote, start, end, quote, country, *point, precision, None, within)
        return Place(quote, start, end, country=country, within=within)
    precision = _precision(candidate, entry)
    if precision in ("district", "near"):
        within = entry.name
    name = quote if precision in ("district", "near") and candidate.last - candidate.first > 1 else entry.name
    return Place(
        quote, start, end, name, entry.country, entry.latitude, entry.longitude, precision, entry.id, within
    )


def _precision(candidate: Candidate, entry: Entry) -> PlacePrecision:
    """Returns the entry's precision; of a part of a city "district", of a site named after one "near"."""
    if entry.kind == "city":
        if candidate.noun in ("site", "nature"):
            return "near"
        return "district" if candidate.direction else "city"
    if entry.kind in ("own", "region") and candidate.precision:
        return candidate.precision
    return PRECISIONS[entry.kind]
