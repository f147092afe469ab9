"""Boxes while the cache fails, and after: no reader sees an error, or what was withdrawn meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection, connections
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from conflictdesk import caches
from conflictdesk.boxes.live import box_cache, rendering
from conflictdesk.ledger import queries
from conflictdesk.ledger.models import ArticleSituation, FormerAddress, Situation, Snapshot
from tests.boxes.live.test_box_cache import public_situation, show
from tests.failing_cache import DOWN, FULL, WRITES, breaking

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _failing_cache(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that can be broken, in a process that has just started."""
    settings.CACHES = {"default": {"BACKEND": "tests.failing_cache.FailingCache", "LOCATION": "boxes"}}
    cache.clear()
    another_process(monkeypatch)


def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Empties the memory of the process, as if it had just started."""
    for name in ("_local", "_checked", "_uncached"):
        monkeypatch.setattr(box_cache, name, {})


@pytest.fixture
def situation() -> Situation:
    """A public situation with one figure."""
    found = public_situation(name="Battle of Mosul", slug="mosul")
    show(found, 600_000)
    return found


@pytest.fixture
def renderings(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The arguments of each rendering, as they come."""
    made, render = [], rendering.render

    def counted(*arguments: Any) -> str:
        made.append(arguments)
        return render(*arguments)

    monkeypatch.setattr(rendering, "render", counted)
    return made


@pytest.fixture
def retry_now() -> Callable[[], None]:
    """A function after which the cache is tried again at once."""

    def end() -> None:
        for guard in caches._guards.values():
            guard.breaker._next_try = 0.0

    return end


def number() -> str:
    """The figure that readers see; "" where there is no box."""
    found = box_cache.find("mosul", "en")
    shown = [one for one in ("600,000", "750,000") if found and one in found.html]
    assert len(shown) <= 1
    return "".join(shown)


@pytest.mark.parametrize("operations", [(), WRITES], ids=["down", "full"])
@pytest.mark.usefixtures("situation")
def test_without_a_cache_a_box_is_rendered_once_a_second(
    monkeypatch: pytest.MonkeyPatch, renderings: list[Any], operations: tuple[str, ...]
) -> None:
    monkeypatch.setattr(box_cache, "UNCACHED_SECONDS", 60)
    with breaking(DOWN if not operations else FULL, *operations):
        assert [number() for _ in range(20)] == ["600,000"] * 20
        assert len(renderings) == 1
        with CaptureQueriesContext(connection) as caught:
            number()
        assert len(caught) == 0
        monkeypatch.setattr(box_cache, "UNCACHED_SECONDS", 0)
        assert number() == "600,000"
    assert len(renderings) == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.usefixtures("situation")
def test_readers_at_once_wait_for_one_of_them(monkeypatch: pytest.MonkeyPatch, renderings: list[Any]) -> None:
    monkeypatch.setattr(box_cache, "WAIT_SECONDS", 60)
    seen = []

    def read() -> None:
        seen.append(number())
        connections.close_all()

    with breaking(DOWN):
        readers = [threading.Thread(target=read) for _ in range(8)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
    assert (seen, len(renderings)) == (["600,000"] * 8, 1)


@pytest.mark.parametrize("operations", [(), WRITES], ids=["down", "full"])
def test_a_change_is_seen_at_once_without_a_cache_and_stays_when_it_is_back(
    situation: Situation, monkeypatch: pytest.MonkeyPatch, retry_now: Any, operations: tuple[str, ...]
) -> None:
    monkeypatch.setattr(box_cache, "UNCACHED_SECONDS", 60)
    assert number() == "600,000"
    with breaking(DOWN if not operations else FULL, *operations):
        number()
        show(situation, 750_000)
        box_cache.refill("mosul")
        assert number() == "750,000"
    retry_now()
    assert number() == "750,000"
    another_process(monkeypatch)
    assert number() == "750,000"


def test_a_process_that_only_reads_does_not_believe_a_cache_that_was_away(
    situation: Situation, retry_now: Any
) -> None:
    assert number() == "600,000"
    with breaking(DOWN):
        caches.cache.get("anything")
    # Another process told of the change, and its write was lost.
    show(situation, 750_000)
    retry_now()
    assert number() == "750,000"


def test_a_lost_write_that_nobody_here_noticed_is_found_within_the_time_of_a_sweep(
    situation: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert number() == "600,000"
    show(situation, 750_000)
    assert number() == "600,000"
    monkeypatch.setattr(box_cache, "TRUST_SECONDS", 0)
    assert number() == "750,000"


def test_a_box_of_another_tag_than_the_one_that_is_kept_is_not_shown(
    situation: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    number()
    key = box_cache._key("mosul", "en")
    before = cache.get(box_cache._box_key(key))
    show(situation, 750_000)
    box_cache.refill("mosul")
    cache.set(box_cache._box_key(key), before)
    another_process(monkeypatch)
    assert number() == "750,000"


@pytest.mark.usefixtures("situation")
def test_readers_are_served_from_the_cache_while_the_database_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert number() == "600,000"
    monkeypatch.setattr(box_cache, "TRUST_SECONDS", 0)

    def away(*_: Any) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(queries, "shown_versions", away)
    assert number() == "600,000"


def test_the_sweep_renders_anew_what_is_of_another_version(
    situation: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = public_situation(name="Battle of Raqqa", slug="raqqa")
    box_cache.find_all(["mosul", "raqqa"], "en")
    assert box_cache.repair(queries.every_slug()) == []
    show(situation, 750_000)

    assert box_cache.repair(queries.every_slug()) == ["mosul"]
    with CaptureQueriesContext(connection) as caught:
        assert number() == "750,000"
        assert box_cache.find(other.slug, "en") is not None
    assert len(caught) == 0
    assert cache.get(box_cache._key("mosul", "fr")) is None


@pytest.mark.parametrize("left", ["public article", "address", "slug"])
def test_the_sweep_removes_what_readers_may_not_see_any_more(situation: Situation, left: str) -> None:
    assert number() == "600,000"
    key = box_cache._key("mosul", "en")
    if left == "public article":
        ArticleSituation.objects.filter(situation=situation)._raw_delete("default")  # type: ignore[attr-defined]
    if left == "address":
        Situation.objects.filter(pk=situation.pk).update(slug="city-of-mosul")
        FormerAddress.objects.bulk_create([FormerAddress(slug="mosul", situation=situation)])
    if left == "slug":
        # Another situation is there now, with as many versions.
        Situation.objects.filter(pk=situation.pk).update(slug="old-mosul")
        show(public_situation(name="Another Mosul", slug="mosul"), 750_000)
        Snapshot.objects.filter(situation__slug="mosul").update(version=1)

    assert box_cache.repair(queries.every_slug()) == ["mosul"]
    assert (cache.get(key) is None) == (left != "slug")
    assert number() == ("750,000" if left == "slug" else "")


def test_of_boxes_that_the_cache_did_not_take_only_the_fresh_are_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 100.0
    monkeypatch.setattr(box_cache.time, "monotonic", lambda: now)
    with breaking(FULL, *WRITES):
        for number in range(5):
            box_cache._put(f"box-{number}", box_cache.Rendered("", f"{number}"))
            now += box_cache.UNCACHED_SECONDS
    assert list(box_cache._uncached) == ["box-4"]
