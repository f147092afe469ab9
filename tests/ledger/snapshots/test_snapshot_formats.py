"""Snapshots of older formats are read in the present one, and a new format makes no new public version."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from conflictdesk.boxes.live import box_cache, states
from conflictdesk.boxes.live.rendering import render
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Extraction, Situation, Snapshot
from conflictdesk.ledger.snapshots import (
    history,
    refreshing,
    snapshot_contents,
    snapshot_formats,
    snapshot_versions,
)
from conflictdesk.ledger.snapshots.snapshot_formats import PRESENT, STEPS, upgraded
from tests.factories import article, event, figure, record, said_by

# A row as it was stored when formats had no numbers yet.
STORED = json.loads(Path(__file__).with_name("format_1.json").read_text(encoding="utf-8"))
TEXT = ("The UN said 12 people were killed.", "The ministry said 15 people were killed.", "Clashes went on.")


def without(value: Any, *names: str) -> Any:
    """Returns the value without these keys, at any depth."""
    if isinstance(value, dict):
        return {key: without(one, *names) for key, one in value.items() if key not in names}
    return [without(one, *names) for one in value] if isinstance(value, list) else value


def older(content: Any) -> Any:
    """The content without the keys that the second format names."""
    bare = without(content, "corrections", "ruling", "range")
    return bare | {
        "standings": [{**one, "history": without(one["history"], "claim")} for one in bare["standings"]]
    }


@pytest.fixture
def shown(situation: Situation, editor: User) -> Situation:
    """Returns a situation with two figures and an event; its newest version is 3."""
    page = article(*TEXT, situation=situation)
    text = Extraction.objects.get().text
    un, ministry = (said_by(text, name) for name in ("The UN", "The ministry"))
    found = record(
        page,
        figure(text, "12 people", period="cumulative", attribution=un),
        figure(text, "15 people", low=15, best=15, high=15, period="cumulative", attribution=ministry),
        event(text, "Clashes"),
    )
    for claim in found:
        rulings.approve(claim.pk, editor, version=claim.version)
    return situation


def newest() -> Snapshot:
    return Snapshot.objects.order_by("-version")[0]


def test_there_is_a_step_from_every_format() -> None:
    assert list(STEPS) == list(range(1, PRESENT))


def test_a_snapshot_of_the_form_before_numbers_says_what_it_said() -> None:
    before = json.dumps(STORED)
    assert upgraded(STORED, 1) == STORED
    assert json.dumps(STORED) == before


def test_what_a_still_older_one_does_not_say_is_filled_in() -> None:
    old = older(STORED)
    now = upgraded(old, 1)
    assert now["corrections"] == 0
    assert [one["range"] for one in now["standings"]] == [{"low": None, "high": None}]
    leader, (rival,), points = (now["standings"][0][name] for name in ("leader", "rivals", "history"))
    assert [one["ruling"] for one in (leader, rival, *now["events"])] == [0, 0, 0]
    assert [point["claim"] for point in points] == [0, 0]
    assert without(now, "corrections", "ruling", "range", "claim") == without(old, "claim")


def test_the_present_format_is_left_alone() -> None:
    assert upgraded({"events": []}, PRESENT) == {"events": []}


@pytest.mark.django_db
def test_a_new_version_has_the_present_format_and_its_keys(shown: Situation) -> None:
    assert (newest().version, newest().format) == (3, PRESENT)

    def keys(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: keys(one) for key, one in value.items()}
        return [keys(one) for one in value] if isinstance(value, list) else None

    assert keys(newest().content) == keys(STORED)


@pytest.mark.django_db
def test_the_number_makes_no_new_version_and_no_new_tag(shown: Situation) -> None:
    box = box_cache.find("mosul", "en")
    past = history.public_past(shown, timezone.now())
    Snapshot.objects.update(format=1)
    box_cache.forget("mosul")

    assert refreshing.refresh(shown.pk, "upgrade") is None
    assert box is not None
    assert box_cache.find("mosul", "en") == box
    assert history.public_past(shown, timezone.now()) == past
    assert (newest().version, newest().format) == (3, 1)


@pytest.mark.django_db
def test_a_row_without_the_newer_keys_is_shown_and_names_no_past(shown: Situation) -> None:
    """The box is the same; nobody can tell of an entry without its ruling whether it is public still."""
    row = newest()
    box = render(states.present(shown).content, row.version, row.created_at, "en")
    old = older(row.content)
    Snapshot.objects.filter(pk=row.pk).update(content=old, format=1, digest=snapshot_versions.digest_of(old))

    assert states.present(shown).content == upgraded(old, 1)
    assert render(states.present(shown).content, row.version, row.created_at, "en") == box
    past = history.public_past(shown, timezone.now())
    assert past is not None
    assert (past["standings"], past["events"], past["withdrawn"]) == ([], [], 3)


@pytest.mark.django_db
def test_a_format_that_says_more_makes_no_new_version(
    shown: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Adds the next format as a developer would: one more key, and the step that adds it."""
    write = snapshot_contents.content
    monkeypatch.setattr(snapshot_contents, "content", lambda *found: {**write(*found), "sources": 0})
    monkeypatch.setattr(snapshot_formats, "PRESENT", PRESENT + 1)
    step = {PRESENT: lambda content: {**content, "sources": 0}}
    monkeypatch.setattr(snapshot_formats, "STEPS", {**STEPS, **step})

    assert refreshing.refresh(shown.pk, "upgrade") is None
    assert states.present(shown).content["sources"] == 0
    shown.summary = "Quiet."
    shown.save()
    assert refreshing.refresh(shown.pk, "edited") is not None
    assert (newest().version, newest().format) == (4, PRESENT + 1)


@pytest.mark.django_db
def test_differences_across_formats_lead_to_what_was_said(shown: Situation) -> None:
    """Version 2 has the first format, and is stored as its difference from version 1."""
    Snapshot.objects.filter(version__lt=3).update(format=1)
    old = without(Snapshot.objects.get(version=2).content, "corrections")
    Snapshot.objects.filter(version=2).update(content=old, digest=snapshot_versions.digest_of(old))
    said = [snapshot_versions.content_of(one) for one in Snapshot.objects.order_by("version")]
    Snapshot.objects.update(created_at=timezone.now() - timedelta(days=90))

    assert snapshot_versions.fold(10) == 1

    assert Snapshot.objects.get(version=2).differs_from == 1
    assert [snapshot_versions.content_of(one) for one in Snapshot.objects.order_by("version")] == said
    assert said[1]["corrections"] == 0
