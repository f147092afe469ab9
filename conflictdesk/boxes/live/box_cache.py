"""The cache of rendered boxes: pages and the public address read from it, changes of situations fill it.

For each box the cache holds its tag and, under another key, the box itself. A request looks the tag up;
the process has the box with that tag in memory, or fetches it. A missing box is rendered by one of the
requests that miss it, and the others wait for that one. Cached tags are compared with the ledger every
`TRUST_SECONDS`, and whenever the cache has been down, because a write or a deletion may have been lost.
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
# For so long a process trusts a checked tag: the interval of the sweep.
TRUST_SECONDS = 30
# For so long a box that the cache did not take is shown.
UNCACHED_SECONDS = 1.0
# How many boxes a process keeps in memory; the largest have about 60 KB.
LOCAL_BOXES = 100
# How many keys a check of all boxes fetches at once.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Rendered:
    """A box's HTML, and the entity tag that identifies exactly these bytes: situation, version and
    digest.
    """

    html: str
    etag: str


# The last box seen under each key. It is shown only while the cache has its tag under that key.
_local: dict[str, Rendered] = {}
# When each key was last checked, and how often the cache had come back by then.
_checked: dict[str, tuple[float, int]] = {}
# Boxes that the cache did not take, and when they were rendered.
_uncached: dict[str, tuple[float, Rendered]] = {}
_rendering: SingleFlight[Rendered | None] = SingleFlight()


def find(slug: str, language: str) -> Rendered | None:
    """Returns the situation's present box; None if there is no such situation, or it has no public
    article.
    """
    return next(iter(find_all([slug], language)), None)


def find_all(slugs: Iterable[str], language: str) -> list[Rendered]:
    """Returns the boxes of several situations, in order, without those that have none. One look-up
    fetches all that the cache has; after a change, a process that has an older box in memory needs a
    second one.
    """
    keys = {slug: _key(slug, language) for slug in slugs}
    cached = _cached(keys.values())
    unchecked = [slug for slug, key in keys.items() if key in cached and not _was_just_checked(key)]
    for slug in _outdated(unchecked, language, cached) if unchecked else ():
        del cached[keys[slug]]
    found = (
        cached.get(key) or _recently_rendered(key) or _fill_once(slug, language) for slug, key in keys.items()
    )
    return [one for one in found if one]


def refill(slug: str) -> None:
    """Replaces the cached boxes of a situation after a change. Languages that nobody has read stay
    empty.
    """
    keys = {language: _key(slug, language) for language in languages.known()}
    read = cache.get_many(keys.values())
    # A cache that does not answer may still have the others.
    _remove(*(key for key in keys.values() if key not in read))
    for language, key in keys.items():
        if key in read:
            _fill(slug, language)


def forget(slug: str) -> None:
    """Removes the boxes of a situation that is gone from the cache."""
    _remove(*(_key(slug, language) for language in languages.known()))


def show_or_hide(slug: str) -> bool:
    """Removes the boxes of a situation that is no longer public. Returns whether front-end caches may
    hold an outdated box.
    """
    if _present([slug]):
        return bool(repair([slug]))
    forget(slug)
    return True


def repair(slugs: Sequence[str]) -> list[str]:
    """Renders again, or removes, cached boxes that differ from the ledger. Returns the slugs of the
    situations whose boxes were outdated.
    """
    step = max(BATCH // len(languages.known()), 1)
    batches = [slugs[start : start + step] for start in range(0, len(slugs), step)]
    outdated = [one for batch in batches for one in _outdated_boxes(batch)]
    return list(dict.fromkeys(try_each("box", _refill_outdated, outdated)))


def _refill_outdated(box: tuple[str, str]) -> str:
    _fill(*box)
    return box[0]


def _outdated_boxes(slugs: Sequence[str]) -> list[tuple[str, str]]:
    """Returns situation and language of each cached box whose version is not the ledger's."""
    keys = {(slug, language): _key(slug, language) for slug in slugs for language in languages.known()}
    present, cached = _present(slugs), cache.get_many(keys.values())
    return [
        (slug, language)
        for (slug, language), key in keys.items()
        if key in cached and _prefix_of(cached[key]) != present.get(slug)
    ]


def _key(slug: str, language: str) -> str:
    return f"cd-box:{rendering.template_version()}:{language}:{slug}"


def _box_key(key: str) -> str:
    return f"{key}:box"


def _tag_prefix(situation_id: int, version: int) -> str:
    """Returns the beginning of the tags of this version of this situation. Includes the situation's key,
    because another situation may have had its slug before.
    """
    return f"{situation_id}.{version}"


def _prefix_of(etag: str) -> str:
    return etag.rpartition(".")[0]


def _present(slugs: Sequence[str]) -> dict[str, str]:
    """Returns the tag prefixes of these situations by slug; those that are not public are missing."""
    return {slug: _tag_prefix(*shown) for slug, shown in queries.shown_versions(slugs).items()}


def _cached(keys: Iterable[str]) -> dict[str, Rendered]:
    """Returns the cached boxes by key. Boxes that are not in memory are fetched together with their
    tags.
    """
    keys = list(keys)
    found = cache.get_many([*keys, *(_box_key(key) for key in keys if key not in _local)])
    cached = {key: _with_tag(key, found[key], found.get(_box_key(key))) for key in keys if key in found}
    return {key: box for key, box in cached.items() if box}


def _with_tag(key: str, etag: str, fetched: tuple[str, str] | None) -> Rendered | None:
    """Returns the box with that tag: from memory, just fetched, or fetched now; None if the cache has
    lost it.
    """
    local = _local.get(key)
    if local and local.etag == etag:
        return local
    box = fetched or cache.get(_box_key(key))
    # A box with another tag may be older: one of two writes was lost.
    return _keep_local(key, Rendered(*box)) if box and box[1] == etag else None


def _keep_local(key: str, box: Rendered) -> Rendered:
    if len(_local) >= LOCAL_BOXES:
        _local.clear()
    _local[key] = box
    return box


def _was_just_checked(key: str) -> bool:
    at, recoveries = _checked.get(key, (0.0, -1))
    return recoveries == cache.recoveries and time.monotonic() - at < TRUST_SECONDS


def _mark_checked(key: str) -> None:
    if len(_checked) >= 10 * LOCAL_BOXES:
        _checked.clear()
    _checked[key] = time.monotonic(), cache.recoveries


def _outdated(slugs: Sequence[str], language: str, cached: dict[str, Rendered]) -> list[str]:
    """Returns the slugs whose cached version is not the ledger's, with one query, and removes them from
    the cache. Returns [] if the database does not answer, so that readers are served from the cache.
    """
    try:
        present = _present(slugs)
    except (DatabaseError, InterfaceError):
        return []
    keys = {slug: _key(slug, language) for slug in slugs}
    outdated = [slug for slug, key in keys.items() if _prefix_of(cached[key].etag) != present.get(slug)]
    if outdated:
        _remove(*(keys[slug] for slug in outdated))
    for slug in keys.keys() - set(outdated):
        _mark_checked(keys[slug])
    return outdated


def _put(key: str, box: Rendered) -> None:
    """Writes the box before its tag, so that whoever finds a tag finds a box that is at least as new."""
    refused = cache.set_many({_box_key(key): (box.html, box.etag), key: box.etag}, KEEP_SECONDS)
    if refused:
        _keep_uncached(key, box)
    else:
        _uncached.pop(key, None)
    _keep_local(key, box)
    _mark_checked(key)


def _keep_uncached(key: str, box: Rendered) -> None:
    """Keeps a box that the cache did not take for a moment, and drops those kept too long."""
    now = time.monotonic()
    for old in [one for one, (at, _) in list(_uncached.items()) if now - at >= UNCACHED_SECONDS]:
        _uncached.pop(old, None)
    _uncached[key] = now, box


def _remove(*keys: str) -> None:
    for key in keys:
        _uncached.pop(key, None)
    cache.delete_many([*keys, *map(_box_key, keys)])


def _recently_rendered(key: str) -> Rendered | None:
    """Returns a box that the cache did not take, while it is fresh, so that it is rendered once a second
    and not for each reader; None otherwise.
    """
    at, box = _uncached.get(key, (0.0, None))
    return box if time.monotonic() - at < UNCACHED_SECONDS else None


def _fill_once(slug: str, language: str) -> Rendered | None:
    return _rendering.make(_key(slug, language), partial(_fill_first, slug, language), WAIT_SECONDS)


def _fill_first(slug: str, language: str) -> Rendered | None:
    """Renders the box, or waits if another process is rendering it. None if the situation is not public."""
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
    """Returns the box that another request puts into the cache within `WAIT_SECONDS`; None otherwise."""
    until = time.monotonic() + WAIT_SECONDS
    key = _key(slug, language)
    while time.monotonic() < until:
        time.sleep(LOOK_SECONDS)
        if cached := _cached([key]):
            return cached[key]
    return None


def _fill(slug: str, language: str) -> Rendered | None:
    """Renders the latest snapshot, caches it and returns it; None if the situation is not public. Checks
    again after writing, so that of two concurrent fills the later write leaves neither an older snapshot
    nor a box of a situation that was just hidden.
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
    return Rendered(html, f"{_tag_prefix(situation.pk, state.version)}.{digest}")
