"""Presence: who has a claim open, so that two editors do not read the same one. Kept in the cache alone:
it is lost without harm, and expires by itself.
"""

from __future__ import annotations

import time
from typing import Any

from conflictdesk.caches import cache

# A desk that is open says so again well before this has passed.
SECONDS = 45
Open = dict[int, tuple[str, float]]


def enter(claim_id: int, user: Any) -> list[str]:
    """Notes that the user has the claim open. The names of the others who have."""
    now = time.time()
    present = _present(claim_id, now)
    others = [name for key, (name, _) in present.items() if key != user.pk]
    present[user.pk] = (str(user.get_full_name() or user.get_username()), now)
    cache.set(_key(claim_id), present, SECONDS)
    return others


def leave(claim_id: int, user: Any) -> None:
    """The user went on."""
    present = _present(claim_id, time.time())
    if present.pop(user.pk, None):
        cache.set(_key(claim_id), present, SECONDS)


def _present(claim_id: int, now: float) -> Open:
    found: Open = cache.get(_key(claim_id)) or {}
    return {key: (name, at) for key, (name, at) in found.items() if now - at < SECONDS}


def _key(claim_id: int) -> str:
    return f"conflictdesk-open-{claim_id}"
