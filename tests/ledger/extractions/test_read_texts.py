"""Old texts: which are deleted, which stay, and that a text that is published again is read again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import F
from pytest_django.fixtures import Settings
from wagtail.rich_text import RichText

from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import claim_matches, drafts, facts_by_hand, rulings
from conflictdesk.ledger.extractions import intake, outbox, read_texts
from conflictdesk.ledger.models import Claim, Extraction, Situation
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import article, edit

pytestmark = pytest.mark.django_db
State = Extraction.State
KILLED = "At least 12 people were killed in Mosul."
WOUNDED = "Nine people were wounded in Mosul."
DISPLACED = "At least 700 people fled Mosul."


def _read(page: ArticlePage) -> ArticlePage:
    """Returns the article, whose live text a worker has read."""
    extraction = outbox.request(page)
    assert extraction is not None
    intake.run(extraction.pk)
    return page


def _grow_old() -> None:
    long = timedelta(days=40)
    Extraction.objects.update(requested_at=F("requested_at") - long, finished_at=F("finished_at") - long)


def _kept(page_key: int) -> list[bool]:
    """Returns, for each row from the oldest, whether its text is stored."""
    rows = Extraction.objects.filter(page_key=page_key).order_by("sequence")
    return [bool(one.text and one.segments) for one in rows]


def _stretches(row: Extraction) -> list[Any]:
    """Returns the positions of its fields; a block that is written again has another id."""
    return [one[:3] for one in row.segments]


@pytest.fixture
def page(situation: Situation) -> ArticlePage:
    """Returns an article with three texts, all read long ago; nobody ruled on the claims of the first
    two.
    """
    page = _read(article(KILLED, title="First", situation=situation))
    for paragraph in (WOUNDED, DISPLACED):
        page = _read(edit(page, paragraph))
    _grow_old()
    return page


def test_what_a_newer_text_followed_is_given_up_and_its_row_and_words_stay(page: ArticlePage) -> None:
    before = list(Extraction.objects.order_by("pk").values())
    words = list(Claim.objects.order_by("pk").values_list("evidence__quote", "evidence__sentence"))

    assert read_texts.give_up(100) == 2

    assert _kept(page.pk) == [False, False, True]
    left = [{**one, "text": "", "segments": []} for one in before[:2]]
    assert list(Extraction.objects.order_by("pk").values()) == [*left, before[2]]
    assert list(Claim.objects.order_by("pk").values_list("evidence__quote", "evidence__sentence")) == words
    assert [quote for quote, _ in words if quote]


def test_a_second_run_changes_nothing_and_portions_come_to_the_same(page: ArticlePage) -> None:
    other = _read(edit(_read(article(KILLED)), WOUNDED))
    _grow_old()

    assert [read_texts.give_up(1) for _ in range(3)] == [2, 1, 0]

    assert (_kept(page.pk), _kept(other.pk)) == ([False, False, True], [False, True])


def test_young_texts_stay(page: ArticlePage, settings: Settings) -> None:
    settings.CONFLICTDESK_KEEP_TEXTS_DAYS = 41
    assert read_texts.give_up(100) == 0


def _approve(page: ArticlePage, editor: User) -> None:
    claim = queries.pending(page_key=page.pk, kind="figure").get()
    rulings.approve(claim.pk, editor, version=claim.version)


def _reject_and_undo(page: ArticlePage, editor: User) -> None:
    claim = queries.pending(page_key=page.pk, kind="figure").get()
    ruling = rulings.reject(claim.pk, editor, "other", version=claim.version)
    rulings.undo(ruling.pk, editor)


def _find_the_same_elsewhere(page: ArticlePage, editor: User) -> None:
    other = _read(article(KILLED, situation=Situation.objects.get()))
    claims = [queries.pending(page_key=one.pk, kind="figure").get() for one in (page, other)]
    claim_matches.confirm(*claims, editor)


def _mark_by_hand(page: ArticlePage, editor: User) -> None:
    newest = facts_by_hand.text_of(page.pk)
    assert newest is not None
    span = facts_by_hand.find(newest, "killed in Mosul")
    assert span is not None
    facts_by_hand.add(newest, editor, *span, "event", "clash")


@pytest.mark.parametrize("work", [_approve, _reject_and_undo, _find_the_same_elsewhere, _mark_by_hand])
def test_what_a_person_worked_on_stays(work: Any, situation: Situation, editor: User) -> None:
    page = _read(article(KILLED, situation=situation))
    work(page, editor)
    for paragraph in (WOUNDED, DISPLACED):
        page = _read(edit(page, paragraph))
    _grow_old()

    assert read_texts.give_up(100) == 1

    assert _kept(page.pk) == [True, False, True]


def test_every_text_that_has_a_claim_that_was_ruled_on_stays(situation: Situation, editor: User) -> None:
    page = _read(article(KILLED, situation=situation))
    page = _read(edit(page, KILLED, WOUNDED))
    _approve_first(page, editor)
    page = _read(edit(page, DISPLACED))
    _grow_old()

    assert read_texts.give_up(100) == 0


def _approve_first(page: ArticlePage, editor: User) -> None:
    claim = queries.pending(page_key=page.pk, topic="killed").get()
    rulings.approve(claim.pk, editor, version=claim.version)


def test_the_text_that_a_card_shows_stays_while_the_newer_ones_wait_to_be_read(
    situation: Situation,
) -> None:
    page = _read(article(KILLED, WOUNDED, situation=situation))
    page = edit(page, KILLED, DISPLACED)
    # A worker comes to the second text when there is a third: it records nothing of it.
    edit(page, KILLED)
    second, third = Extraction.objects.order_by("sequence")[1:]
    intake.run(second.pk)
    _grow_old()

    assert read_texts.give_up(100) == 1
    assert _kept(page.pk) == [True, False, True]

    intake.run(third.pk)
    _grow_old()
    assert read_texts.give_up(100) == 1
    assert _kept(page.pk) == [False, False, True]


@pytest.mark.parametrize("state", [State.FAILED, State.UNREAD, State.DONE])
def test_what_was_not_read_is_given_up_as_well(page: ArticlePage, state: str) -> None:
    Extraction.objects.update(state=state)
    assert read_texts.give_up(100) == 2


@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING])
def test_what_waits_or_is_being_read_stays(page: ArticlePage, state: str) -> None:
    Extraction.objects.filter(page_key=page.pk).update(state=state)
    assert read_texts.give_up(100) == 0


def test_of_an_article_that_is_gone_only_what_was_ruled_on_stays(page: ArticlePage, editor: User) -> None:
    ruled = _read(article(KILLED, situation=Situation.objects.get()))
    _approve(ruled, editor)
    ruled = _read(edit(ruled, WOUNDED))
    keys = page.pk, ruled.pk
    page.delete()
    ruled.delete()
    _grow_old()

    assert read_texts.give_up(100) == 4

    assert [_kept(key) for key in keys] == [[False, False, False], [True, False]]


def test_a_text_that_is_published_again_is_there_again_and_is_read(page: ArticlePage) -> None:
    first = Extraction.objects.order_by("sequence")[0]
    read_texts.give_up(100)

    page = edit(page, KILLED)
    again = queries.latest_extraction(page.pk)

    assert again is not None
    assert (again.pk, again.state) == (first.pk, State.QUEUED)
    assert (again.text, _stretches(again)) == (first.text, _stretches(first))
    intake.run(again.pk)
    told = Claim.objects.filter(page_key=page.pk, presence="present", kind="figure")
    assert [(one.topic, one.state) for one in told] == [("killed", "pending")]
    _grow_old()
    read_texts.give_up(100)
    assert Extraction.objects.get(pk=first.pk).text == first.text


def test_claims_are_found_again_though_the_text_that_told_them_is_given_up(
    situation: Situation, editor: User
) -> None:
    page = _read(article(KILLED, "Of the bakers 14 were no more.", situation=situation))
    found = facts_by_hand.text_of(page.pk)
    assert found is not None
    span = facts_by_hand.find(found, "14 were no more")
    assert span is not None
    facts_by_hand.add(found, editor, *span, "figure", "killed")
    page = _read(edit(page, WOUNDED))
    _grow_old()
    Extraction.objects.filter(text__contains="bakers").update(text="", segments=[])

    _read(edit(page, "In the end of the bakers 14 were no more.", KILLED))
    _read(edit(page, "Of the bakers 14 were no more.", KILLED))

    present = Claim.objects.filter(page_key=page.pk, presence="present", topic="killed")
    assert sorted(bool(one.added_by_name) for one in present) == [False, True]


def _write_draft(page: ArticlePage, *paragraphs: str) -> None:
    page.body = [("paragraph", RichText(f"<p>{one}</p>")) for one in paragraphs]
    page.save_revision()
    drafts.record(page)


def test_of_drafts_the_newest_stays_and_what_a_card_shows(situation: Situation) -> None:
    page = article("It rained.", situation=situation, live=False)
    for paragraphs in ((WOUNDED,), (KILLED,), (KILLED, DISPLACED), (KILLED, "It rained.")):
        _write_draft(page, *paragraphs)
    _grow_old()

    assert read_texts.give_up(100) == 2

    # The second draft was the first to report the killed; later ones report nothing new about them.
    assert _kept(page.pk) == [False, True, False, True]


def test_a_draft_that_is_written_again_has_its_text_again(situation: Situation) -> None:
    page = article("It rained.", situation=situation, live=False)
    _write_draft(page, WOUNDED)
    first = Extraction.objects.get()
    _write_draft(page, KILLED)
    _grow_old()
    assert read_texts.give_up(100) == 1

    _write_draft(page, WOUNDED)

    again = Extraction.objects.get(pk=first.pk)
    assert (again.text, _stretches(again)) == (first.text, _stretches(first))
    assert queries.pending(page_key=page.pk, kind="figure").get().topic == "wounded"


def test_a_draft_that_goes_live_after_its_text_was_given_up_is_read(situation: Situation) -> None:
    page = article("It rained.", situation=situation, live=False)
    _write_draft(page, WOUNDED)
    _write_draft(page, KILLED)
    _grow_old()
    read_texts.give_up(100)

    page.body = [("paragraph", RichText(f"<p>{WOUNDED}</p>"))]
    page.save_revision().publish()
    row = queries.latest_extraction(page.pk)
    assert row is not None
    intake.run(row.pk)

    told = Claim.objects.filter(page_key=page.pk, presence="present", kind="figure")
    assert [one.topic for one in told] == ["wounded"]
