"""Rulings: who may decide, what a decision does, and that of two editors only the first decides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import Settings
from wagtail.models import PageLogEntry

from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import readings, rulings
from conflictdesk.ledger.models import (
    Actor,
    Claim,
    EventFact,
    Extraction,
    FigureFact,
    Place,
    RejectReason,
    Ruling,
    Situation,
)  # fmt: skip
from tests.factories import (
    EditorFactory,
    JournalistFactory,
    SituationFactory,
    article,
    at_place,
    event,
    figure,
    record,
    said_by,
)  # fmt: skip

pytestmark = pytest.mark.django_db
LINE = "The UN said 12 people were killed in Mosul."


@pytest.fixture
def claim(situation: Situation) -> Claim:
    page = article(LINE, situation=situation, owner=JournalistFactory())
    text = Extraction.objects.get().text
    (found,) = record(
        page,
        figure(
            text, "12 people",
            attribution=said_by(text, "UN", "un", "un"),
            place=at_place(text, "Mosul", country="IQ", latitude=36.34, longitude=43.13, precision="city",
                           geonames_id=99072),
        ),
    )  # fmt: skip
    return found


def test_approval_makes_a_fact_with_its_actor_and_place(claim: Claim, editor: User) -> None:
    ruling = rulings.approve(claim.pk, editor, version=claim.version)

    claim.refresh_from_db()
    fact = FigureFact.objects.get(claim=claim)
    assert (claim.state, claim.version) == ("approved", 2)
    assert (ruling.decision, ruling.user, ruling.user_name) == ("approve", editor, "Ada Editor")
    assert (fact.measure, fact.best, fact.qualifier, fact.as_of.isoformat()) == (
        "killed", 12, "exact", "2017-06-28",
    )  # fmt: skip
    assert fact.source == Actor.objects.get(identifier="un")
    assert fact.place == Place.objects.get(geonames_id=99072)
    assert fact.ruling == ruling


def test_a_part_of_a_city_is_not_taken_for_the_city(situation: Situation, editor: User) -> None:
    page = article("12 people died in Mosul, 3 people at Mosul airport.", situation=situation)
    text = Extraction.objects.get().text
    city = {"country": "IQ", "latitude": 36.34, "longitude": 43.13, "geonames_id": 99072}
    places = [
        at_place(text, "Mosul", precision="city", **city),
        at_place(text, "Mosul airport", precision="near", within="Mosul", **city),
    ]
    made = [figure(text, quote, place=place) for quote, place in zip(("12", "3 "), places, strict=True)]
    for claim in record(page, *made):
        rulings.approve(claim.pk, editor, version=claim.version)

    facts = FigureFact.objects.order_by("claim")
    assert [(fact.place and fact.place.name, fact.place_text) for fact in facts] == [
        ("Mosul", "Mosul"), (None, "Mosul airport"),
    ]  # fmt: skip


def test_an_event_is_approved_with_its_names(situation: Situation, editor: User) -> None:
    page = article("The 16th Division captured Mashahda.", situation=situation)
    text = Extraction.objects.get().text
    actor = said_by(text, "16th Division").actor
    assert actor is not None
    (claim,) = record(page, event(text, "captured", type="territory_captured", actors=(actor,)))

    rulings.approve(claim.pk, editor, version=claim.version)

    fact = EventFact.objects.get(claim=claim)
    assert (fact.type, fact.trigger, fact.actors, fact.targets) == (
        "territory_captured", "captured", ["16th Division"], [],
    )  # fmt: skip


def test_an_amendment_is_what_readers_see_and_the_proposal_stays(claim: Claim, editor: User) -> None:
    before = claim.proposal

    ruling = rulings.amend(
        claim.pk,
        editor,
        {"low": 14, "best": None, "high": None, "qualifier": "more_than", "measure": "killed"},
        version=claim.version,
    )

    claim.refresh_from_db()
    fact = FigureFact.objects.get(claim=claim)
    assert (fact.low, fact.best, fact.high, fact.qualifier) == (14, None, None, "more_than")
    assert claim.proposal == before
    assert (ruling.decision, ruling.amendment) == (
        "amend", {"low": 14, "best": None, "high": None, "qualifier": "more_than"},
    )  # fmt: skip


def test_of_actors_and_places_a_name_is_enough(claim: Claim, editor: User) -> None:
    rulings.amend(
        claim.pk,
        editor,
        {"source": {"name": "The army"}, "side": {"name": "IS"}, "place": {"name": "Hamam al-Alil"}},
        version=claim.version,
    )

    fact = FigureFact.objects.get(claim=claim)
    assert (fact.source_text, fact.side_text, fact.place_text) == ("The army", "IS", "Hamam al-Alil")
    assert (fact.source, fact.side, fact.place) == (None, None, None)


def test_what_is_left_as_proposed_is_never_wrong(situation: Situation, editor: User) -> None:
    """An unresolved place has words but no name; an editor who corrects the number keeps it."""
    page = article("12 people were killed in Upper Village.", situation=situation)
    text = Extraction.objects.get().text
    place = replace(at_place(text, "Upper Village"), name=None)
    (claim,) = record(page, figure(text, "12 people", place=place))
    unchanged = readings.proposed(claim)["place"]

    rulings.amend(claim.pk, editor, {"high": 14, "place": unchanged}, version=claim.version)

    assert FigureFact.objects.get().place_text == "Upper Village"


def test_an_amendment_that_changes_nothing_is_an_approval(claim: Claim, editor: User) -> None:
    assert rulings.amend(claim.pk, editor, {"best": 12}, version=claim.version).decision == "approve"


@pytest.mark.parametrize(
    ("amendment", "problems"),
    [
        ({"best": -1}, {"best": "Must be a number that is not negative."}),
        ({"best": "many"}, {"best": "Must be a number that is not negative."}),
        ({"measure": "eaten"}, {"measure": "Is not a known measure."}),
        ({"from": "2017-13-01"}, {"from": "Must be a date such as 2017-06-28."}),
        ({"from": "2017-06-28", "to": "2017-06-27"}, {"to": "Must not be before the first day."}),
        ({"source": {"name": " "}}, {"source": "A source needs a name."}),
        ({"qualifier": "more_than", "low": None}, {"low": "“more_than” needs this number."}),
        ({"low": 20}, {"high": "The numbers must rise from low to high."}),
        ({"type": "clash"}, {"type": "Cannot be amended."}),
        ({"quote": "x"}, {"quote": "Cannot be amended."}),
        ({"quote": None}, {"quote": "Cannot be amended."}),
        ({"high": float("inf")}, {"high": "Must be a number that is not negative."}),
        ({"source": {"name": "x" * 201}}, {"source": "A source needs a name."}),
        ({"side": {"name": 5}}, {"side": "A side needs a name."}),
    ],
)
def test_an_impossible_amendment_names_every_field_and_decides_nothing(
    claim: Claim, editor: User, amendment: dict[str, Any], problems: dict[str, str]
) -> None:
    with pytest.raises(rulings.InvalidAmendment) as caught:
        rulings.amend(claim.pk, editor, amendment, version=claim.version)

    assert caught.value.problems == problems
    claim.refresh_from_db()
    assert (claim.state, claim.version) == ("pending", 1)
    assert not Ruling.objects.exists()


def test_rejection_needs_one_of_the_reasons(claim: Claim, editor: User) -> None:
    with pytest.raises(rulings.InvalidReason):
        rulings.reject(claim.pk, editor, "did not like it", version=claim.version)

    ruling = rulings.reject(claim.pk, editor, RejectReason.NOT_A_FACT, version=claim.version, note="a song")

    claim.refresh_from_db()
    assert (claim.state, ruling.reason, ruling.note) == ("rejected", "not_a_fact", "a song")
    assert not FigureFact.objects.exists()


def test_the_second_of_two_editors_is_told_who_was_first(claim: Claim, editor: User) -> None:
    first = rulings.approve(claim.pk, editor, version=claim.version)

    with pytest.raises(rulings.AlreadyDecided) as caught:
        rulings.reject(claim.pk, EditorFactory(), RejectReason.OTHER, version=claim.version)

    assert caught.value.ruling == first
    assert str(caught.value).startswith("Ada Editor was first: approved at ")
    claim.refresh_from_db()
    assert claim.state == "approved"
    assert Ruling.objects.count() == 1


def test_nobody_is_said_to_be_first_when_only_the_claim_moved_on(claim: Claim, editor: User) -> None:
    rulings.approve(claim.pk, editor, version=claim.version)
    rulings.reopen(claim.pk, editor, version=claim.version + 1)
    seen = claim.version + 2
    rulings.move(claim.pk, editor, SituationFactory(), version=seen)

    with pytest.raises(rulings.AlreadyDecided) as caught:
        rulings.approve(claim.pk, EditorFactory(), version=seen)

    assert caught.value.ruling is None
    assert str(caught.value) == "This claim has changed since you opened it. Look at it once more."


def test_undo_takes_ones_own_last_ruling_back_and_keeps_both(claim: Claim, editor: User) -> None:
    ruling = rulings.approve(claim.pk, editor, version=claim.version)
    with pytest.raises(rulings.NotAllowed, match="Only the person who ruled"):
        rulings.undo(ruling.pk, EditorFactory())

    rulings.undo(ruling.pk, editor)

    claim.refresh_from_db()
    assert claim.state == "pending"
    assert not FigureFact.objects.exists()
    assert [one.decision for one in claim.rulings.all()] == ["approve", "undo"]
    with pytest.raises(rulings.AlreadyDecided):
        rulings.undo(ruling.pk, editor)


def test_a_claim_without_situation_cannot_be_approved_but_rejected(editor: User) -> None:
    page = article(LINE)
    (claim,) = record(page, figure(Extraction.objects.get().text, "12 people"))
    with pytest.raises(rulings.NoSituation):
        rulings.approve(claim.pk, editor, version=claim.version)
    assert not Ruling.objects.exists()

    other = SituationFactory()
    rulings.approve(claim.pk, editor, version=claim.version, situation=other)

    assert FigureFact.objects.get().situation == other


def test_who_may_not_rule_and_why(claim: Claim, editor: User, settings: Settings) -> None:
    author = claim.page.owner  # type: ignore[union-attr]
    author.groups.set(editor.groups.all())
    journalist = JournalistFactory()

    assert rulings.refusal(claim, journalist) == "Only fact editors rule on claims."
    assert rulings.refusal(claim, author) == "This is your own article: another fact editor has to decide."
    assert rulings.refusal(claim, editor) is None
    with pytest.raises(rulings.NotAllowed):
        rulings.approve(claim.pk, author, version=claim.version)
    settings.CONFLICTDESK_FOUR_EYES = False
    assert rulings.refusal(claim, author) is None


def test_the_author_of_the_live_text_may_not_rule_either(claim: Claim, editor: User) -> None:
    page = claim.page.specific  # type: ignore[union-attr]
    page.save_revision(user=editor).publish()
    claim = Claim.objects.get(pk=claim.pk)

    assert rulings.refusal(claim, editor) == "This is your own article: another fact editor has to decide."


def test_claims_of_a_deleted_article_stay_with_their_rulings(claim: Claim, editor: User) -> None:
    rulings.approve(claim.pk, editor, version=claim.version)
    claim.page.delete()  # type: ignore[union-attr]

    claim = Claim.objects.get(pk=claim.pk)
    assert claim.page is None
    assert claim.rulings.count() == 1
    assert rulings.refusal(claim, editor) == "The article is gone; its claims can no longer be decided."


def test_what_nobody_could_decide_or_show_does_not_wait(claim: Claim) -> None:
    page = claim.page.specific  # type: ignore[union-attr]
    assert list(queries.pending()) == [claim]
    page.unpublish()
    assert list(queries.pending()) == []
    page.save_revision().publish()
    assert list(queries.pending()) == [claim]
    page.delete()
    assert list(queries.pending()) == []


def test_rulings_outlive_the_account_of_who_ruled_and_the_situation(claim: Claim, editor: User) -> None:
    ruling = rulings.approve(claim.pk, editor, version=claim.version)

    editor.delete()
    claim.situation.delete()  # type: ignore[union-attr]

    ruling.refresh_from_db()
    claim.refresh_from_db()
    assert (ruling.user, ruling.user_name, ruling.claim) == (None, "Ada Editor", claim)
    assert (claim.situation, claim.state) == (None, "approved")
    assert not FigureFact.objects.exists()


def test_rulings_and_claims_cannot_be_rewritten(claim: Claim, editor: User) -> None:
    ruling = rulings.approve(claim.pk, editor, version=claim.version)

    for change in (ruling.save, ruling.delete, claim.save):
        with pytest.raises(TypeError):
            change()


def test_decisions_stand_in_the_audit_log_too(claim: Claim, editor: User) -> None:
    rulings.reject(claim.pk, editor, RejectReason.OTHER, version=claim.version)

    entry = PageLogEntry.objects.get(action__startswith="conflictdesk.")
    assert (entry.action, entry.user, entry.page_id) == ("conflictdesk.reject", editor, claim.page_id)
    assert entry.data["claim"] == claim.pk


def test_a_claim_can_be_moved_and_its_fact_goes_along(claim: Claim, editor: User) -> None:
    former, other, third = claim.situation, SituationFactory(), SituationFactory()
    assert former is not None
    rulings.move(claim.pk, editor, other, version=claim.version)
    claim.refresh_from_db()
    assert claim.situation == other

    rulings.approve(claim.pk, editor, version=claim.version)
    with pytest.raises(rulings.AlreadyDecided, match="Ada Editor was first: approved"):
        rulings.move(claim.pk, editor, third, version=claim.version)
    rulings.move(claim.pk, editor, third, version=claim.version + 1)

    assert FigureFact.objects.get().situation == third
    assert [fact.claim for fact in queries.approved_figures(third)] == [claim]
    assert not queries.approved_figures(other).exists()
    # Readers see it with the first public article of that situation.
    assert not queries.public_figures(third).exists()
    article("Nothing happened.", situation=third)
    assert [fact.claim for fact in queries.public_figures(third)] == [claim]
    assert [one.decision for one in claim.rulings.all()] == ["approve"]
    moves = PageLogEntry.objects.filter(action="conflictdesk.move").order_by("pk")
    told = {"claim": claim.pk, "kind": "figure"}
    assert [(entry.user, entry.data) for entry in moves] == [
        (editor, {**told, "from": former.pk, "to": other.pk}),
        (editor, {**told, "from": other.pk, "to": third.pk}),
    ]


def test_undo_brings_back_what_stood_before(claim: Claim, editor: User) -> None:
    approval = rulings.amend(claim.pk, editor, {"high": 14}, version=1)
    reopening = rulings.reopen(claim.pk, editor, version=2)
    rejection = rulings.reject(claim.pk, editor, RejectReason.OTHER, version=3)

    rulings.undo(rejection.pk, editor)
    claim = Claim.objects.get()
    assert (claim.state, claim.ruling) == ("pending", reopening)
    rulings.undo(reopening.pk, editor)
    claim = Claim.objects.get()
    assert (claim.state, claim.ruling, FigureFact.objects.get().high) == ("approved", approval, 14)
    rulings.undo(approval.pk, editor)

    claim = Claim.objects.get()
    assert (claim.state, claim.ruling, claim.rulings.count()) == ("pending", None, 6)
    assert not FigureFact.objects.exists()
