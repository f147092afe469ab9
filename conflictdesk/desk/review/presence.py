"""Presence: who has a claim open, so that two editors do not read the same one. Kept in the cache alone:
it is lost without harm, and expires by itself.
"""

from __future__ import annotations

import time
from typing import Any

from conflictdesk.caches import cache
from conflictdesk.ledger.rights.ruling_rights import name_of

# A desk that is open says so again well before this has passed.
SECONDS = 45
# By the account's key as text: a key may be anything, and not every cache can keep that.
Open = dict[str, tuple[str, float]]


def enter(claim_id: int, user: Any) -> list[str]:
    """Notes that the user has the claim open. The names of the others who have."""
    now = time.time()
    present = _present(claim_id, now)
    others = [name for key, (name, _) in present.items() if key != str(user.pk)]
    present[str(user.pk)] = (name_of(user), now)
    cache.set(_key(claim_id), present, SECONDS)
    return others


def leave(claim_id: int, user: Any) -> None:
    """The user went on."""
    present = _present(claim_id, time.time())
    if present.pop(str(user.pk), None):
        cache.set(_key(claim_id), present, SECONDS)


def _present(claim_id: int, now: float) -> Open:
    found: Open = cache.get(_key(claim_id)) or {}
    return {key: (name, at) for key, (name, at) in found.items() if now - at < SECONDS}


def _key(claim_id: int) -> str:
    return f"conflictdesk-open-{claim_id}"
