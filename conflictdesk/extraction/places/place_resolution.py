"""Chooses which place a name means, by size, the document's countries, nouns and neighbours."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from conflictdesk.extraction.gazetteer import Entry, gazetteer_names
from conflictdesk.extraction.gazetteer.great_circle import kilometres
from conflictdesk.extraction.places.place_mention import Candidate

BASE = {"country": 7.5, "region": 7.0, "own": 20.0}
SMALLEST_REGION, LARGEST_REGION = 4.4, 6.2
NEAR_KM = 150.0
ABROAD = 3.0
# The share of the pairs of letters that two spellings of one name have in common.
ALIKE = 0.52
MAIN, COUNTRY, REGION, NEAR, COMPANY, CAPITAL, CONTAINED = 1.6, 2.5, 0.6, 0.8, 1.5, 1.5, 10.0
MOST_ANCHORS = 40
FAMOUS, LARGE = 300_000, 100_000


@dataclass(frozen=True, slots=True)
class Context:
    """Where the document is: shares of countries, 0 to 1, names of regions, places with one meaning."""

    shares: dict[str, float]
    regions: set[str]
    anchors: list[Entry] = field(default_factory=list)


def resolve(candidates: list[Candidate], countries: dict[str, float], regions: set[str]) -> None:
    """Sets `chosen` of every candidate. Each must have an entry.

    `countries` are weights from the text and its hints, `regions` the names of the regions in the text.
    """
    top = max(countries.values(), default=1.0)
    shares = {code: weight / top for code, weight in countries.items()}
    _settle(candidates, Context(shares, regions))
    anchors = {id(c.chosen): c.chosen for c in candidates if c.chosen and len(c.entries) == 1}
    _settle(candidates, Context(shares, regions, list(anchors.values())[:MOST_ANCHORS]))


def unsettle(candidates: list[Candidate], countries: set[str]) -> None:
    """Takes back what was chosen where a small town lies in none of the `countries` that the text names, or,
    where it names none, has the name only as another one: unresolved is better than wrong."""
    for candidate in candidates:
        chosen = candidate.chosen
        if chosen is None or candidate.container is not None or is_known(candidate):
            continue
        other = chosen not in candidate.entries[: candidate.main] and not _is_alike(candidate.key, chosen)
        if chosen.country not in countries if countries else other:
            candidate.chosen = None


def _is_alike(key: str, entry: Entry) -> bool:
    """Whether a name is only another spelling of a place's own, or its own without a word for region."""
    own = gazetteer_names.key(entry.name)
    one, other = set(pairwise(key)), set(pairwise(own))
    return own.endswith(f" {key}") or len(one & other) >= ALIKE * len(one | other)


def is_known(candidate: Candidate) -> bool:
    """Whether what was chosen needs no other name beside it: a country, a region, a large town."""
    chosen = candidate.chosen
    known = candidate.flags in ("v", "o") or candidate.container is not None
    return known or chosen is None or chosen.kind not in ("city", "adm2") or chosen.population >= LARGE


def _settle(candidates: list[Candidate], context: Context) -> None:
    known: dict[tuple[str, str, int, bool], Entry] = {}
    for number, candidate in enumerate(candidates):
        if len(candidate.entries) == 1:
            candidate.chosen = candidate.entries[0]
            continue
        listed = _among_regions(candidates, number)
        question = (candidate.key, candidate.noun, id(candidate.container), listed)
        if question not in known:
            known[question] = _best(candidate, context, listed)
        candidate.chosen = known[question]
    _spread(candidates)


def _best(candidate: Candidate, context: Context, listed: bool) -> Entry:
    scores = [
        (_score(candidate, number, context) + _company(candidate, entry, listed), -number)
        for number, entry in enumerate(candidate.entries)
    ]
    return candidate.entries[-max(scores)[1]]


def _among_regions(candidates: list[Candidate], number: int) -> bool:
    """Whether the name is right beside a region of the first order, as in a list of states."""
    here = candidates[number]
    for other in candidates[max(0, number - 1) : number + 2]:
        gap = max(other.first - here.last, here.first - other.last)
        if other is not here and other.chosen is not None and other.chosen.kind == "adm1" and 0 < gap <= 2:
            return here.container is None
    return False


def _company(candidate: Candidate, entry: Entry, listed: bool) -> float:
    holder = candidate.container
    points = _noun_points(candidate.noun, entry.kind) + COMPANY * (listed and entry.kind == "adm1")
    return points + CONTAINED * (holder is not None and _lies_in(entry, holder))


def _score(candidate: Candidate, number: int, context: Context) -> float:
    entry = candidate.entries[number]
    known = number < candidate.main or _is_famous(candidate, entry)
    points = _base(entry) + MAIN * known
    points += COUNTRY * context.shares.get(entry.country or "", 0.0)
    points -= ABROAD * _is_abroad(entry, context)
    if entry.kind == "city":
        points += REGION * (entry.region in context.regions)
        points += NEAR * any(entry is not a and distance(entry, a) < NEAR_KM for a in context.anchors)
        points += CAPITAL * (known and entry.population > 50_000 and _names_region(candidate, entry))
    return points


def _is_abroad(entry: Entry, context: Context) -> bool:
    """Whether it is a small place in a country that the text does not name."""
    small = entry.kind in ("city", "adm2") and entry.population < FAMOUS
    return small and bool(context.shares) and entry.country not in context.shares


def _is_famous(candidate: Candidate, entry: Entry) -> bool:
    """Whether the entry is a large city with the name as an alternate one: Kiev is Kyiv.

    Not where a large city has the name as its main name: Delhi is not New Delhi.
    """
    if entry.population < FAMOUS:
        return False
    return not any(e.kind == "city" and e.population > 100_000 for e in candidate.entries[: candidate.main])


def _base(entry: Entry) -> float:
    if entry.kind in BASE:
        return BASE[entry.kind]
    size = math.log10(entry.population + 10)
    return (
        min(max(size, SMALLEST_REGION), LARGEST_REGION)
        if entry.kind == "adm1"
        else min(size, 3.0)
        if entry.kind == "adm2"
        else size
    )


def _names_region(candidate: Candidate, city: Entry) -> bool:
    """Whether the city's region has its name, as Aleppo's has: without a noun the city is meant."""
    return any(e.kind == "adm1" and e.country == city.country for e in candidate.entries[: candidate.main])


def _noun_points(noun: str, kind: str) -> float:
    if noun == "first_order":
        return 4.0 if kind in ("adm1", "region") else 0.0
    if noun == "second_order":
        return 3.0 if kind == "adm2" else 0.0
    if noun == "settlement":
        return 4.0 if kind == "city" else 0.0
    return 0.0


def _lies_in(entry: Entry, holder: Candidate) -> bool:
    for outer in holder.entries:
        if outer.kind in ("country", "adm1", "adm2", "region") and outer is not entry:
            same = outer.kind == "country" or outer.region == entry.region
            if outer.country == entry.country and same and outer.kind != entry.kind:
                return True
    return False


def _spread(candidates: Iterable[Candidate]) -> None:
    """Gives every "Georgetown" of the text the place that "Georgetown, Kentucky" means."""
    settled = {c.key: c.chosen for c in candidates if c.container is not None and c.chosen}
    for candidate in candidates:
        if candidate.container is None and candidate.key in settled and not candidate.noun:
            candidate.chosen = settled[candidate.key]


def distance(a: Entry, b: Entry) -> float:
    """Returns the kilometres between two places; infinity when one of them has no point."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return math.inf
    return kilometres((a.latitude, a.longitude), (b.latitude, b.longitude))
