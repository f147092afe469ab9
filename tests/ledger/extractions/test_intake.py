"""The intake of candidates as claims: once, again, and after an edit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from conflictdesk.contract.types import Document, Figure, Result
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.extractions import intake, leases, outbox
from conflictdesk.ledger.models import Actor, ArticleSituation, Claim, Evidence, Extraction, FigureFact
from conflictdesk.newsroom.models import ArticlePage
from conflictdesk.reconcile.proposals import proposals
from tests.factories import EditorFactory, SituationFactory, article, edit, event, figure, record, said_by

pytestmark = pytest.mark.django_db
KILLED = "12 people were killed in the market."
WOUNDED = "30 people were wounded."


def _texts(page: ArticlePage) -> str:
    return Extraction.objects.filter(page_key=page.pk).first().text  # type: ignore[union-attr]


def test_candidates_become_claims_with_evidence_in_their_block() -> None:
    situation = SituationFactory()
    page = article(KILLED, "Clashes went on.", situation=situation)
    text = _texts(page)

    killed, clash = record(page, figure(text, "12 people"), event(text, "Clashes"))

    assert (killed.kind, killed.topic, killed.state, killed.situation) == (
        "figure", "killed", "pending", situation,
    )  # fmt: skip
    assert (clash.kind, clash.topic) == ("event", "clash")
    words = killed.evidence.get()
    assert text[words.start : words.end] == words.quote == "12 people"
    assert (words.sentence, words.field, words.block) == (KILLED, "body", str(page.body[0].id))


def test_mentions_of_one_thing_are_one_claim_with_several_spans() -> None:
    page = article("12 people were killed.", "The 12 dead were buried.")
    text = _texts(page)

    (claim,) = record(page, figure(text, "12 people"), figure(text, "12 dead", same_as=0))

    assert [one.quote for one in claim.evidence.all()] == ["12 people", "12 dead"]


def test_the_same_text_twice_changes_nothing() -> None:
    page = article(KILLED)
    candidate = figure(_texts(page), "12 people")
    record(page, candidate)
    before = list(Claim.objects.values()), list(Evidence.objects.values())
    Extraction.objects.update(state=Extraction.State.QUEUED)

    record(page, candidate)

    assert (list(Claim.objects.values()), list(Evidence.objects.values())) == before


def test_a_corrected_number_takes_the_approved_one_down_and_waits_beside_it() -> None:
    page = article(KILLED, situation=SituationFactory())
    (old,) = record(page, figure(_texts(page), "12 people"))
    rulings.approve(old.pk, EditorFactory(), version=old.version)
    page = edit(page, KILLED.replace("12", "14"))

    old, new = record(page, figure(_texts(page), "14 people", low=14, best=14, high=14))

    assert (old.state, old.presence, old.replaced_by) == ("approved", "changed", new)
    assert (new.state, new.presence, new.situation) == ("pending", "present", old.situation)
    assert old.rulings.get().decision == "approve"


@pytest.mark.parametrize(
    ("after", "presence"),
    [
        ("The army said that 12 people were killed in the market near the bridge.", ["vanished", "present"]),
        ("The UN said that 12 people were killed in the market near the brdige.", ["present"]),
    ],
)
def test_a_corrected_source_takes_the_approved_fact_down(after: str, presence: list[str]) -> None:
    before = "The UN said that 12 people were killed in the market near the bridge."

    def told(text: str) -> Figure:
        return figure(
            text, "12 people", attribution=said_by(text, " ".join(text.split("\n\n")[1].split()[:2]))
        )

    page = article(before, title="Title", situation=SituationFactory())
    (old,) = record(page, told(_texts(page)))
    rulings.approve(old.pk, EditorFactory(), version=old.version)
    page = edit(page, after)

    assert [one.presence for one in record(page, told(_texts(page)))] == presence


def test_a_deleted_sentence_vanishes_and_comes_back_with_its_ruling() -> None:
    page = article(KILLED, WOUNDED, situation=SituationFactory())
    text = _texts(page)
    killed, wounded = record(page, figure(text, "12 people"), figure(text, "30 people", measure="wounded"))
    rulings.approve(wounded.pk, EditorFactory(), version=wounded.version)

    shorter = edit(page, KILLED)
    record(shorter, figure(_texts(shorter), "12 people"))
    wounded.refresh_from_db()
    assert (wounded.state, wounded.presence) == ("approved", "vanished")

    longer = edit(shorter, KILLED, WOUNDED)
    record(longer, figure(text, "12 people"), figure(text, "30 people", measure="wounded"))
    wounded.refresh_from_db()
    killed.refresh_from_db()
    assert (wounded.state, wounded.presence) == ("approved", "present")
    assert killed.presence == "present"
    assert Claim.objects.count() == 2


def test_an_older_run_that_ends_late_records_nothing() -> None:
    page = article(KILLED)
    late = leases.take(Extraction.objects.get().pk)
    assert late is not None
    edit(page, WOUNDED)

    intake.apply(late, ())

    assert not Claim.objects.exists()
    late.refresh_from_db()
    assert late.state == Extraction.State.DONE


def test_a_page_that_is_gone_before_its_run_ends_gets_no_claims() -> None:
    page = article(KILLED)
    leased = leases.take(Extraction.objects.get().pk)
    assert leased is not None
    found = proposals(Result((figure(leased.text, "12 people"),)), leased.text)
    page.delete()

    intake.apply(leased, found)

    assert not Claim.objects.exists()
    leased.refresh_from_db()
    assert leased.state == Extraction.State.DONE


def test_what_nobody_recorded_is_not_the_text_before() -> None:
    """The words are removed; then come two extractor versions of the new text, of which only the second
    is read.
    """
    page = article(KILLED, WOUNDED, situation=SituationFactory())
    text = _texts(page)
    killed, wounded = record(page, figure(text, "12 people"), figure(text, "30 people", measure="wounded"))
    rulings.approve(wounded.pk, EditorFactory(), version=wounded.version)
    page = edit(page, KILLED)
    passed_over = Extraction.objects.filter(page_key=page.pk).first()
    assert passed_over is not None
    leased = leases.take(passed_over.pk)
    Actor.objects.create(identifier="brigade", name="Brigade", aliases=["The Brigade"])
    outbox.request(page)
    intake.apply(leased, ())  # type: ignore[arg-type]

    record(page, figure(_texts(page), "12 people"))

    assert [*Claim.objects.values_list("pk", "presence")] == [
        (killed.pk, "present"),
        (wounded.pk, "vanished"),
    ]


def test_a_corrected_number_stays_in_the_situation_that_the_editor_chose() -> None:
    first, second = SituationFactory(), SituationFactory()
    page = article(KILLED, situation=first)
    ArticleSituation.objects.create(page=page, situation=second)
    (old,) = record(page, figure(_texts(page), "12 people"))
    editor = EditorFactory()
    rulings.approve(old.pk, editor, version=old.version, situation=second)
    page = edit(page, KILLED.replace("12", "14"))

    _, new = record(page, figure(_texts(page), "14 people", low=14, best=14, high=14))

    assert new.situation == second


def test_relative_dates_resolve_against_the_newsrooms_day(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TIME_ZONE = "Asia/Baghdad"
    read: list[str | None] = []

    def extractor(document: Document, **_: Any) -> Result:
        read.append(document.published)
        return Result()

    monkeypatch.setattr(intake, "extract", extractor)
    article(KILLED, published=datetime(2017, 6, 27, 22, tzinfo=UTC))

    intake.run(Extraction.objects.get().pk)

    assert read == ["2017-06-28T01:00:00+03:00"]


def test_run_extracts_for_real_and_a_second_run_has_nothing_to_do() -> None:
    page = article("At least 750,000 people have fled Mosul, the UN said.", situation=SituationFactory())
    extraction = Extraction.objects.get()

    assert intake.run(extraction.pk) == extraction
    assert intake.run(extraction.pk) is None

    claim = Claim.objects.get(kind="figure")
    assert (claim.page_id, claim.topic, claim.proposal["low"]) == (page.pk, "displaced", 750_000)


def test_what_an_engine_raises_is_kept_for_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("broken engine")

    monkeypatch.setattr(intake, "extract", broken)
    article(KILLED)
    extraction = Extraction.objects.get()

    with pytest.raises(RuntimeError, match="broken engine"):
        intake.run(extraction.pk)

    extraction.refresh_from_db()
    assert (extraction.state, extraction.error) == ("queued", "RuntimeError: broken engine")


def test_the_number_of_queries_does_not_grow_with_the_candidates() -> None:
    def queries(count: int) -> int:
        sentences = [f"{number} people were killed in street {number}." for number in range(10, 10 + count)]
        page = article(*sentences, situation=SituationFactory())
        text = _texts(page)
        found = [figure(text, f"{number} people", best=number) for number in range(10, 10 + count)]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert len(record(page, *found)) == count
        return len(captured)

    assert queries(40) == queries(2)


def test_nothing_is_shown_by_extraction_alone() -> None:
    page = article(KILLED, situation=SituationFactory())
    record(page, figure(_texts(page), "12 people"))

    assert Claim.objects.count() == 1
    assert not FigureFact.objects.exists()
