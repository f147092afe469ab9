"""Corrections that readers see, and the state at a past moment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone
from pytest_django.fixtures import Settings
from wagtail.models import PageViewRestriction

from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, Extraction, Ruling, Showing, Situation, Snapshot
from conflictdesk.ledger.snapshots import correction_log, history, refreshing
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import SituationFactory, article, edit, event, figure, record, said_by
from tests.hidden import Commit

pytestmark = pytest.mark.django_db
LINE = "The UN said {} people were killed."
HOUR = timedelta(hours=1)


@pytest.fixture
def situation() -> Situation:
    return SituationFactory(name="Battle of Mosul", slug="mosul", summary="It goes on.")


@pytest.fixture
def page(situation: Situation) -> ArticlePage:
    return article(LINE.format(12), title="Battle", situation=situation)


def _read(page: ArticlePage, number: int) -> Claim:
    text = Extraction.objects.filter(page_key=page.pk).first().text  # type: ignore[union-attr]
    bounds = {"low": number, "best": number, "high": number, "period": "cumulative"}
    said = said_by(text, "UN", "un", "un")
    record(page, figure(text, f"{number} people", attribution=said, **bounds))
    return Claim.objects.get(page_key=page.pk, presence="present")


@pytest.fixture
def approved(page: ArticlePage, editor: User, commit: Commit) -> Claim:
    with commit():
        claim = _read(page, 12)
        rulings.approve(claim.pk, editor, version=claim.version)
    _age()
    return Claim.objects.get(pk=claim.pk)


def _age() -> None:
    """Dates everything that has been shown back by an hour."""
    for showing in Showing.objects.all():
        hidden = showing.hidden_at and showing.hidden_at - HOUR
        Showing.objects.filter(pk=showing.pk).update(shown_at=showing.shown_at - HOUR, hidden_at=hidden)
    Ruling.objects.update(at=F("at") - HOUR)
    for snapshot in Snapshot.objects.all():
        Snapshot.objects.filter(pk=snapshot.pk).update(created_at=snapshot.created_at - HOUR)


def _logged(situation: Situation) -> list[tuple[Any, ...]]:
    return [
        (one.kind, one.cause, one.before and one.before["best"], one.after and one.after["best"],
         one.article and one.article["title"])
        for one in correction_log.public(situation)
    ]  # fmt: skip


def _shown(situation: Situation) -> list[float]:
    snapshot = refreshing.latest(situation.pk)
    return [one["leader"]["best"] for one in snapshot.content["standings"]] if snapshot else []


def test_a_corrected_number_leaves_at_once_and_a_correction_stays(
    approved: Claim, page: ArticlePage, situation: Situation, editor: User, commit: Commit
) -> None:
    with commit():
        edit(page, LINE.format(14))

    # Nobody has read the new text yet.
    approved.refresh_from_db()
    assert (_shown(situation), approved.presence, approved.state) == ([], "withheld", "approved")

    with commit():
        claim = _read(page, 14)
    approved.refresh_from_db()
    assert (approved.presence, approved.replaced_by, claim.state) == ("changed", claim, "pending")
    assert [one.decision for one in approved.rulings.all()] == ["approve"]
    assert _logged(situation) == [("corrected", "text", 12, None, "Battle")]

    with commit():
        rulings.approve(claim.pk, editor, version=claim.version)
    assert (_shown(situation), _logged(situation)) == ([14], [("corrected", "text", 12, 14, "Battle")])
    assert refreshing.latest(situation.pk).content["corrections"] == 1  # type: ignore[union-attr]
    assert correction_log.public(situation)[0].before == {
        "kind": "figure", "claim": approved.pk, "measure": "killed", "unit": "person", "population": None,
        "period": "cumulative", "low": 12, "best": 12, "high": 12, "qualifier": "exact", "is_part": False,
        "source": "UN", "place": None, "side": None, "hedged": False, "realis": "actual", "from": None,
        "to": None, "precision": None, "as_of": "2017-06-28",
    }  # fmt: skip


def test_a_deleted_sentence_is_withdrawn_and_a_reverted_article_is_no_correction(
    approved: Claim, page: ArticlePage, situation: Situation, commit: Commit
) -> None:
    with commit():
        edit(page, "Nothing is known.")
        record(page)
    assert (_shown(situation), _logged(situation)) == ([], [("withdrawn", "text", 12, None, "Battle")])

    with commit():
        edit(page, LINE.format(12))
        assert _read(page, 12) == approved
    assert (_shown(situation), _logged(situation)) == ([12], [])


def test_what_editors_take_back_or_set_right_is_told(
    approved: Claim, situation: Situation, editor: User, commit: Commit
) -> None:
    with commit():
        rulings.reopen(approved.pk, editor, version=approved.version)
    assert _logged(situation) == [("withdrawn", "editors", 12, None, "Battle")]

    with commit():
        change = {"low": 13, "best": 13, "high": 13}
        rulings.amend(approved.pk, editor, change, version=approved.version + 1)
    assert (_shown(situation), _logged(situation)) == (
        [13],
        [("corrected", "editors", 12, 13, "Battle")],
    )


def test_a_slip_and_a_move_are_no_corrections(
    page: ArticlePage, situation: Situation, editor: User, commit: Commit
) -> None:
    with commit():
        claim = _read(page, 12)
        ruling = rulings.approve(claim.pk, editor, version=1)
    with commit():
        rulings.undo(ruling.pk, editor)
    assert _logged(situation) == []

    with commit():
        rulings.approve(claim.pk, editor, version=3)
    _age()
    with commit():
        rulings.move(claim.pk, editor, SituationFactory(), version=4)
    assert (_shown(situation), _logged(situation)) == ([], [])


def _amend(claim: Claim, editor: User, number: int, commit: Commit) -> Ruling:
    claim.refresh_from_db()
    with commit():
        change = {"low": number, "best": number, "high": number}
        return rulings.amend(claim.pk, editor, change, version=claim.version)


def _undo(ruling: Ruling, editor: User, commit: Commit) -> None:
    with commit():
        rulings.undo(ruling.pk, editor)


def test_slips_are_told_neither_themselves_nor_as_what_came_before_or_after(
    approved: Claim, situation: Situation, editor: User, commit: Commit
) -> None:
    with commit():
        rulings.reopen(approved.pk, editor, version=approved.version)
    for typo in (1_200_000, 5, 1_200_000):
        _undo(_amend(approved, editor, typo, commit), editor, commit)
    assert (_shown(situation), _logged(situation)) == (
        [],
        [("withdrawn", "editors", 12, None, "Battle")],
    )

    _amend(approved, editor, 13, commit)
    assert (_shown(situation), _logged(situation)) == (
        [13],
        [("corrected", "editors", 12, 13, "Battle")],
    )
    assert refreshing.latest(situation.pk).content["corrections"] == 1  # type: ignore[union-attr]


def test_ten_slips_of_a_new_fact_leave_nothing(
    page: ArticlePage, situation: Situation, editor: User, commit: Commit
) -> None:
    with commit():
        claim = _read(page, 12)
    for number in range(10):
        _undo(_amend(claim, editor, 1_200_000 + number, commit), editor, commit)
    assert (Showing.objects.count(), _shown(situation), _logged(situation)) == (10, [], [])

    _amend(claim, editor, 13, commit)
    assert (_shown(situation), _logged(situation)) == ([13], [])


def test_what_stood_for_more_than_a_minute_before_it_was_undone_is_told(
    page: ArticlePage, situation: Situation, editor: User, commit: Commit
) -> None:
    with commit():
        claim = _read(page, 12)
    ruling = _amend(claim, editor, 13, commit)
    Showing.objects.update(shown_at=F("shown_at") - correction_log.SLIP)
    _undo(ruling, editor, commit)
    assert _logged(situation) == [("withdrawn", "editors", 13, None, "Battle")]


def _change_the_text(page: ArticlePage) -> None:
    edit(page, LINE.format(14))


def _change_the_text_and_read_it(page: ArticlePage) -> None:
    edit(page, LINE.format(14))
    _read(page, 14)


def _delete_the_sentence(page: ArticlePage) -> None:
    edit(page, "Nothing is known.")
    record(page)


AFTERWARDS = [
    _change_the_text,
    _change_the_text_and_read_it,
    _delete_the_sentence,
    lambda page: page.unpublish(),
    lambda page: page.delete(),
]


@pytest.mark.parametrize("happens", AFTERWARDS)
@pytest.mark.parametrize("how", ["figure", "event"])
def test_a_slip_stays_untold_whatever_becomes_of_the_article(
    page: ArticlePage, situation: Situation, editor: User, commit: Commit, how: str, happens: Any
) -> None:
    with commit():
        claim = _read(page, 12) if how == "figure" else _clash(page)
        ruling = rulings.approve(claim.pk, editor, version=1)
    _undo(ruling, editor, commit)
    _age()
    with commit():
        happens(page)
    assert (Showing.objects.count(), _logged(situation)) == (1, [])


def _clash(page: ArticlePage) -> Claim:
    (claim,) = record(page, event(LINE.format(12), "killed"))
    return claim


@pytest.mark.parametrize("happens", AFTERWARDS)
def test_what_the_editors_took_back_stays_theirs_whatever_becomes_of_the_article(
    approved: Claim, page: ArticlePage, situation: Situation, editor: User, commit: Commit, happens: Any
) -> None:
    with commit():
        rulings.reopen(approved.pk, editor, version=approved.version)
    _age()
    with commit():
        happens(page)
    ((kind, cause, before, after, title),) = _logged(situation)
    public = ArticlePage.objects.live().exists()
    assert (kind, cause, after) == ("withdrawn", "editors", None)
    assert (before, title) == ((12, "Battle") if public else (None, None))


def test_each_step_of_a_number_has_its_own_cause(
    approved: Claim, page: ArticlePage, situation: Situation, editor: User, commit: Commit
) -> None:
    with commit():
        rulings.reopen(approved.pk, editor, version=approved.version)
    _amend(approved, editor, 13, commit)
    _age()
    with commit():
        edit(page, LINE.format(14))
        claim = _read(page, 14)
        ruling = rulings.approve(claim.pk, editor, version=claim.version)
    first = ("corrected", "editors", 12, 13, "Battle")
    assert _logged(situation) == [("corrected", "text", 13, 14, "Battle"), first]

    _undo(ruling, editor, commit)
    assert _logged(situation) == [("corrected", "text", 13, None, "Battle"), first]


@pytest.mark.parametrize("leave", ["unpublish", "restrict", "delete"])
def test_what_left_with_its_article_is_told_without_its_words(
    approved: Claim, page: ArticlePage, situation: Situation, commit: Commit, leave: str
) -> None:
    with commit():
        if leave == "restrict":
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        else:
            getattr(page, leave)()

    (told,) = correction_log.public(situation)
    assert (told.kind, told.cause, told.before, told.after, told.article) == (
        "withdrawn", "article", None, None, None,
    )  # fmt: skip


def test_the_past_for_staff_and_for_readers(
    approved: Claim, page: ArticlePage, situation: Situation, editor: User, commit: Commit
) -> None:
    before = timezone.now() - HOUR / 2
    with commit():
        other = article(LINE.format(20), title="Later", situation=situation)
        claim = _read(other, 20)
        rulings.approve(claim.pk, editor, version=1)

    staff, readers = history.snapshot_at(situation, before), history.public_past(situation, before)
    assert staff is not None
    assert readers is not None
    assert [one["leader"]["best"] for one in staff.content["standings"]] == [12]
    assert [one["leader"]["best"] for one in readers["standings"]] == [12]
    assert (readers["withdrawn"], readers["articles"], readers["situation"]["summary"]) == (
        0,
        1,
        "It goes on.",
    )
    assert _shown(situation) == [20]
    assert history.snapshot_at(situation, before - HOUR) is None
    assert history.public_past(situation, before - HOUR) is None


def test_the_public_past_has_nothing_that_is_not_public_today(
    approved: Claim, page: ArticlePage, situation: Situation, commit: Commit
) -> None:
    before = timezone.now() - HOUR / 2
    with commit():
        page.unpublish()
        situation.summary = "Something else."
        situation.save()

    staff, readers = history.snapshot_at(situation, before), history.public_past(situation, before)
    assert staff is not None
    assert [one["leader"]["best"] for one in staff.content["standings"]] == [12]
    assert readers is not None
    assert readers == {
        "situation": {"slug": "mosul", "name": "Battle of Mosul", "state": "live", "summary": ""},
        "standings": [], "events": [], "articles": 0, "withdrawn": 1,
    }  # fmt: skip


def test_a_value_that_was_set_right_is_not_told_as_the_past(
    approved: Claim, situation: Situation, editor: User, commit: Commit
) -> None:
    before = timezone.now() - HOUR / 2
    other = article(LINE.format(11), title="Other", situation=situation)
    with commit():
        rulings.reopen(approved.pk, editor, version=approved.version)
        rulings.amend(approved.pk, editor, {"high": 13}, version=approved.version + 1)
        claim = _read(other, 11)
        rulings.approve(claim.pk, editor, version=1)

    readers = history.public_past(situation, before)

    assert readers is not None
    assert (readers["standings"], readers["withdrawn"]) == ([], 1)


def test_a_corrected_number_leaves_even_when_nothing_can_read_the_text(
    approved: Claim,
    page: ArticlePage,
    situation: Situation,
    commit: Commit,
    settings: Settings,
    tmp_path: Path,
) -> None:
    (tmp_path / "actors.yaml").write_text("kind: [")
    settings.CONFLICTDESK_VOCABULARY_DIRS = [str(tmp_path)]
    with commit():
        edit(page, LINE.format(14))

    assert (_shown(situation), Extraction.objects.count()) == ([], 1)
