"""Configures a Redis as the newsroom's cache."""

from __future__ import annotations

from typing import Any

# A cache that takes longer to accept a connection, or to answer, is not asked again for a while.
WAIT_SECONDS = 0.3


def redis_cache(url: str) -> dict[str, Any]:
    """Returns Django's settings of a cache at this address. A Redis that is down, hung or full behaves
    like an empty cache: see `conflictdesk.caches`.
    """
    return {
        "BACKEND": "conflictdesk.caches.ResilientCache",
        "LOCATION": url,
        "KEY_PREFIX": "newsroom",
        "OPTIONS": {
            "BACKEND": "django_redis.cache.RedisCache",
            "OPTIONS": {"SOCKET_CONNECT_TIMEOUT": WAIT_SECONDS, "SOCKET_TIMEOUT": WAIT_SECONDS},
        },
    }
