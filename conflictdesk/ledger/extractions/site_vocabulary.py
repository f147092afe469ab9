"""The vocabulary in use: the shipped words, the site's YAML folders, and the actors in the database."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from conflictdesk import conf
from conflictdesk.extraction import engine
from conflictdesk.extraction.places import OwnPlace
from conflictdesk.ledger.models import Actor, Place
from conflictdesk.vocabulary.entries import ActorEntry
from conflictdesk.vocabulary.loader import Vocabulary, load, shipped, shipped_folder


def current() -> Vocabulary:
    """Returns the vocabulary, loaded again only after the folders or rows changed. Raises
    VocabularyError for a wrong entry.
    """
    folders, rows = tuple(str(folder) for folder in conf.get("VOCABULARY_DIRS")), _frozen(site_rows())
    return _loaded(folders, rows) if folders or rows else shipped()


def site_rows() -> Iterator[dict[str, Any]]:
    """Yields the database's actors as vocabulary rows; actors without other names are left out. A row
    adds its names to those of the shipped entry with the same id.
    """
    known = shipped().of(ActorEntry)
    rows = Actor.objects.filter(merged_into=None).exclude(aliases=[])
    for actor in rows.order_by("identifier"):
        entry = known.get(actor.identifier)
        yield {
            **(entry.said() if entry else {}),
            "kind": "actors",
            "id": actor.identifier,
            "label": actor.name,
            "role": actor.role,
            "patterns": [*(entry.patterns if entry else ()), actor.name, *actor.aliases],
        }


def own_places() -> tuple[OwnPlace, ...]:
    """Returns the places that the editors keep; the extractor prefers them to others of the same name."""
    rows = Place.objects.filter(is_own=True, merged_into=None).order_by("pk")
    return tuple(
        OwnPlace(
            names=tuple(map(str, place.aliases)),
            name=place.name,
            country=place.country or None,
            latitude=place.latitude,
            longitude=place.longitude,
            precision=place.precision,  # type: ignore[arg-type]  # the choices are the contract's
            geonames_id=place.geonames_id,
        )
        for place in rows
    )


def version() -> str:
    """Returns the extractor's version as it would read now, with the site's folders and database rows."""
    return engine.version(current(), own_places=own_places())


Row = tuple[tuple[str, Any], ...]


def _frozen(rows: Iterator[dict[str, Any]]) -> tuple[Row, ...]:
    return tuple(
        tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in row.items())
        for row in rows
    )


@lru_cache(maxsize=2)
def _loaded(folders: tuple[str, ...], rows: tuple[Row, ...]) -> Vocabulary:
    thawed = ({key: list(v) if isinstance(v, tuple) else v for key, v in row} for row in rows)
    return load(shipped_folder(), *map(Path, folders), rows=thawed)
