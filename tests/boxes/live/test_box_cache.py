"""A box is rendered once for each change, not for each reader."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from conflictdesk.boxes.live import box_cache, rendering
from conflictdesk.ledger.models import Situation, Snapshot
from tests.boxes.contents import TAKEN, content, figure, standing
from tests.factories import SituationFactory, article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _memory(settings: Settings) -> None:
    """A cache in memory: as with Redis, a look-up costs no query."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def situation() -> Situation:
    """A public situation with one figure."""
    found = public_situation(name="Battle of Mosul", slug="mosul")
    show(found, 600_000)
    return found


def public_situation(**values: Any) -> Situation:
    """A situation that a public article belongs to."""
    found: Situation = SituationFactory(**values)
    article("Text.", situation=found)
    return found


def show(situation: Situation, number: int) -> Snapshot:
    """Writes the next snapshot of a situation, with this number of people displaced."""
    last = Snapshot.objects.filter(situation=situation).first()
    version = last.version + 1 if last else 1
    shown = content(standing(_displaced(number)), slug=situation.slug, name=situation.name)
    return Snapshot.objects.create(
        situation=situation, version=version, content=shown, digest="", created_at=TAKEN
    )


def _displaced(number: int) -> dict[str, Any]:
    """A figure of people displaced."""
    words = f"{number:,} people"
    return figure(best=number, quote=words, sentence=f"{words} have fled.")


def _html(slug: str = "mosul", language: str = "en") -> str:
    """The HTML of a box."""
    found = box_cache.find(slug, language)
    assert found is not None
    return found.html


def test_a_box_in_the_cache_costs_no_query(situation: Situation) -> None:
    first = _html()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert _html() == first
    assert "600,000" in first
    assert len(queries) == 0


def test_several_boxes_in_the_cache_cost_no_query_and_keep_their_order(situation: Situation) -> None:
    other = public_situation(name="Battle of Raqqa", slug="raqqa")
    show(other, 5)
    box_cache.find_all(["raqqa", "mosul"], "en")
    with CaptureQueriesContext(connection) as queries:
        found = box_cache.find_all(["raqqa", "unknown", "mosul"][::2], "en")
    assert [("Raqqa" in one.html, "Mosul" in one.html) for one in found] == [(True, False), (False, True)]
    assert len(queries) == 0


def test_a_change_replaces_the_box_and_its_tag_in_the_languages_that_are_read(situation: Situation) -> None:
    before = box_cache.find("mosul", "en")
    show(situation, 750_000)
    assert box_cache.find("mosul", "en") == before
    box_cache.refill("mosul")
    with CaptureQueriesContext(connection) as queries:
        after = box_cache.find("mosul", "en")
    assert before is not None
    assert after is not None
    assert ("600,000" in before.html, "750,000" in before.html) == (True, False)
    assert ("600,000" in after.html, "750,000" in after.html) == (False, True)
    assert before.etag != after.etag
    assert len(queries) == 0
    assert cache.get(box_cache._key("mosul", "fr")) is None


def _elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on as in a process that has no box at hand."""
    monkeypatch.setattr(box_cache, "_local", {})


def test_what_another_process_changed_is_seen_though_the_box_of_before_is_at_hand(
    situation: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "600,000" in _html()
    with monkeypatch.context() as patch:
        _elsewhere(patch)
        show(situation, 750_000)
        box_cache.refill("mosul")
    with CaptureQueriesContext(connection) as queries:
        assert "750,000" in _html()
    assert len(queries) == 0


def test_what_another_process_took_away_is_not_shown_though_it_is_at_hand(
    situation: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "600,000" in _html()
    with monkeypatch.context() as patch:
        _elsewhere(patch)
        show(situation, 750_000)
        box_cache.forget("mosul")
    assert "750,000" in _html()


@pytest.mark.usefixtures("situation")
def test_a_box_that_the_cache_has_lost_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    before = _html()
    _elsewhere(monkeypatch)
    cache.delete(box_cache._box_key(box_cache._key("mosul", "en")))
    assert _html() == before
    _elsewhere(monkeypatch)
    with CaptureQueriesContext(connection) as queries:
        assert _html() == before
    assert len(queries) == 0


@pytest.mark.usefixtures("situation")
def test_what_is_at_hand_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box_cache, "LOCAL_BOXES", 2)
    for language in ("en", "fr", "es", "ar"):
        assert box_cache.find("mosul", language) == box_cache.find("mosul", language)
    assert len(box_cache._local) <= 2


def test_languages_have_boxes_and_tags_of_their_own(situation: Situation) -> None:
    english, french = box_cache.find("mosul", "en"), box_cache.find("mosul", "fr")
    assert english is not None
    assert french is not None
    assert "600\u202f000" in french.html
    assert english.etag != french.etag


def test_the_same_snapshot_has_the_same_tag_after_the_cache_was_lost(situation: Situation) -> None:
    before = box_cache.find("mosul", "en")
    cache.clear()
    assert box_cache.find("mosul", "en") == before


def test_a_situation_without_a_snapshot_has_an_empty_box() -> None:
    public_situation(name="Siege of Nowhere", slug="nowhere")
    assert "No confirmed figures yet" in _html("nowhere")


def test_a_situation_that_is_being_prepared_has_none() -> None:
    prepared = SituationFactory(name="Siege of Nowhere", slug="nowhere")
    article("Text.", situation=prepared, live=False)
    assert box_cache.find("nowhere", "en") is None


def test_an_unknown_situation_has_none_and_leaves_nothing_in_the_cache() -> None:
    assert box_cache.find("unknown", "en") is None
    assert cache.get(box_cache._key("unknown", "en")) is None


def test_a_situation_that_is_gone_leaves_the_cache(
    situation: Situation, django_capture_on_commit_callbacks: Any
) -> None:
    _html()
    Snapshot.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        situation.delete()
    assert box_cache.find("mosul", "en") is None


def test_a_snapshot_that_comes_while_another_is_rendered_is_not_overwritten(
    situation: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    render = rendering.render

    def slow(*told: Any) -> str:
        html = render(*told)
        if "600,000" in html:
            show(situation, 750_000)
        return html

    monkeypatch.setattr(rendering, "render", slow)
    assert "750,000" in _html()
    assert "750,000" in _html()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_readers_who_miss_a_box_make_it_once(
    situation: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    render, made, seen = rendering.render, [], []

    def slow(*told: Any) -> str:
        time.sleep(0.2)
        made.append(told)
        return render(*told)

    def read() -> None:
        seen.append(_html())
        connections.close_all()

    monkeypatch.setattr(rendering, "render", slow)
    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(set(seen)) == 1
    assert (len(seen), len(made)) == (8, 1)


@pytest.mark.usefixtures("situation")
def test_a_reader_does_not_wait_for_ever_for_one_who_never_fills_the_cache(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(box_cache, "WAIT_SECONDS", 0.05)
    cache.add(f"{box_cache._key('mosul', 'en')}:lock", 1)
    assert "600,000" in _html()
