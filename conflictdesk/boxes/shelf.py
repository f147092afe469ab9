"""Rendered boxes, kept in the cache: read there by pages and by the public address, filled on change.

Of each box the shelf holds its tag and, apart, the box itself. A reader's request looks the tag up: the
process has the box of that tag at hand, or fetches it. An empty place on the shelf is filled by one of the
readers who find it empty; the others wait for that one.
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
# So many boxes a process has at hand; the largest are of some 60 KB.
AT_HAND = 100


@dataclass(frozen=True, slots=True)
class Rendered:
    """A box's HTML, and the entity tag that names exactly these bytes: snapshot, template and language."""

    html: str
    etag: str


# The box last seen under each key. It is shown only while the shelf has its tag under that key.
_at_hand: dict[str, Rendered] = {}


def find(slug: str, language: str) -> Rendered | None:
    """The situation's present box; None without such a situation, or without a public article of it."""
    return next(iter(find_all([slug], language)), None)


def find_all(slugs: Iterable[str], language: str) -> list[Rendered]:
    """The boxes of several situations, in order, with one look-up for all that are on the shelf. Once after
    a change, a process that has the box of before at hand needs a second one.
    """
    keys = {slug: _key(slug, language) for slug in slugs}
    kept = _kept(keys.values())
    found = (kept.get(key) or _fill_once(slug, language) for slug, key in keys.items())
    return [one for one in found if one]


def refill(slug: str) -> None:
    """Replaces what is on the shelf after a change. Languages that nobody reads stay empty."""
    read = cache.get_many([_key(slug, language) for language in languages.known()])
    for language in languages.known():
        if _key(slug, language) in read:
            _fill(slug, language)


def forget(slug: str) -> None:
    """Takes the boxes of a situation that is gone off the shelf."""
    for language in languages.known():
        _remove(_key(slug, language))


def _key(slug: str, language: str) -> str:
    return f"cd-box:{rendering.template_version()}:{language}:{slug}"


def _box_key(key: str) -> str:
    return f"{key}:box"


def _kept(keys: Iterable[str]) -> dict[str, Rendered]:
    """What is on the shelf, by key. Where nothing is at hand, tag and box are fetched together."""
    keys = list(keys)
    found = cache.get_many([*keys, *(_box_key(key) for key in keys if key not in _at_hand)])
    kept = {key: _of_tag(key, found[key], found.get(_box_key(key))) for key in keys if key in found}
    return {key: box for key, box in kept.items() if box}


def _of_tag(key: str, etag: str, fetched: tuple[str, str] | None) -> Rendered | None:
    """The box of that tag: at hand, just fetched, or fetched now; None if the shelf has lost it."""
    held = _at_hand.get(key)
    if held and held.etag == etag:
        return held
    box = fetched or cache.get(_box_key(key))
    return _hold(key, Rendered(*box)) if box else None


def _hold(key: str, box: Rendered) -> Rendered:
    if len(_at_hand) >= AT_HAND:
        _at_hand.clear()
    _at_hand[key] = box
    return box


def _put(key: str, box: Rendered) -> None:
    """First the box, then its tag: whoever finds a tag finds a box that is no older."""
    cache.set_many({_box_key(key): (box.html, box.etag), key: box.etag}, KEEP_SECONDS)
    _hold(key, box)


def _remove(key: str) -> None:
    cache.delete_many([key, _box_key(key)])


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
    key = _key(slug, language)
    while time.monotonic() < until:
        time.sleep(LOOK_SECONDS)
        if kept := _kept([key]):
            return kept[key]
    return None


def _fill(slug: str, language: str) -> Rendered | None:
    """Renders and keeps the latest snapshot. Looks again after writing: of two that fill at once, the one
    that writes last must not leave the older snapshot behind.
    """
    situation = queries.public_situations().filter(slug=slug).first()
    if situation is None:
        _remove(_key(slug, language))
        return None
    snapshot, seen = snapshots.latest(situation.pk), None
    while True:
        rendered = _rendered(situation, snapshot, language)
        _put(_key(slug, language), rendered)
        seen, snapshot = snapshot, snapshots.latest(situation.pk)
        if seen == snapshot:
            return rendered


def _rendered(situation: Situation, snapshot: Any, language: str) -> Rendered:
    state = states.of(situation, snapshot)
    html = rendering.render(state.content, state.version, state.taken, language)
    return Rendered(html, sha256(html.encode()).hexdigest()[:32])
