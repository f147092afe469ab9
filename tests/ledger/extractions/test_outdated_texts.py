"""Live texts that another version read, or in another context: their number, and that they are read again."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from conflictdesk import tasks
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.extractions import intake, outbox, outdated_texts, site_vocabulary, task_sending
from conflictdesk.ledger.extractions.outdated_texts import TASK, Count, Portion
from conflictdesk.ledger.models import (
    Actor,
    Claim,
    Extraction,
    Place,
    Situation,
    SituationActor,
    Snapshot,
)
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import article
from tests.hidden import Commit

pytestmark = pytest.mark.django_db
KILLED = "At least 12 people were killed in Mosul on Tuesday, the UN said."
AGAIN = "conflictdesk.read_again"


@pytest.fixture
def pages(situation: Situation, commit: Commit) -> list[ArticlePage]:
    """Returns three articles, read by an older version; the last belongs to no situation."""
    found = [article(KILLED, situation=situation), article(KILLED, situation=situation), article(KILLED)]
    for one in Extraction.objects.all():
        intake.run(one.pk)
    Extraction.objects.update(extractor="rules/0.0.9+0123456789ab")
    return found


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("read_again", *arguments, stdout=said)
    return said.getvalue()


def again(sent: list[Any]) -> list[int]:
    """Returns the extractions that were sent to be read again."""
    return [arguments[0] for name, *arguments in sent if name == AGAIN]


def test_what_is_read_by_the_present_version_is_not_outdated(pages: list[ArticlePage]) -> None:
    now = site_vocabulary.version()
    release = now.replace("rules/", "rules/9.")
    assert outdated_texts.count() == Count(3, 3, 0)
    Extraction.objects.filter(page=pages[0]).update(extractor=now)
    Extraction.objects.filter(page=pages[1]).update(extractor=release)
    assert outdated_texts.count() == Count(3, 1, 0)


def test_only_live_texts_that_were_read_count(pages: list[ArticlePage], situation: Situation) -> None:
    assert outdated_texts.count(situation.pk) == Count(2, 2, 0)
    pages[0].unpublish()
    assert outdated_texts.count(situation.pk) == Count(1, 1, 0)
    Extraction.objects.filter(page=pages[1]).update(state="unread")
    Extraction.objects.filter(page=pages[2]).update(state="failed")
    assert outdated_texts.count() == Count(1, 0, 0)


def test_texts_are_queued_in_portions_each_once(
    pages: list[ArticlePage], commit: Commit, settings: Settings, sent_tasks: list[Any]
) -> None:
    settings.CONFLICTDESK_SWEEP_BATCH = 2
    keys = [page.pk for page in pages]
    with commit():
        assert outdated_texts.queue_portion(0, 0) == Portion(2, keys[1])
        assert outdated_texts.count() == Count(3, 1, 2)
        assert outdated_texts.queue_portion(0, keys[1]) == Portion(1, None)
        assert outdated_texts.queue_portion(0, 0) == Portion(0, None)
    assert len(again(sent_tasks)) == 3
    assert sorted(Extraction.objects.get(pk=key).page_key for key in again(sent_tasks)) == keys
    assert outdated_texts.count() == Count(3, 0, 3)
    for key in again(sent_tasks):
        intake.run(key)
    assert outdated_texts.count() == Count(3, 0, 0)


def test_the_task_comes_again_behind_each_portion(
    pages: list[ArticlePage], commit: Commit, settings: Settings, sent_tasks: list[Any]
) -> None:
    settings.CONFLICTDESK_SWEEP_BATCH = 1
    sent_tasks.clear()
    for _ in range(2):
        with commit():
            tasks.read_outdated.run(0, pages[0].pk)
    first = again(sent_tasks)[0]
    assert sent_tasks[:2] == [(TASK, 0, pages[1].pk), (AGAIN, first)]
    assert Extraction.objects.get(pk=first).page_key == pages[1].pk


def test_what_people_have_ruled_on_stays(
    pages: list[ArticlePage], editor: User, commit: Commit, sent_tasks: list[Any]
) -> None:
    claim = Claim.objects.filter(page=pages[0], kind="figure").get()
    rulings.approve(claim.pk, editor, version=claim.version)
    claims, seen = list(Claim.objects.values()), list(Snapshot.objects.values())
    approved = Claim.objects.get(pk=claim.pk)
    assert approved.state == "approved"

    with commit():
        outdated_texts.queue_portion(0, 0)
    for key in [*again(sent_tasks), *again(sent_tasks)]:
        intake.run(key)

    assert outdated_texts.count() == Count(3, 0, 0)
    assert list(Claim.objects.values()) == claims
    assert list(Snapshot.objects.values()) == seen


def test_a_new_version_by_itself_reads_nothing_again(
    pages: list[ArticlePage], sent_tasks: list[Any], commit: Commit
) -> None:
    sent_tasks.clear()
    with commit():
        assert outbox.sweep() == 0
    assert again(sent_tasks) == []
    assert outdated_texts.count() == Count(3, 3, 0)


def test_a_situation_about_other_places_or_parties_has_its_texts_read_again(
    pages: list[ArticlePage], situation: Situation, commit: Commit, sent_tasks: list[Any]
) -> None:
    Extraction.objects.update(extractor=site_vocabulary.version())
    assert outdated_texts.count() == Count(3, 0, 0)
    situation.places.add(Place.objects.create(name="El Fasher", country="SD"))
    assert outdated_texts.count() == Count(3, 2, 0)
    assert outdated_texts.count(situation.pk) == Count(2, 2, 0)

    sent_tasks.clear()
    with commit():
        assert outdated_texts.queue_portion(0, 0) == Portion(2, None)
        assert outdated_texts.queue_portion(0, 0) == Portion(0, None)
    read = [Extraction.objects.get(pk=key) for key in again(sent_tasks)]
    assert sorted(one.page_key for one in read) == [page.pk for page in pages[:2]]
    context = {"countries": ["SD"], "places": ["El Fasher"], "parties": []}
    assert [one.context for one in read] == [context, context]
    assert outdated_texts.count() == Count(3, 0, 2)
    for one in read:
        intake.run(one.pk)
    assert outdated_texts.count() == Count(3, 0, 0)

    army = Actor.objects.create(identifier="army", name="Army", role="state_forces")
    member = SituationActor.objects.create(situation=situation, actor=army)
    assert outdated_texts.count() == Count(3, 0, 0)
    SituationActor.objects.filter(pk=member.pk).update(is_party=True)
    assert outdated_texts.count() == Count(3, 2, 0)
    situation.places.clear()
    member.delete()
    assert outdated_texts.count() == Count(3, 2, 0)


def test_texts_are_read_in_the_former_context_again(
    pages: list[ArticlePage], situation: Situation, commit: Commit, sent_tasks: list[Any]
) -> None:
    now = site_vocabulary.version()
    Extraction.objects.update(extractor=now)
    place = Place.objects.create(name="El Fasher", country="SD")
    for change in (situation.places.add, situation.places.remove):
        change(place)
        sent_tasks.clear()
        with commit():
            outdated_texts.queue_portion(0, 0)
        for key in again(sent_tasks):
            intake.run(key)
        assert outdated_texts.count() == Count(3, 0, 0)
    newest = [queries.latest_extraction(page.pk) for page in pages]
    assert [one and (one.context, one.context_sha256, one.state) for one in newest] == [
        (None, "", "done")
    ] * 3


def test_the_command_says_how_many_and_asks_for_them(
    pages: list[ArticlePage], situation: Situation, sent_tasks: list[Any]
) -> None:
    sent_tasks.clear()
    told = (
        "{} live texts were read by an older version or in another context; 0 more wait to be read again.\n"
    )
    assert run("--dry-run") == told.format("3 of 3")
    assert run("--dry-run", "--situation", "mosul") == told.format("2 of 2")
    assert sent_tasks == []
    ways = "Workers read them again, some at a time; --dry-run says how many are left.\n"
    assert run("--situation", "mosul") == told.format("2 of 2") + ways
    assert run() == told.format("3 of 3") + ways
    assert sent_tasks == [(TASK, situation.pk, 0), (TASK, 0, 0)]


def test_the_command_refuses_what_it_cannot_do(
    pages: list[ArticlePage], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CommandError, match="There is no situation “aleppo”"):
        run("--situation", "aleppo")
    monkeypatch.setattr(task_sending, "send", lambda *_: False)
    with pytest.raises(CommandError, match="The broker does not answer: nothing was sent"):
        run()
