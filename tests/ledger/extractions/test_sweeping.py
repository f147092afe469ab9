"""The sweep continues whatever fails: a text, an article, a situation or the vocabulary."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, connection
from django.db.models.functions import Now

from conflictdesk import tasks
from conflictdesk.boxes.live import box_cache
from conflictdesk.caches import cache
from conflictdesk.ledger.extractions import documents, heartbeats, outbox, site_vocabulary
from conflictdesk.ledger.extractions.sweeping import try_each
from conflictdesk.ledger.models import Claim, Extraction, Situation, Snapshot
from conflictdesk.ledger.snapshots import refreshing, visibility_changes
from conflictdesk.vocabulary.loader import VocabularyError
from tests.factories import SituationFactory, article, figure, record
from tests.hidden import Commit

pytestmark = pytest.mark.django_db
TEXT = "Twelve people were killed."


def raising_for(monkeypatch: pytest.MonkeyPatch, target: Any, name: str, *broken: Any) -> None:
    """Makes the function raise for these first arguments."""
    before = getattr(target, name)

    def function(one: Any, *arguments: Any, **options: Any) -> Any:
        if one in broken:
            raise ValueError(f"{name} of {one}")
        return before(one, *arguments, **options)

    monkeypatch.setattr(target, name, function)


def test_what_raises_has_no_result_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    assert list(try_each("number", lambda number: 6 // number, [1, 0, 3])) == [6, 2]
    assert [one.getMessage() for one in caplog.records] == ["The sweep goes on without number 0."]


def test_where_the_database_is_gone_nothing_else_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def fails(number: int) -> None:
        tried.append(number)
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(connection, "is_usable", lambda: False)
    with pytest.raises(OperationalError):
        list(try_each("number", fails, [1, 2, 3]))
    assert tried == [1]


def test_an_article_that_cannot_be_read_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [article(TEXT, title=f"Article {number}") for number in range(4)]
    Extraction.objects.all().delete()
    raising_for(monkeypatch, documents, "read", pages[0], pages[2])

    assert outbox.sweep() == 2

    asked_for = Extraction.objects.order_by("page_key").values_list("page_key", flat=True)
    assert list(asked_for) == [pages[1].pk, pages[3].pk]


def test_articles_that_cannot_be_read_do_not_keep_the_others_waiting_for_ever(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.CONFLICTDESK_SWEEP_BATCH = 2
    pages = [article(TEXT, title=f"Article {number}") for number in range(5)]
    Extraction.objects.all().delete()
    raising_for(monkeypatch, documents, "read", *pages[:4])

    sweeps = 1
    while not outbox.sweep():
        sweeps += 1
        assert sweeps < 100  # Each has two chances in five.

    assert Extraction.objects.get().page_key == pages[4].pk


def test_a_text_that_cannot_be_sent_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, sent_tasks: list[Any]
) -> None:
    for number in range(3):
        article(TEXT, title=f"Article {number}")
    first, broken, last = Extraction.objects.order_by("pk")
    Extraction.objects.update(lease_until=Now() - timedelta(seconds=1))
    raising_for(monkeypatch, outbox, "_send_again", broken)

    assert outbox.sweep() == 2

    assert sorted(pk for _, pk in sent_tasks) == [first.pk, last.pk]


def approved(slug: str) -> Situation:
    """Returns a situation with a fact that no snapshot contains yet."""
    situation = SituationFactory(slug=slug)
    page = article(TEXT, situation=situation, title=slug)
    (claim,) = record(page, figure(Extraction.objects.get(page=page).text, "Twelve people"))
    Claim.objects.filter(pk=claim.pk).update(state=Claim.State.APPROVED)
    return situation


def test_a_situation_that_raises_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    first, broken, last = map(approved, ("aleppo", "mosul", "raqqa"))
    Snapshot.objects.all().delete()
    raising_for(monkeypatch, refreshing, "refresh", broken.pk)

    assert visibility_changes.sweep() == 2

    told = Snapshot.objects.order_by("situation").values_list("situation", flat=True)
    assert list(told) == [first.pk, last.pk]


def test_a_box_that_cannot_be_rendered_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    for one in map(approved, ("aleppo", "mosul", "raqqa")):
        refreshing.refresh(one.pk, "test")
        assert box_cache.find(one.slug, "en")
        cache.set(box_cache._key(one.slug, "en"), "0.0.old", 60)
    raising_for(monkeypatch, box_cache, "_fill", "mosul")

    assert box_cache.repair(["aleppo", "mosul", "raqqa"]) == ["aleppo", "raqqa"]


def test_a_wrong_vocabulary_stops_no_sweep_and_is_asked_once(
    monkeypatch: pytest.MonkeyPatch, commit: Commit, sent_tasks: list[Any]
) -> None:
    waiting, *_ = [article(TEXT, title=f"Article {number}") for number in range(4)]
    Extraction.objects.exclude(page=waiting).delete()
    Extraction.objects.update(lease_until=Now() - timedelta(seconds=1))
    asked = []

    def wrong() -> str:
        asked.append(1)
        raise VocabularyError("actors.yaml", "river_brigade", "has no patterns")

    monkeypatch.setattr(site_vocabulary, "version", wrong)
    with commit():
        tasks.sweep()

    assert (len(asked), len(sent_tasks)) == (1, 1)
    assert list(heartbeats.last_seen()) == ["sweep"]


@pytest.mark.parametrize("broken", ["outbox", "visibility", "boxes"])
def test_a_part_of_the_sweep_that_raises_stops_no_other(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    swept = []

    def part(name: str) -> list[int]:
        swept.append(name)
        return [1 // (name != broken)]

    monkeypatch.setattr(outbox, "sweep", lambda: len(part("outbox")))
    monkeypatch.setattr(visibility_changes, "sweep", lambda: len(part("visibility")))
    monkeypatch.setattr(box_cache, "repair", lambda _: part("boxes")[1:])

    tasks.sweep()

    assert swept == ["outbox", "visibility", "boxes"]
    assert heartbeats.last_seen() == {}


def test_a_sweep_that_is_told_that_its_time_is_up_ends() -> None:
    def told(number: int) -> None:
        raise SoftTimeLimitExceeded

    with pytest.raises(SoftTimeLimitExceeded):
        list(try_each("number", told, [1, 2]))
