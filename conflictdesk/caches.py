"""Caches that may fail: one that is down, hangs or is full behaves like an empty one, and is then not
asked for a while. Nobody sees its errors, and nobody waits for it twice.

`ResilientCache` is a backend for a site's CACHES. `cache` is the site's default cache as conflictdesk
uses it, guarded in the same way whatever its backend is.
"""

from __future__ import annotations

import pickle  # for the name of its error # nosec B403
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from conflictdesk.circuit_breaker import CircuitBreaker

REST_SECONDS = 5
# How many keys with possibly old values are remembered. The values of forgotten ones expire.
REMEMBERED = 10_000
# Packages whose errors mean a failed cache. The database's do not: they end the caller's transaction, too.
CLIENTS = frozenset({"django_redis", "django_valkey", "pylibmc", "pymemcache", "redis", "valkey"})
# Errors by which a running cache refuses an operation.
REFUSALS = frozenset({"MemcacheClientError", "MemcacheServerError", "ResponseError", "UnpicklingError"})

Answer = TypeVar("Answer")
Key = tuple[str, int | None]  # with Django's version of it


class _Guard:
    """The state of one cache in this process, shared by its threads."""

    def __init__(self) -> None:
        self.breaker = CircuitBreaker("The cache", REST_SECONDS)
        self.stale: dict[Key, object] = {}
        self.recoveries = 0
        self._lock = threading.Lock()

    def mark_stale(self, keys: Iterable[Key]) -> None:
        """Remembers that the cache may still hold old values under these keys."""
        with self._lock:
            self.stale.update(dict.fromkeys(keys, object()))
            while len(self.stale) > REMEMBERED:
                del self.stale[next(iter(self.stale))]

    def drop_stale(self, inner: BaseCache) -> None:
        """Deletes values that may be old. Raises as the cache does."""
        with self._lock:
            seen = dict(self.stale)
        for version in {version for _, version in seen}:
            inner.delete_many([key for key, of in seen if of == version], version=version)
        with self._lock:
            # A key that was marked again meanwhile has another mark, and stays.
            self.stale = {key: mark for key, mark in self.stale.items() if mark is not seen.get(key)}

    def answered(self) -> None:
        """Records that the cache has answered."""
        self.recoveries += self.breaker.is_open
        self.breaker.succeeded()


# By backend and location, not by instance: each thread has an instance of each alias.
_guards: dict[str, _Guard] = {}


class _Guarded:
    """The operations of a cache. None of them raises because the cache has failed."""

    @property
    def _inner(self) -> BaseCache:
        raise NotImplementedError

    @property
    def _guard(self) -> _Guard:
        raise NotImplementedError

    @property
    def recoveries(self) -> int:
        """How often the cache has come back in this process. After each time its values may be old."""
        return self._guard.recoveries

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask(lambda: self._inner.get(key, default, version=version), default)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        keys = list(keys)
        return self._ask(lambda: self._inner.get_many(keys, version=version), {})

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._ask(lambda: self._inner.has_key(key, version=version), False)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Returns whether the key was added. True too if the cache fails, so that one caller can go
        ahead.
        """
        return self._ask(lambda: self._inner.add(key, value, timeout, version=version), True)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask(lambda: self._inner.set(key, value, timeout, version=version), None, [(key, version)])

    def set_many(
        self, data: Mapping[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[str]:
        """Returns the keys that were not stored."""
        keys = [(key, version) for key in data]
        return self._ask(
            lambda: self._inner.set_many(dict(data), timeout, version=version) or [], list(data), keys
        )

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask(lambda: self._inner.touch(key, timeout, version=version), False)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._ask(lambda: self._inner.delete(key, version=version), False, [(key, version)])

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        keys = list(keys)
        self._ask(
            lambda: self._inner.delete_many(keys, version=version), None, [(key, version) for key in keys]
        )

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Raises ValueError if there is no such key, as with an empty cache."""
        found = self._ask(lambda: self._inner.incr(key, delta, version=version), None, [(key, version)])
        if found is None:
            raise ValueError(f"Key {key!r} not found")
        return found

    def _ask(self, operation: Callable[[], Answer], otherwise: Answer, writes: Iterable[Key] = ()) -> Answer:
        """Returns the cache's answer, or `otherwise` if it fails. Keys of a failed write are marked as
        stale.
        """
        guard = self._guard
        if not guard.breaker.allows():
            guard.mark_stale(writes)
            return otherwise
        try:
            if guard.stale:
                guard.drop_stale(self._inner)
            answer = operation()
        except Exception as error:
            if not _is_cache_failure(error):
                guard.answered()
                raise
            self._failed(error, writes)
            return otherwise
        guard.answered()
        return answer

    def _failed(self, error: Exception, writes: Iterable[Key]) -> None:
        """Handles a failure. A full cache refuses writes but still deletes; one that does not delete
        counts as down.
        """
        guard = self._guard
        guard.mark_stale(writes)
        if not _is_refusal(error):
            guard.breaker.failed(error)
            return
        try:
            guard.drop_stale(self._inner)
        except Exception as second:
            if not _is_cache_failure(second):
                raise
            guard.breaker.failed(second)
        else:
            guard.answered()


class ResilientCache(_Guarded, BaseCache):
    """Guards the backend that `OPTIONS["BACKEND"]` names, with `OPTIONS["OPTIONS"]` as its options. The
    rest of the configuration is that backend's. Methods beyond Django's operations are passed on
    unguarded; so is `clear`, because whoever calls it wants to know of a failure.
    """

    def __init__(self, location: Any, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = params.get("OPTIONS") or {}
        name = options.get("BACKEND")
        if not name:
            raise ImproperlyConfigured("ResilientCache: OPTIONS has no BACKEND, the cache that it guards.")
        own = {key: value for key, value in params.items() if key != "OPTIONS"}
        self._backend: BaseCache = import_string(name)(
            location, {**own, "OPTIONS": options.get("OPTIONS", {})}
        )
        self._name = f"{name} {location} {self.key_prefix}"

    @property
    def _inner(self) -> BaseCache:
        return self._backend

    @property
    def _guard(self) -> _Guard:
        return _guard(self._name)

    def clear(self) -> None:
        self._backend.clear()

    def close(self, **arguments: Any) -> None:
        """Closes the backend. Does not change whether it counts as down: most backends do not connect
        for this.
        """
        try:
            self._backend.close(**arguments)
        except Exception as error:
            if not _is_cache_failure(error):
                raise

    def __getattr__(self, name: str) -> Any:
        if name == "_backend":  # not yet there
            raise AttributeError(name)
        return getattr(self._backend, name)


class _SiteCache(_Guarded):
    """The site's default cache. If it is a `ResilientCache` already, this guard has nothing left to do."""

    @property
    def _inner(self) -> BaseCache:
        return caches[DEFAULT_CACHE_ALIAS]

    @property
    def _guard(self) -> _Guard:
        return _guard(DEFAULT_CACHE_ALIAS)

    @property
    def recoveries(self) -> int:
        """How often the cache has come back, as seen by this guard and by a `ResilientCache` below it."""
        inner = self._inner
        return super().recoveries + (inner.recoveries if isinstance(inner, ResilientCache) else 0)


cache = _SiteCache()


def _guard(name: str) -> _Guard:
    return _guards.get(name) or _guards.setdefault(name, _Guard())


def _is_cache_failure(error: Exception) -> bool:
    """Whether the error means that the cache failed, and not the calling code."""
    if isinstance(error, OSError | EOFError | pickle.UnpicklingError):
        return True
    return any(one.__module__.partition(".")[0] in CLIENTS for one in type(error).__mro__)


def _is_refusal(error: Exception) -> bool:
    """Whether the error is the cache's refusal, which shows that it is running."""
    return any(one.__name__ in REFUSALS for one in type(error).__mro__)
