"""A cache that fails is an empty one: no error, no second wait, and nothing older than was written."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache as djangos
from django.core.cache import caches as handler
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from pytest_django.fixtures import Settings

from conflictdesk import caches
from tests import failing_cache
from tests.failing_cache import DISK_FULL, DOWN, FULL, WRITES, FailingCache, breaking

FAILING = {"BACKEND": "tests.failing_cache.FailingCache", "LOCATION": "failing"}
GUARDED = {
    "BACKEND": "conflictdesk.caches.ResilientCache",
    "LOCATION": "failing",
    "KEY_PREFIX": "site",
    "OPTIONS": {"BACKEND": FAILING["BACKEND"]},
}


@pytest.fixture(params=["as a site's backend", "around a site's backend"])
def cache(request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Any:
    backend = request.param == "as a site's backend"
    settings.CACHES = {"default": GUARDED if backend else FAILING}
    djangos.clear()
    return djangos if backend else caches.cache


@pytest.fixture
def rested(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes every rest of a cache be over."""

    def end() -> None:
        for guard in caches._guards.values():
            guard.breaker._next_try = 0.0

    return end


OPERATIONS: list[tuple[str, tuple[Any, ...], Any]] = [
    ("get", ("a",), None),
    ("get", ("a", "else"), "else"),
    ("get_many", (["a", "b"],), {}),
    ("has_key", ("a",), False),
    ("add", ("a", 1), True),
    ("set", ("a", 2), None),
    ("set_many", ({"a": 2, "b": 3},), ["a", "b"]),
    ("touch", ("a", 5), False),
    ("delete", ("a",), False),
    ("delete_many", (["a", "b"],), None),
]


@pytest.mark.parametrize(("operation", "arguments", "expected"), OPERATIONS)
def test_a_cache_that_is_down_answers_as_an_empty_one_and_is_asked_once(
    cache: Any, operation: str, arguments: tuple[Any, ...], expected: Any
) -> None:
    cache.set("a", 1)
    with breaking(DOWN):
        answers = [getattr(cache, operation)(*arguments) for _ in range(3)]

    assert answers == [expected] * 3
    assert len(failing_cache.asked) == 1


def test_a_key_that_cannot_be_counted_is_missing_as_in_an_empty_cache(cache: Any) -> None:
    cache.set("a", 1)
    with breaking(DOWN), pytest.raises(ValueError, match="'a' not found"):
        cache.incr("a")


def test_a_cache_that_answers_keeps_and_gives_back(cache: Any) -> None:
    cache.set("a", 1)
    assert cache.set_many({"b": 2, "c": 3}) == []
    cache.delete("c")
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    assert (cache.add("a", 4), cache.incr("a"), cache.touch("b", 9)) == (False, 2, True)


@pytest.mark.parametrize(
    "write",
    [
        lambda cache: cache.set("a", "new"),
        lambda cache: cache.set_many({"a": "new", "b": "new"}),
        lambda cache: cache.delete("a"),
        lambda cache: cache.delete_many(["a", "b"]),
    ],
)
def test_what_could_not_be_written_is_not_read_as_it_was_when_the_cache_is_back(
    cache: Any, rested: Callable[[], None], write: Callable[[Any], None]
) -> None:
    cache.set_many({"a": "old", "c": "kept"})
    with breaking(DOWN):
        write(cache)
    rested()

    assert cache.get_many(["a", "c"]) == {"c": "kept"}
    assert cache.recoveries == 1


def test_a_write_within_the_rest_is_remembered_too(cache: Any, rested: Callable[[], None]) -> None:
    cache.set("a", "old")
    with breaking(DOWN):
        cache.get("b")
        cache.set("a", "new")
        cache.set("a", "newest", version=2)
    rested()

    assert (cache.get("a"), cache.get("a", version=2)) == (None, None)


def test_a_full_cache_loses_the_old_value_at_once_and_goes_on_answering(cache: Any) -> None:
    cache.set_many({"a": "old", "b": "kept"})
    with breaking(FULL, *WRITES):
        cache.set("a", "new")
        assert cache.get_many(["a", "b"]) == {"b": "kept"}

    cache.set("a", "newer")
    assert cache.get("a") == "newer"
    assert cache.recoveries == 0


def test_a_cache_that_does_not_even_delete_is_left_alone(cache: Any, rested: Callable[[], None]) -> None:
    cache.set("a", "old")
    with breaking(DISK_FULL, *WRITES, "delete_many"):
        cache.set("a", "new")
        assert cache.get("a") is None
        rested()
        assert cache.get("a") is None
    rested()

    assert cache.get("a") is None


@pytest.mark.parametrize("error", [OperationalError("database is locked"), TypeError("the caller's fault")])
def test_what_is_no_failure_of_the_cache_is_raised(cache: Any, error: Exception) -> None:
    with breaking(error), pytest.raises(type(error)):
        cache.get("a")
    with breaking(error), pytest.raises(type(error)):
        cache.get("a")


def test_all_threads_leave_it_alone(cache: Any) -> None:
    with breaking(DOWN):
        cache.get("a")
        other = threading.Thread(target=cache.get, args=("a",))
        other.start()
        other.join()

    assert failing_cache.asked == ["get"]


def test_the_end_of_a_request_does_not_end_a_rest(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, rested: Callable[[], None]
) -> None:
    settings.CACHES = {"default": GUARDED}
    with breaking(DOWN):
        djangos.get("a")
        rested()
        djangos.close()
        with monkeypatch.context() as patch:
            patch.setattr(FailingCache, "close", failing_cache.refuse)
            djangos.close()
        (guard,) = caches._guards.values()
        assert (guard.breaker.is_open, guard.recoveries) == (True, 0)


def test_no_more_keys_are_remembered_than_there_is_room_for(
    cache: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caches, "REMEMBERED", 3)
    with breaking(DOWN):
        for number in range(5):
            cache.set(f"key {number}", "")

    assert [list(guard.stale) for guard in caches._guards.values() if guard.stale] == [
        [("key 2", None), ("key 3", None), ("key 4", None)]
    ]


def test_the_backend_has_the_sites_prefix_and_what_else_it_can_do(settings: Settings) -> None:
    settings.CACHES = {"default": GUARDED}
    djangos.set("a", 1)

    kept = handler["default"]
    assert kept.make_key("a") == "site:1:a"
    assert list(kept._cache) == ["site:1:a"]


def test_a_backend_without_what_it_guards_says_so(settings: Settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "conflictdesk.caches.ResilientCache"}}
    with pytest.raises(ImproperlyConfigured, match="OPTIONS has no BACKEND"):
        djangos.get("a")
