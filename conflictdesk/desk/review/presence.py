"""Records who has a claim open, so that two editors do not review the same one. It is only in the cache,
where it expires by itself and may be lost without harm.
"""

from __future__ import annotations

import time
from typing import Any

from conflictdesk.caches import cache
from conflictdesk.ledger.rights.ruling_rights import name_of

# An open desk reports again well before this time is over.
SECONDS = 45
# The user's name and the time, by the user's key as text: not every cache stores keys of every type.
Open = dict[str, tuple[str, float]]


def enter(claim_id: int, user: Any) -> list[str]:
    """Records that the user has the claim open; returns the names of the others who have."""
    now = time.time()
    present = _present(claim_id, now)
    others = [name for key, (name, _) in present.items() if key != str(user.pk)]
    present[str(user.pk)] = (name_of(user), now)
    cache.set(_key(claim_id), present, SECONDS)
    return others


def leave(claim_id: int, user: Any) -> None:
    """Records that the user no longer has the claim open."""
    present = _present(claim_id, time.time())
    if present.pop(str(user.pk), None):
        cache.set(_key(claim_id), present, SECONDS)


def _present(claim_id: int, now: float) -> Open:
    found: Open = cache.get(_key(claim_id)) or {}
    return {key: (name, at) for key, (name, at) in found.items() if now - at < SECONDS}


def _key(claim_id: int) -> str:
    return f"conflictdesk-open-{claim_id}"
