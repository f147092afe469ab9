"""How the newsroom uses a Redis as its cache."""

from __future__ import annotations

from typing import Any

# One that takes longer to take a connection, or to answer, is left alone for a while.
WAIT_SECONDS = 0.3


def redis_cache(url: str) -> dict[str, Any]:
    """Django's dictionary of a cache at this address. A Redis that is down, hung or full answers as an empty
    cache: `conflictdesk.caches`.
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
