"""Rendered boxes in the cache: read there by pages and by the public address, filled on change.

For each box the cache keeps its tag and, apart, the box itself. A reader's request looks the tag up: the
process has the box of that tag at hand, or fetches it. A box that the cache lacks is rendered by one of the
readers who miss it; the others wait for that one. What a cache keeps is checked against the ledger now and
then, and whenever the cache has been away: a write or a deletion may have been lost.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any

from django.db import DatabaseError, InterfaceError

from conflictdesk.boxes.live import rendering, states
from conflictdesk.boxes.live.single_flight import SingleFlight
from conflictdesk.caches import cache
from conflictdesk.ledger import queries
from conflictdesk.ledger.extractions.sweeping import try_each
from conflictdesk.ledger.models import Situation
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.wording import languages

KEEP_SECONDS = 600
LOCK_SECONDS = 5
WAIT_SECONDS = 1.0
LOOK_SECONDS = 0.025
# A process believes the cache for so long, as long as the sweep takes to come round.
BELIEVE_SECONDS = 30
# So long a box is shown that the cache did not take.
UNKEPT_SECONDS = 1.0
# So many boxes a process has at hand; the largest are of some 60 KB.
AT_HAND = 100
# So many keys are asked for at once by who looks through all of them.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Rendered:
    """A box's HTML, and the entity tag that names exactly these bytes: situation, version and digest."""

    html: str
    etag: str


# The box last seen under each key. It is shown only while the cache has its tag under that key.
_at_hand: dict[str, Rendered] = {}
# When each key was last found right, and how often the cache had come back by then.
_checked: dict[str, tuple[float, int]] = {}
# Boxes that the cache did not take, and when they were rendered.
_unkept: dict[str, tuple[float, Rendered]] = {}
_rendering: SingleFlight[Rendered | None] = SingleFlight()


def find(slug: str, language: str) -> Rendered | None:
    """The situation's present box; None without such a situation, or without a public article of it."""
    return next(iter(find_all([slug], language)), None)


def find_all(slugs: Iterable[str], language: str) -> list[Rendered]:
    """The boxes of several situations, in order, with one look-up for all that the cache has. Once after a
    change, a process that has the box of before at hand needs a second one.
    """
    keys = {slug: _key(slug, language) for slug in slugs}
    kept = _kept(keys.values())
    doubtful = [slug for slug, key in keys.items() if key in kept and not _is_believed(key)]
    for slug in _wrong(doubtful, language, kept) if doubtful else ():
        del kept[keys[slug]]
    found = (kept.get(key) or _just_rendered(key) or _fill_once(slug, language) for slug, key in keys.items())
    return [one for one in found if one]


def refill(slug: str) -> None:
    """Replaces what the cache has after a change. Languages that nobody reads stay empty."""
    keys = {language: _key(slug, language) for language in languages.known()}
    read = cache.get_many(keys.values())
    # A cache that does not answer may have the others all the same.
    _remove(*(key for key in keys.values() if key not in read))
    for language, key in keys.items():
        if key in read:
            _fill(slug, language)


def forget(slug: str) -> None:
    """Takes the boxes of a situation that is gone out of the cache."""
    _remove(*(_key(slug, language) for language in languages.known()))


def show_or_hide(slug: str) -> bool:
    """Takes the boxes of a situation that readers may not see any more out of the cache. Whether caches in
    front may have a wrong one.
    """
    if _present([slug]):
        return bool(put_right([slug]))
    forget(slug)
    return True


def put_right(slugs: Sequence[str]) -> list[str]:
    """Renders anew, or removes, what the cache shows of these situations and the ledger does not. The slugs
    of those whose boxes were wrong.
    """
    step = max(BATCH // len(languages.known()), 1)
    batches = [slugs[start : start + step] for start in range(0, len(slugs), step)]
    wrong = [one for batch in batches for one in _other_than_present(batch)]
    return list(dict.fromkeys(try_each("box", _fill_wrong, wrong)))


def _fill_wrong(box: tuple[str, str]) -> str:
    _fill(*box)
    return box[0]


def _other_than_present(slugs: Sequence[str]) -> list[tuple[str, str]]:
    """Situation and language of each box that the cache has in another version than the ledger."""
    keys = {(slug, language): _key(slug, language) for slug in slugs for language in languages.known()}
    present, kept = _present(slugs), cache.get_many(keys.values())
    return [
        (slug, language)
        for (slug, language), key in keys.items()
        if key in kept and _mark_of(kept[key]) != present.get(slug)
    ]


def _key(slug: str, language: str) -> str:
    return f"cd-box:{rendering.template_version()}:{language}:{slug}"


def _box_key(key: str) -> str:
    return f"{key}:box"


def _mark(situation_id: int, version: int) -> str:
    """How a tag begins that is of this version of this situation; another may have had its slug before."""
    return f"{situation_id}.{version}"


def _mark_of(etag: str) -> str:
    return etag.rpartition(".")[0]


def _present(slugs: Sequence[str]) -> dict[str, str]:
    """What the tags of these situations begin with now; those that are not public are left out."""
    return {slug: _mark(*shown) for slug, shown in queries.shown_versions(slugs).items()}


def _kept(keys: Iterable[str]) -> dict[str, Rendered]:
    """What the cache has, by key. Where nothing is at hand, tag and box are fetched together."""
    keys = list(keys)
    found = cache.get_many([*keys, *(_box_key(key) for key in keys if key not in _at_hand)])
    kept = {key: _of_tag(key, found[key], found.get(_box_key(key))) for key in keys if key in found}
    return {key: box for key, box in kept.items() if box}


def _of_tag(key: str, etag: str, fetched: tuple[str, str] | None) -> Rendered | None:
    """The box of that tag: at hand, just fetched, or fetched now; None if the cache has lost it."""
    held = _at_hand.get(key)
    if held and held.etag == etag:
        return held
    box = fetched or cache.get(_box_key(key))
    # Of another tag it may be older: one of two writes was lost.
    return _hold(key, Rendered(*box)) if box and box[1] == etag else None


def _hold(key: str, box: Rendered) -> Rendered:
    if len(_at_hand) >= AT_HAND:
        _at_hand.clear()
    _at_hand[key] = box
    return box


def _is_believed(key: str) -> bool:
    at, recoveries = _checked.get(key, (0.0, -1))
    return recoveries == cache.recoveries and time.monotonic() - at < BELIEVE_SECONDS


def _believe(key: str) -> None:
    if len(_checked) >= 10 * AT_HAND:
        _checked.clear()
    _checked[key] = time.monotonic(), cache.recoveries


def _wrong(slugs: Sequence[str], language: str, kept: dict[str, Rendered]) -> list[str]:
    """Those of which the cache has another version than the ledger, in one query. None while the database
    does not answer: readers are served from the cache.
    """
    try:
        present = _present(slugs)
    except (DatabaseError, InterfaceError):
        return []
    keys = {slug: _key(slug, language) for slug in slugs}
    wrong = [slug for slug, key in keys.items() if _mark_of(kept[key].etag) != present.get(slug)]
    if wrong:
        _remove(*(keys[slug] for slug in wrong))
    for slug in keys.keys() - set(wrong):
        _believe(keys[slug])
    return wrong


def _put(key: str, box: Rendered) -> None:
    """First the box, then its tag: whoever finds a tag finds a box that is no older."""
    refused = cache.set_many({_box_key(key): (box.html, box.etag), key: box.etag}, KEEP_SECONDS)
    if refused:
        _keep_for_a_moment(key, box)
    else:
        _unkept.pop(key, None)
    _hold(key, box)
    _believe(key)


def _keep_for_a_moment(key: str, box: Rendered) -> None:
    """What the cache did not take; those that are not fresh any more make room."""
    now = time.monotonic()
    for old in [one for one, (at, _) in list(_unkept.items()) if now - at >= UNKEPT_SECONDS]:
        _unkept.pop(old, None)
    _unkept[key] = now, box


def _remove(*keys: str) -> None:
    for key in keys:
        _unkept.pop(key, None)
    cache.delete_many([*keys, *map(_box_key, keys)])


def _just_rendered(key: str) -> Rendered | None:
    """The box that the cache did not take, while it is fresh: it is rendered once a second, not once for each
    reader.
    """
    at, box = _unkept.get(key, (0.0, None))
    return box if time.monotonic() - at < UNKEPT_SECONDS else None


def _fill_once(slug: str, language: str) -> Rendered | None:
    return _rendering.make(_key(slug, language), partial(_fill_first, slug, language), WAIT_SECONDS)


def _fill_first(slug: str, language: str) -> Rendered | None:
    """Renders the box unless another process does so just now."""
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
    """What another reader's request puts into the cache, if it does so soon."""
    until = time.monotonic() + WAIT_SECONDS
    key = _key(slug, language)
    while time.monotonic() < until:
        time.sleep(LOOK_SECONDS)
        if kept := _kept([key]):
            return kept[key]
    return None


def _fill(slug: str, language: str) -> Rendered | None:
    """Renders and keeps the latest snapshot. Looks again after writing: of two that fill at once, the one
    that writes last must not leave the older snapshot behind, nor a box of a situation that has just left.
    """
    rendered, seen = None, None
    while True:
        situation = queries.public_situations().filter(slug=slug).first()
        if situation is None:
            _remove(_key(slug, language))
            return None
        snapshot = refreshing.latest(situation.pk)
        if rendered and (situation, snapshot) == seen:
            return rendered
        rendered, seen = _rendered(situation, snapshot, language), (situation, snapshot)
        _put(_key(slug, language), rendered)


def _rendered(situation: Situation, snapshot: Any, language: str) -> Rendered:
    state = states.of(situation, snapshot)
    html = rendering.render(state.content, state.version, state.taken, language)
    digest = sha256(html.encode()).hexdigest()[:32]
    return Rendered(html, f"{_mark(situation.pk, state.version)}.{digest}")
