"""Concurrent merges and undoing on PostgreSQL, beside other work: one is first, and nobody waits for
ever.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from typing import Any

import pytest

from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.extractions import intake
from conflictdesk.ledger.merging import merges, situation_merges, unmerging
from conflictdesk.ledger.models import ArticleSituation, Claim, Extraction, FigureFact, Merge, Situation
from conflictdesk.ledger.situations import lifecycle, membership
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import EditorFactory, SituationFactory, edit
from tests.ledger.at_once import at_once
from tests.ledger.merging.merged import killed

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PATIENCE = 20
# Long enough for the other thread to come to where it has to wait, or to be done when nothing holds it.
A_WHILE = 1.0


def _refusals(futures: list[Future[Any]]) -> list[str]:
    """Returns the refusal of each job; "" for one that succeeded."""
    errors = [future.exception(PATIENCE) for future in futures]
    assert [error for error in errors if not isinstance(error, ConflictdeskError | None)] == []
    return sorted(str(error) if error else "" for error in errors)


@pytest.fixture
def merge() -> Merge:
    """Returns a merge of a situation with a claim into another one."""
    mosul, war = SituationFactory(name="Mosul"), SituationFactory(name="War")
    killed(mosul, 30)
    return lifecycle.merge(mosul, war, EditorFactory(first_name="Ada", last_name="Editor"))


def _stopped(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str
) -> tuple[threading.Event, threading.Event]:
    """Makes the first caller of the function set the one event and wait for the other."""
    reached, go, real = threading.Event(), threading.Event(), getattr(module, name)

    def stop(*args: Any, **options: Any) -> Any:
        if not reached.is_set():
            reached.set()
            assert go.wait(PATIENCE)
        return real(*args, **options)

    monkeypatch.setattr(module, name, stop)
    return reached, go


def test_of_two_who_undo_the_same_merge_one_is_first(merge: Merge) -> None:
    editors = [EditorFactory(first_name="Ada"), EditorFactory(first_name="Ada")]
    jobs = [lambda editor=editor: unmerging.undo(merge.pk, editor) for editor in editors]

    assert _refusals(at_once(*jobs)) == ["", "Ada has undone this merge already."]
    assert Claim.objects.get().situation_id == merge.merged_key
    assert Claim.objects.get().version == 3


def test_a_later_merge_under_way_is_waited_for_and_told(
    merge: Merge, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor, third = EditorFactory(), SituationFactory(name="Third")
    war = Situation.objects.get(pk=merge.kept_key)
    reached, go = _stopped(monkeypatch, lifecycle, "carry_over")

    later = at_once(lambda: lifecycle.merge(war, third, editor))
    assert reached.wait(PATIENCE)
    undo = at_once(lambda: unmerging.undo(merge.pk, editor))
    threading.Event().wait(A_WHILE)
    go.set()

    assert _refusals(later) == [""]
    assert _refusals(undo) == ["“War” was merged into “Third” after this. Undo that first."]
    assert Claim.objects.get().situation == third


def test_an_approval_while_a_merge_is_undone_is_told_that_the_claim_has_changed(
    merge: Merge, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor, claim = EditorFactory(), Claim.objects.get()
    reached, go = _stopped(monkeypatch, situation_merges, "carry_back")

    undo = at_once(lambda: unmerging.undo(merge.pk, editor))
    assert reached.wait(PATIENCE)
    approval = at_once(lambda: rulings.approve(claim.pk, editor, version=claim.version))
    threading.Event().wait(A_WHILE)
    go.set()

    assert _refusals(undo) == [""]
    assert _refusals(approval) == ["This claim has changed since you opened it. Look at it once more."]
    assert not FigureFact.objects.exists()


@pytest.fixture
def elsewhere() -> Claim:
    """Returns a claim of another situation than the two that are being merged."""
    return killed(SituationFactory(name="Elsewhere"), 12)


@pytest.mark.parametrize(
    "choose",
    [
        lambda claim, editor, double: rulings.approve(claim.pk, editor, version=1, situation=double.pk),
        lambda claim, editor, double: rulings.move(claim.pk, editor, double, version=1),
        lambda claim, editor, double: membership.assign(claim.page_key, [double], editor),
    ],
    ids=["approve", "move", "assign"],
)
def test_what_is_given_to_a_situation_while_it_is_merged_goes_where_that_goes(
    choose: Callable[..., Any], elsewhere: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor, into, double = EditorFactory(), SituationFactory(name="War"), SituationFactory(name="Mosul")
    reached, go = _stopped(monkeypatch, lifecycle, "carry_over")

    merging = at_once(lambda: lifecycle.merge(double, into, editor))
    assert reached.wait(PATIENCE)
    choosing = at_once(lambda: choose(elsewhere, editor, double))
    threading.Event().wait(A_WHILE)
    go.set()

    assert (_refusals(merging), _refusals(choosing)) == ([""], [""])
    elsewhere.refresh_from_db()
    assert elsewhere.situation == into
    assert not FigureFact.objects.exclude(situation=into).exists()
    assert not ArticleSituation.objects.filter(situation=double).exists()


def test_an_article_that_is_joining_a_situation_goes_along_when_that_is_merged(
    elsewhere: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor, into, double = EditorFactory(), SituationFactory(name="War"), SituationFactory(name="Mosul")
    reached, go = _stopped(monkeypatch, membership, "assign_pending_claims")

    joining = at_once(lambda: membership.assign(elsewhere.page_key, [double], editor))
    assert reached.wait(PATIENCE)
    merging = at_once(lambda: lifecycle.merge(double, into, editor))
    threading.Event().wait(A_WHILE)
    go.set()

    assert (_refusals(joining), _refusals(merging)) == ([""], [""])
    elsewhere.refresh_from_db()
    assert (membership.situations_of(elsewhere.page_key), elsewhere.situation) == ([into], into)


def test_a_text_that_is_recorded_while_a_merge_is_undone_goes_where_its_article_goes(
    merge: Merge, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = EditorFactory()
    page = edit(
        ArticlePage.objects.get(pk=Claim.objects.get().page_key), "The UN said 45 people were killed."
    )
    newest = Extraction.objects.filter(page=page).latest("pk")
    reached, go = _stopped(monkeypatch, situation_merges, "carry_back")

    undo = at_once(lambda: unmerging.undo(merge.pk, editor))
    assert reached.wait(PATIENCE)
    reading = at_once(lambda: intake.run(newest.pk))
    threading.Event().wait(A_WHILE)
    go.set()

    assert (_refusals(undo), _refusals(reading)) == ([""], [""])
    found = set(Claim.objects.values_list("presence", "situation"))
    assert found >= {("present", merge.merged_key)}
    assert {situation for _, situation in found} == {merge.merged_key}


def test_housekeeping_leaves_what_an_undoing_under_way_needs(
    merge: Merge, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor, claim = EditorFactory(), Claim.objects.get()
    rulings.approve(claim.pk, editor, version=claim.version)
    reached, go = _stopped(monkeypatch, situation_merges, "carry_back")

    undo = at_once(lambda: unmerging.undo(merge.pk, editor))
    assert reached.wait(PATIENCE)
    # The day ends while it is being undone.
    monkeypatch.setattr(merges, "UNDO_FOR", timedelta(0))
    (thinned,) = at_once(lambda: merges.drop_undo_data(50))
    threading.Event().wait(A_WHILE)
    go.set()

    assert _refusals(undo) == [""]
    claim.refresh_from_db()
    assert (claim.situation_id, claim.figurefact.situation_id) == (merge.merged_key, merge.merged_key)
    assert thinned.result(PATIENCE) == 0
    assert [merges.drop_undo_data(50), merges.drop_undo_data(50), merge.claims.count()] == [1, 0, 0]


@pytest.mark.parametrize("merging_first", [True, False])
def test_a_text_recorded_while_two_are_merged_locks_nobody_out(
    monkeypatch: pytest.MonkeyPatch, merging_first: bool
) -> None:
    """The article is in both situations: its waiting claims are checked when it leaves one."""
    mosul, war = SituationFactory(name="Mosul"), SituationFactory(name="War")
    claim, editor = killed(mosul, 30), EditorFactory()
    page = ArticlePage.objects.get(pk=claim.page_key)
    page.conflictdesk_situations.create(situation=war)
    edit(page, "The UN said 45 people were killed.")
    newest = Extraction.objects.filter(page=page).latest("pk")
    module, name = (lifecycle, "carry_over") if merging_first else (intake, "_record")
    jobs = [lambda: lifecycle.merge(mosul, war, editor), lambda: intake.run(newest.pk)]
    reached, go = _stopped(monkeypatch, module, name)

    first = at_once(jobs[0] if merging_first else jobs[1])
    assert reached.wait(PATIENCE)
    second = at_once(jobs[1] if merging_first else jobs[0])
    threading.Event().wait(A_WHILE)
    go.set()

    assert (_refusals(first), _refusals(second)) == ([""], [""])
    assert set(Claim.objects.values_list("situation", flat=True)) == {war.pk}
    assert merges.undoable(war) == [Merge.objects.get()]
