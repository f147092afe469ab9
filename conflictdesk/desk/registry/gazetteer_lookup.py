"""Looks up places in the gazetteer: by the beginning of their name, or by a name that says which place
is meant.

"Tripoli, LB" and "Mosul, Nineveh, IQ" name one place each; a bare "Tripoli" may mean several.
"""

from __future__ import annotations

from conflictdesk.contract.stored import PlaceReading
from conflictdesk.extraction.gazetteer import Entry, gazetteer_names, shipped

SHORTEST = 3
LOOKED_AT = 150


def suggestions(beginning: str, most: int) -> list[str]:
    """Returns the names of the largest places that begin so, each with region and country so that it names
    only that place; none for fewer than `SHORTEST` letters.
    """
    folded = gazetteer_names.key(beginning)
    if len(folded) < SHORTEST:
        return []
    index = shipped()
    keys = dict.fromkeys([folded, *index.beginning_with(folded, LOOKED_AT)])
    entries = {entry: None for key in keys for entry in index.find(key).entries}
    largest = sorted(entries, key=lambda entry: -entry.population)[:most]
    return list(dict.fromkeys(written(entry) for entry in largest))


def written(entry: Entry) -> str:
    """Returns name, region and country code, as far as they are known."""
    return ", ".join(filter(None, (entry.name, entry.region, entry.country)))


def place(name: str) -> PlaceReading | None:
    """Returns the place of a name with its region or country, or of a bare name that only one place has;
    else None.
    """
    called, *where = [part.strip() for part in name.split(",")]
    hit = shipped().find_name(called)
    entries = [entry for entry in hit.entries if all(_lies(entry, part) for part in where)]
    if not where and len(entries) > 1:
        return None
    return _reading(entries[0], name) if entries else None


def _lies(entry: Entry, part: str) -> bool:
    return part.casefold() in {str(one).casefold() for one in (entry.country, entry.region) if one}


def _reading(entry: Entry, text: str) -> PlaceReading:
    return {
        "name": entry.name,
        "country": entry.country,
        "latitude": entry.latitude,
        "longitude": entry.longitude,
        "precision": entry.kind,
        "geonames_id": entry.id,
        "within": entry.region,
        "text": text,
    }
