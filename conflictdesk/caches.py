"""Caches that may fail: one that is down, hung or full answers as an empty one, and is then left alone for a
while. Nobody sees an error of it, and nobody waits for it twice.

`ResilientCache` is a backend for a site's CACHES. `cache` is the site's default cache as conflictdesk uses
it, guarded in the same way whatever its backend is.
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
# So many keys are remembered whose old values may still be kept. What is forgotten expires by itself.
REMEMBERED = 10_000
# Whose errors are a cache's own. Those of the database are not: they end the caller's transaction as well.
CLIENTS = frozenset({"django_redis", "django_valkey", "pylibmc", "pymemcache", "redis", "valkey"})
# Errors by which a cache answers that it will not: it is there all the same.
REFUSALS = frozenset({"MemcacheClientError", "MemcacheServerError", "ResponseError", "UnpicklingError"})

Answer = TypeVar("Answer")
Key = tuple[str, int | None]  # with Django's version of it


class _Guard:
    """What one process knows of one cache, shared by its threads."""

    def __init__(self) -> None:
        self.breaker = CircuitBreaker("The cache", REST_SECONDS)
        self.lost: dict[Key, object] = {}
        self.recoveries = 0
        self._lock = threading.Lock()

    def lose(self, keys: Iterable[Key]) -> None:
        """Remembers that the cache may still keep what was there before."""
        with self._lock:
            self.lost.update(dict.fromkeys(keys, object()))
            while len(self.lost) > REMEMBERED:
                del self.lost[next(iter(self.lost))]

    def drop_lost(self, inner: BaseCache) -> None:
        """Takes away what is older than it should be. Raises as the cache does."""
        with self._lock:
            seen = dict(self.lost)
        for version in {version for _, version in seen}:
            inner.delete_many([key for key, of in seen if of == version], version=version)
        with self._lock:
            # What was lost once more meanwhile has another mark.
            self.lost = {key: mark for key, mark in self.lost.items() if mark is not seen.get(key)}

    def answered(self) -> None:
        self.recoveries += self.breaker.is_open
        self.breaker.succeeded()


# By what the cache is, not by alias: each thread has an instance of each alias.
_guards: dict[str, _Guard] = {}


class _Guarded:
    """The operations of a cache, none of which raises because the cache has failed."""

    @property
    def _inner(self) -> BaseCache:
        raise NotImplementedError

    @property
    def _guard(self) -> _Guard:
        raise NotImplementedError

    @property
    def recoveries(self) -> int:
        """How often the cache has come back in this process. Each time, what it keeps may be old."""
        return self._guard.recoveries

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask(lambda: self._inner.get(key, default, version=version), default)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        keys = list(keys)
        return self._ask(lambda: self._inner.get_many(keys, version=version), {})

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._ask(lambda: self._inner.has_key(key, version=version), False)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """True as well where nothing is kept: who asks to be the first is the first."""
        return self._ask(lambda: self._inner.add(key, value, timeout, version=version), True)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask(lambda: self._inner.set(key, value, timeout, version=version), None, [(key, version)])

    def set_many(
        self, data: Mapping[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[str]:
        """The keys that are not kept."""
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
        """ValueError where there is no such key, as in an empty cache."""
        found = self._ask(lambda: self._inner.incr(key, delta, version=version), None, [(key, version)])
        if found is None:
            raise ValueError(f"Key {key!r} not found")
        return found

    def _ask(self, operation: Callable[[], Answer], otherwise: Answer, writes: Iterable[Key] = ()) -> Answer:
        """What the cache answers, or `otherwise`. Of a write that fails no older value is left to be read."""
        guard = self._guard
        if not guard.breaker.allows():
            guard.lose(writes)
            return otherwise
        try:
            if guard.lost:
                guard.drop_lost(self._inner)
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
        """A full cache refuses to keep, not to delete; one that does not even delete is down."""
        guard = self._guard
        guard.lose(writes)
        if not _is_refusal(error):
            guard.breaker.failed(error)
            return
        try:
            guard.drop_lost(self._inner)
        except Exception as second:
            if not _is_cache_failure(second):
                raise
            guard.breaker.failed(second)
        else:
            guard.answered()


class ResilientCache(_Guarded, BaseCache):
    """The backend that `OPTIONS["BACKEND"]` names, with `OPTIONS["OPTIONS"]` as its own, guarded. All else of
    the configuration is that backend's. What it can do besides Django's operations is passed on unguarded;
    so is `clear`: who orders it wants to know.
    """

    def __init__(self, location: Any, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = params.get("OPTIONS") or {}
        name = options.get("BACKEND")
        if not name:
            raise ImproperlyConfigured("ResilientCache: OPTIONS has no BACKEND, the cache that it guards.")
        own = {key: value for key, value in params.items() if key != "OPTIONS"}
        self._kept: BaseCache = import_string(name)(location, {**own, "OPTIONS": options.get("OPTIONS", {})})
        self._name = f"{name} {location} {self.key_prefix}"

    @property
    def _inner(self) -> BaseCache:
        return self._kept

    @property
    def _guard(self) -> _Guard:
        return _guard(self._name)

    def clear(self) -> None:
        self._kept.clear()

    def close(self, **arguments: Any) -> None:
        """Says nothing of whether the cache is there: most backends do not ask it."""
        try:
            self._kept.close(**arguments)
        except Exception as error:
            if not _is_cache_failure(error):
                raise

    def __getattr__(self, name: str) -> Any:
        if name == "_kept":  # not yet there
            raise AttributeError(name)
        return getattr(self._kept, name)


class _SiteCache(_Guarded):
    """The site's default cache. It may be a `ResilientCache` already: then nothing is left to be guarded."""

    @property
    def _inner(self) -> BaseCache:
        return caches[DEFAULT_CACHE_ALIAS]

    @property
    def _guard(self) -> _Guard:
        return _guard(DEFAULT_CACHE_ALIAS)

    @property
    def recoveries(self) -> int:
        inner = self._inner
        return super().recoveries + (inner.recoveries if isinstance(inner, ResilientCache) else 0)


cache = _SiteCache()


def _guard(name: str) -> _Guard:
    return _guards.get(name) or _guards.setdefault(name, _Guard())


def _is_cache_failure(error: Exception) -> bool:
    """Whether the cache has failed, and not the code that asked it."""
    if isinstance(error, OSError | EOFError | pickle.UnpicklingError):
        return True
    return any(one.__module__.partition(".")[0] in CLIENTS for one in type(error).__mro__)


def _is_refusal(error: Exception) -> bool:
    return any(one.__name__ in REFUSALS for one in type(error).__mro__)
