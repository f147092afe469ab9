"""Concurrent work on PostgreSQL: nobody waits for ever, nothing is lost, nothing withdrawn stays
visible.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import facts, rulings
from conflictdesk.ledger.extractions import housekeeping, intake, leases, outbox
from conflictdesk.ledger.models import Claim, Extraction, FigureFact, Snapshot
from conflictdesk.ledger.snapshots import refreshing, snapshot_versions
from tests.factories import EditorFactory, SituationFactory, article, edit, figure, record
from tests.ledger.at_once import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PATIENCE = 20
# Long enough for the other thread to come to where it has to wait, or to be done when nothing holds it.
A_WHILE = 1.5


class Stop:
    """A point at which the first caller waits until it is released; others pass."""

    def __init__(self) -> None:
        self.reached, self.go = threading.Event(), threading.Event()

    def __call__(self) -> None:
        if not self.reached.is_set():
            self.reached.set()
            assert self.go.wait(PATIENCE)


def _stop_after(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> Stop:
    stop, real = Stop(), getattr(module, name)

    def then_stop(*args: Any, **options: Any) -> Any:
        result = real(*args, **options)
        stop()
        return result

    monkeypatch.setattr(module, name, then_stop)
    return stop


def test_two_editors_who_approve_in_one_situation_do_not_lock_each_other_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    situation = SituationFactory()
    page = article("12 people were killed.", "30 people were wounded.", situation=situation)
    text = Extraction.objects.get().text
    claims = record(page, figure(text, "12 people"), figure(text, "30 people", measure="wounded"))
    both, real = threading.Barrier(2), facts.derive

    def derive(*args: Any) -> None:
        real(*args)
        both.wait(PATIENCE)

    monkeypatch.setattr(facts, "derive", derive)
    editors = [EditorFactory(), EditorFactory()]
    jobs = [
        lambda claim=claim, editor=editor: rulings.approve(claim.pk, editor, version=claim.version)
        for claim, editor in zip(claims, editors, strict=True)
    ]

    for future in at_once(*jobs):
        future.result(PATIENCE)

    assert _shown(situation.pk) == ["killed", "wounded"]


def test_an_approval_under_way_does_not_show_what_is_withdrawn_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    situation = SituationFactory()
    page = article("12 people were killed.", situation=situation)
    (claim,) = record(page, figure(Extraction.objects.get().text, "12 people"))
    editor = EditorFactory()
    stop = _stop_after(monkeypatch, rulings, "_apply")

    (approval,) = at_once(lambda: rulings.approve(claim.pk, editor, version=claim.version))
    assert stop.reached.wait(PATIENCE)
    (withdrawal,) = at_once(page.unpublish)
    threading.Event().wait(A_WHILE)
    stop.go.set()
    approval.result(PATIENCE)
    withdrawal.result(PATIENCE)

    assert _shown(situation.pk) == []


def test_an_approval_of_what_leaves_the_text_meanwhile_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    situation = SituationFactory()
    page = article("12 people were killed.")
    (claim,) = record(page, figure(Extraction.objects.get().text, "12 people"))
    editor = EditorFactory()
    edit(page, "Fighting went on.")
    newest = Extraction.objects.first()
    assert newest is not None
    stop = _stop_after(monkeypatch, intake, "last_mentions")

    (reading,) = at_once(lambda: intake.run(newest.pk))
    assert stop.reached.wait(PATIENCE)
    (approval,) = at_once(
        lambda: rulings.approve(claim.pk, editor, version=claim.version, situation=situation)
    )
    threading.Event().wait(A_WHILE)
    stop.go.set()
    reading.result(PATIENCE)

    with pytest.raises(rulings.AlreadyDecided):
        approval.result(PATIENCE)
    assert not FigureFact.objects.exists()


def test_a_newer_text_waits_for_the_older_one_that_is_being_recorded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = article("12 people were killed.", situation=SituationFactory())
    older = Extraction.objects.get()
    stop = _stop_after(monkeypatch, intake, "last_mentions")

    def publish_and_read() -> None:
        edit(page, "30 people were killed.")
        intake.run(Extraction.objects.exclude(pk=older.pk).get().pk)

    (first,) = at_once(lambda: intake.run(older.pk))
    assert stop.reached.wait(PATIENCE)
    (second,) = at_once(publish_and_read)
    threading.Event().wait(A_WHILE)
    stop.go.set()
    first.result(PATIENCE)
    second.result(PATIENCE)

    present = Claim.objects.filter(page_key=page.pk, kind="figure", presence="present")
    assert [claim.proposal["best"] for claim in present] == [30]


def test_a_text_that_comes_back_while_its_first_run_ends_is_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = article("12 people were killed.", situation=SituationFactory())
    first = Extraction.objects.get()
    edit(page, "30 people were killed.")
    stop = _stop_after(monkeypatch, leases, "finish")

    (late,) = at_once(lambda: intake.run(first.pk))
    assert stop.reached.wait(PATIENCE)
    (again,) = at_once(lambda: edit(page, "12 people were killed."))
    threading.Event().wait(A_WHILE)
    stop.go.set()
    late.result(PATIENCE)
    again.result(PATIENCE)

    first.refresh_from_db()
    assert first.state == Extraction.State.QUEUED


def test_a_text_that_comes_back_is_not_given_up_meanwhile(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.CONFLICTDESK_KEEP_TEXTS_DAYS = 0
    page = article("12 people were killed.", situation=SituationFactory())
    edit(page, "30 people were killed.")
    for row in Extraction.objects.all():
        intake.run(row.pk)
    first = Extraction.objects.order_by("sequence")[0]
    stop = _stop_after(monkeypatch, outbox, "_row")

    (again,) = at_once(lambda: edit(page, "12 people were killed."))
    assert stop.reached.wait(PATIENCE)
    (tidied,) = at_once(housekeeping.run)
    threading.Event().wait(A_WHILE)
    stop.go.set()
    again.result(PATIENCE)

    # By then the first text is the newest again, and the second one has the claim that is shown.
    assert tidied.result(PATIENCE).texts == 0
    first.refresh_from_db()
    assert first.text.endswith("12 people were killed.")


def test_versions_are_folded_by_two_at_once_and_beside_rulings(settings: Settings) -> None:
    settings.CONFLICTDESK_KEEP_SNAPSHOTS_DAYS = 0
    situation, editor = SituationFactory(), EditorFactory()
    lines = [f"{number + 100} people were wounded." for number in range(30)]
    page = article(*lines, situation=situation)
    text = Extraction.objects.get().text
    found = [
        figure(text, one[:-1], measure="wounded", best=n, period="cumulative") for n, one in enumerate(lines)
    ]
    claims = record(page, *found)

    def approve() -> None:
        for claim in claims:
            rulings.approve(claim.pk, editor, version=claim.version)

    def tidy() -> None:
        for _ in claims:
            housekeeping.run(most=1)

    for future in at_once(approve, tidy, tidy):
        future.result(PATIENCE)
    housekeeping.run()

    rows = Snapshot.objects.order_by("version")
    assert [snapshot_versions.digest_of(snapshot_versions.content_of(one)) for one in rows] == [
        one.digest for one in rows
    ]
    assert sum(one.differs_from is not None for one in rows) > len(claims) / 2


def _shown(situation_id: int) -> list[str]:
    snapshot = refreshing.latest(situation_id)
    assert snapshot is not None
    return [one["measure"] for one in snapshot.content["standings"]]


ROUNDS = 400


def test_one_person_never_gives_both_approvals(settings: Settings) -> None:
    """Tests approvals that guess the next version while somebody moves the claim to and fro."""
    settings.CONFLICTDESK_SECOND_APPROVAL = {"figure:killed"}
    here, there = SituationFactory(), SituationFactory()
    page = article("12 people were killed.", situation=here)
    (claim,) = record(page, figure(Extraction.objects.get().text, "12 people"))
    ada, bob = EditorFactory(), EditorFactory()
    rulings.approve(claim.pk, ada, version=claim.version)
    start = threading.Barrier(2)
    moved = []

    def approve() -> None:
        for number in range(ROUNDS):
            version = Claim.objects.get(pk=claim.pk).version
            start.wait(PATIENCE)
            with suppress(ConflictdeskError):
                rulings.approve(claim.pk, ada, version=version + number % 2)

    def move() -> None:
        for _ in range(ROUNDS):
            now = Claim.objects.get(pk=claim.pk)
            start.wait(PATIENCE)
            with suppress(rulings.AlreadyDecided):
                rulings.move(claim.pk, bob, there if now.situation == here else here, version=now.version)
                moved.append(now.version)

    for future in reversed(at_once(approve, move)):
        future.result(10 * PATIENCE)

    claim.refresh_from_db()
    assert claim.state == "pending"
    assert set(claim.rulings.values_list("user", "outcome", "seconds")) == {(ada.pk, "pending", None)}
    assert not FigureFact.objects.exists()
    assert len(moved) > ROUNDS // 4


def test_an_approval_that_guesses_the_next_version_meets_the_move_that_makes_it(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """The person who gave the first approval has read the claim before somebody moves it, and writes
    after that.
    """
    settings.CONFLICTDESK_SECOND_APPROVAL = {"figure:killed"}
    page = article("12 people were killed.", situation=SituationFactory())
    (claim,) = record(page, figure(Extraction.objects.get().text, "12 people"))
    ada, bob, there = EditorFactory(), EditorFactory(), SituationFactory()
    rulings.approve(claim.pk, ada, version=1)
    stop = _stop_after(monkeypatch, queries, "claim")
    (approval,) = at_once(lambda: rulings.approve(claim.pk, ada, version=3))
    assert stop.reached.wait(PATIENCE)
    (move,) = at_once(lambda: rulings.move(claim.pk, bob, there, version=2))
    with suppress(TimeoutError):
        move.result(A_WHILE)
    stop.go.set()

    with pytest.raises(ConflictdeskError):
        approval.result(PATIENCE)
    move.result(PATIENCE)
    claim.refresh_from_db()
    assert (claim.state, claim.situation, claim.rulings.count()) == ("pending", there, 1)
