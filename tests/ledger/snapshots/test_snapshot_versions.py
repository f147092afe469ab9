"""Old versions are stored as differences, and are restored exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from conflictdesk.boxes.live import states
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import claim_priority, facts, rulings
from conflictdesk.ledger.models import Actor, Extraction, Situation, Snapshot
from conflictdesk.ledger.snapshots import history, refreshing, snapshot_versions
from conflictdesk.reconcile.json_differences import text
from tests.factories import article, edit, event, figure, record, said_by

pytestmark = pytest.mark.django_db
OLD = timedelta(days=10)
DAYS, VERSIONS = 36, 65


def _live_through(situation: Situation, editor: User) -> None:
    """Adds, withdraws and amends facts, renames an actor and the situation, and changes, unpublishes and
    republishes the article.
    """
    actor = Actor.objects.create(identifier="un", name="The UN", role="organisation")
    lines = [f"On day {number} the UN said {number + 2} people were killed." for number in range(DAYS)]
    page = article(*lines, "Clashes went on.", situation=situation)
    for number, claim in enumerate(record(page, *_candidates(Extraction.objects.get().text))):
        _rule(claim, editor, number)
        if number % 10 == 9:
            Actor.objects.filter(pk=actor.pk).update(name=f"The UN of day {number}")
            actor.refresh_from_db()
            facts.rename(actor)
            refreshing.refresh(situation.pk, "renamed")
            situation.summary, situation.name = f"It is day {number}.", f"The battle of day {number}"
            situation.save()
            refreshing.refresh(situation.pk, "edited")
    record(edit(page, *lines[5:]))
    page.refresh_from_db()
    page.unpublish()
    refreshing.refresh(situation.pk, "left")
    page.get_latest_revision().publish()
    refreshing.refresh(situation.pk, "came back")


def _candidates(body: str) -> Iterator[Any]:
    for number in range(DAYS):
        value = number + 2
        said = said_by(body, "UN", "un", "organisation")
        yield figure(body, f"{value} people were", low=value, best=value, high=value, period="cumulative",
                     attribution=said)  # fmt: skip
    yield event(body, "Clashes")


def _rule(claim: Any, editor: User, number: int) -> None:
    ruling = rulings.approve(claim.pk, editor, version=claim.version)
    if number % 3 == 2:
        rulings.undo(ruling.pk, editor)
        claim = queries.claim(claim.pk)
        rulings.amend(claim.pk, editor, {"hedged": True}, version=claim.version)


def _views(situation: Situation, moments: Iterable[datetime]) -> Iterator[tuple[Any, ...]]:
    """Yields what staff see, and what readers may see, at each moment."""
    for at in moments:
        then = history.snapshot_at(situation, at)
        assert then is not None
        readers = history.public_past(situation, at)
        page = states.past(situation, at).content
        yield then.version, text(then.content), text(readers), text(page), then.digest


def test_every_version_of_a_long_history_is_seen_as_it_was(situation: Situation, editor: User) -> None:
    _live_through(situation, editor)
    Snapshot.objects.update(created_at=F("created_at") - OLD)
    moments = [one.created_at for one in Snapshot.objects.order_by("version")]
    newest = len(moments)
    assert newest > 60
    before, size = list(_views(situation, moments)), _size()

    folded = snapshot_versions.fold(10_000)

    assert _whole() == sorted({*range(1, newest + 1, snapshot_versions.EVERY), newest})
    assert folded == newest - len(_whole())
    assert list(_views(situation, moments)) == before
    assert [snapshot_versions.digest_of(snapshot_versions.content_of(one)) for one in _rows()] == [
        one[-1] for one in before
    ]
    assert _size() < size / 3
    assert refreshing.refresh(situation.pk, "nothing new") is None
    situation.name = "Another name"
    situation.save()
    refreshing.refresh(situation.pk, "renamed")
    assert (_rows()[-1].version, _whole()[-2:]) == (newest + 1, [newest, newest + 1])


@pytest.fixture
def old_versions(situation: Situation) -> list[str]:
    """Returns the content of each of many old versions, as JSON; the first is version 1."""
    contents = [_content(number) for number in range(1, VERSIONS + 1)]
    Snapshot.objects.bulk_create(
        Snapshot(
            situation=situation,
            version=version,
            content=content,
            digest=snapshot_versions.digest_of(content),
            cause="test",
            created_at=timezone.now() - OLD + timedelta(seconds=version),
        )
        for version, content in enumerate(contents, 1)
    )
    return [text(content) for content in contents]


def _content(version: int) -> dict[str, Any]:
    """Returns content in which one of three standings changes each time, and an event is added."""
    standings = [
        {"measure": measure, "leader": {"best": version - (version - place) % 3}, "words": "as told " * 9}
        for place, measure in enumerate(("killed", "wounded", "displaced"))
    ]
    events = [{"claim": number, "words": "clashes " * 9} for number in range(version, version - 9, -1)]
    return {"standings": standings, "events": events, "facts": {"figures": version}}


def _rows() -> list[Snapshot]:
    return list(Snapshot.objects.order_by("version"))


def _whole() -> list[int]:
    return [one.version for one in _rows() if one.differs_from is None]


def _size() -> int:
    return sum(len(text(one.content)) for one in _rows())


def _read() -> list[str]:
    return [text(snapshot_versions.content_of(one)) for one in _rows()]


def test_a_second_run_changes_nothing(old_versions: list[str]) -> None:
    assert snapshot_versions.fold(10_000) == VERSIONS - len(_whole())
    stored = list(Snapshot.objects.order_by("version").values())

    assert snapshot_versions.fold(10_000) == 0
    assert list(Snapshot.objects.order_by("version").values()) == stored


def test_in_portions_it_comes_to_the_same(old_versions: list[str]) -> None:
    portions = []
    while folded := snapshot_versions.fold(1):
        portions.append(folded)
        assert _read() == old_versions

    assert portions == [19, 19, 19, 3]
    assert _whole() == [1, 21, 41, 61, 65]


def test_young_versions_stay_whole(old_versions: list[str], settings: Settings) -> None:
    settings.CONFLICTDESK_KEEP_SNAPSHOTS_DAYS = 11
    assert snapshot_versions.fold(10_000) == 0

    settings.CONFLICTDESK_KEEP_SNAPSHOTS_DAYS = 7
    Snapshot.objects.filter(version__gt=30).update(created_at=F("created_at") + OLD)
    snapshot_versions.fold(10_000)

    assert _whole() == [1, 21, *range(31, VERSIONS + 1)]


def test_the_newest_stays_whole_however_old(old_versions: list[str]) -> None:
    Snapshot.objects.filter(version__gt=3).delete()

    assert snapshot_versions.fold(10_000) == 1

    assert [one.differs_from for one in _rows()] == [None, 1, None]


def test_what_the_digest_does_not_vouch_for_stays_whole_and_those_after_it_are_right(
    old_versions: list[str],
) -> None:
    Snapshot.objects.filter(version=5).update(digest="of something else")

    snapshot_versions.fold(10_000)

    assert [one.differs_from for one in _rows()[3:6]] == [3, None, 5]
    assert _read() == old_versions


def test_what_has_changed_altogether_stays_whole(old_versions: list[str]) -> None:
    other = {"standings": [], "events": ["nothing is as it was"]}
    Snapshot.objects.filter(version=5).update(content=other, digest=snapshot_versions.digest_of(other))

    snapshot_versions.fold(10_000)

    assert [one.differs_from for one in _rows()[3:6]] == [3, None, None]
    assert _read() == [*old_versions[:4], text(other), *old_versions[5:]]


def test_versions_stored_in_other_groups_are_read_too(
    old_versions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for every in (7, 50, 20, 3):
        monkeypatch.setattr(snapshot_versions, "EVERY", every)
        snapshot_versions.fold(10_000)
        assert _read() == old_versions


def test_any_version_is_read_with_one_query_more_at_most(old_versions: list[str]) -> None:
    snapshot_versions.fold(10_000)
    for one in _rows():
        with CaptureQueriesContext(connection) as captured:
            snapshot_versions.content_of(one)
        assert len(captured) == (one.differs_from is not None)


def test_what_an_old_version_says_anew_is_known(situation: Situation, old_versions: list[str]) -> None:
    told = [claim_priority._changed_measures(situation.pk, version) for version in range(1, VERSIONS + 1)]
    assert told[10:12] == [{"displaced"}, {"killed"}]

    snapshot_versions.fold(10_000)

    assert [
        claim_priority._changed_measures(situation.pk, version) for version in range(1, VERSIONS + 1)
    ] == told
