"""The newest text of an article, and leases that have run out, whatever the hosts' clocks say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Now
from django.utils import timezone

from conflictdesk.ledger import queries
from conflictdesk.ledger.extractions import intake, leases, outbox
from conflictdesk.ledger.models import Extraction
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import article

pytestmark = pytest.mark.django_db
State = Extraction.State


def set_clock(monkeypatch: pytest.MonkeyPatch, minutes: float) -> None:
    """Makes this host's clock wrong by so much."""

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(tz) + timedelta(minutes=minutes)

    monkeypatch.setattr("django.utils.timezone.datetime", Wrong)


def republish(page: ArticlePage, title: str) -> None:
    page.title = title
    page.save_revision().publish()


@pytest.mark.parametrize("minutes", [(5, -5), (-5, 5), (0, -300)])
def test_the_text_published_last_is_the_newest_whatever_the_clocks_of_the_hosts_say(
    minutes: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first_host, second_host = minutes
    set_clock(monkeypatch, first_host)
    page = article("Twelve people were killed.", title="First")
    set_clock(monkeypatch, second_host)
    republish(page, "Second")
    for row in Extraction.objects.all():
        intake.run(row.pk)

    newest = queries.latest_extraction(page.pk)
    assert newest is not None
    assert (newest.title, queries.pending(page_key=page.pk).count() > 0) == ("Second", True)
    set_clock(monkeypatch, first_host)
    republish(page, "First")
    assert list(Extraction.objects.values_list("title", "state")) == [
        ("First", State.QUEUED),
        ("Second", State.DONE),
    ]


@pytest.mark.parametrize("minutes", [-5, 0, 5])
def test_a_republication_whose_signal_was_lost_is_found_by_the_sweep(
    minutes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = article("Twelve people were killed.", title="First")
    set_clock(monkeypatch, minutes)
    with monkeypatch.context() as crash:
        crash.setattr(outbox, "request", lambda page: None)
        republish(page, "Second")
    assert Extraction.objects.count() == 1

    assert outbox.sweep() == 1
    assert outbox.sweep() == 0

    assert list(Extraction.objects.values_list("title", flat=True)) == ["Second", "First"]


@pytest.mark.parametrize("minutes", [-300, 300])
def test_leases_are_the_databases_time(minutes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    article("Twelve people were killed.")
    row = Extraction.objects.get()
    set_clock(monkeypatch, minutes)

    assert leases.take(row.pk) is not None
    assert leases.take(row.pk) is None
    assert outbox.sweep() == 0
    monkeypatch.undo()
    assert leases.take(row.pk) is None


def test_a_lease_that_ends_later_than_any_can_is_over() -> None:
    article("Twelve people were killed.")
    row = Extraction.objects.get()
    assert leases.take(row.pk) is not None
    Extraction.objects.update(lease_until=Now() + timedelta(hours=3))

    assert outbox.sweep() == 1


def test_texts_of_before_are_numbered_in_the_order_in_which_they_were_asked_for() -> None:
    page = article("Twelve people were killed.", title="First")
    for title in ("Second", "Third"):
        republish(page, title)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for number, row in enumerate(Extraction.objects.order_by("sequence")):
        at = start + timedelta(hours=number)
        Extraction.objects.filter(pk=row.pk).update(requested_at=at, sequence=100 - number, publication=None)
    published = timezone.now() - timedelta(days=1)
    ArticlePage.objects.filter(pk=page.pk).update(last_published_at=published)
    Extraction.objects.filter(title="Third").update(requested_at=timezone.now())

    editor = BaseDatabaseSchemaEditor(connection)
    import_module("conflictdesk.migrations.0101_order_of_texts").count_texts(apps, editor)

    assert list(Extraction.objects.order_by("sequence").values_list("title", "sequence", "publication")) == [
        ("First", 1, None),
        ("Second", 2, None),
        ("Third", 3, published),
    ]
