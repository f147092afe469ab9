"""Rendered boxes, kept in the cache: read there by pages and by the public address, filled on change.

A reader's request costs one look-up. An empty place on the shelf is filled by one of the readers who find it
empty; the others wait for that one.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.cache import cache

from conflictdesk.ledger import queries, snapshots
from conflictdesk.ledger.models import Situation

from . import languages, rendering, states

KEEP_SECONDS = 600
LOCK_SECONDS = 5
WAIT_SECONDS = 1.0
LOOK_SECONDS = 0.025


@dataclass(frozen=True, slots=True)
class Rendered:
    """A box's HTML, and the entity tag that names exactly these bytes: snapshot, template and language."""

    html: str
    etag: str


def find(slug: str, language: str) -> Rendered | None:
    """The situation's present box; None without such a situation, or without a public article of it."""
    return _kept(slug, language) or _fill_once(slug, language)


def find_all(slugs: Iterable[str], language: str) -> list[Rendered]:
    """The boxes of several situations, in order, with one look-up for all that are on the shelf."""
    keys = {slug: _key(slug, language) for slug in slugs}
    kept = cache.get_many(keys.values())
    found = (
        Rendered(*kept[key]) if key in kept else _fill_once(slug, language) for slug, key in keys.items()
    )
    return [one for one in found if one]


def refill(slug: str) -> None:
    """Replaces what is on the shelf after a change. Languages that nobody reads stay empty."""
    read = cache.get_many([_key(slug, language) for language in languages.known()])
    for language in languages.known():
        if _key(slug, language) in read:
            _fill(slug, language)


def forget(slug: str) -> None:
    """Takes the boxes of a situation that is gone off the shelf."""
    cache.delete_many([_key(slug, language) for language in languages.known()])


def _key(slug: str, language: str) -> str:
    return f"cd-box:{rendering.template_version()}:{language}:{slug}"


def _kept(slug: str, language: str) -> Rendered | None:
    kept = cache.get(_key(slug, language))
    return Rendered(*kept) if kept else None


def _fill_once(slug: str, language: str) -> Rendered | None:
    if not queries.public_situations().filter(slug=slug).exists():
        return None
    lock = f"{_key(slug, language)}:lock"
    if not cache.add(lock, 1, LOCK_SECONDS):
        return _wait(slug, language) or _fill(slug, language)
    try:
        return _fill(slug, language)
    finally:
        cache.delete(lock)


def _wait(slug: str, language: str) -> Rendered | None:
    """What another reader's request puts on the shelf, if it does so soon."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        time.sleep(LOOK_SECONDS)
        if kept := _kept(slug, language):
            return kept
    return None


def _fill(slug: str, language: str) -> Rendered | None:
    """Renders and keeps the latest snapshot. Looks again after writing: of two that fill at once, the one
    that writes last must not leave the older snapshot behind.
    """
    situation = queries.public_situations().filter(slug=slug).first()
    if situation is None:
        cache.delete(_key(slug, language))
        return None
    snapshot, seen = snapshots.latest(situation.pk), None
    while True:
        rendered = _rendered(situation, snapshot, language)
        cache.set(_key(slug, language), (rendered.html, rendered.etag), KEEP_SECONDS)
        seen, snapshot = snapshot, snapshots.latest(situation.pk)
        if seen == snapshot:
            return rendered


def _rendered(situation: Situation, snapshot: Any, language: str) -> Rendered:
    state = states.of(situation, snapshot)
    html = rendering.render(state.content, state.version, state.taken, language)
    return Rendered(html, sha256(html.encode()).hexdigest()[:32])
