"""Posted decisions: what they do, where they lead, and what happens to refused ones."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, Extraction, FigureFact, Ruling, Situation
from conflictdesk.ledger.situations import lifecycle, membership
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import soup, url, words
from tests.factories import EditorFactory, SituationFactory, article

pytestmark = [pytest.mark.django_db, pytest.mark.made_once]

AMENDED = {
    "claim-qualifier": "at_least",
    "claim-number": "750,000",
    "claim-measure": "displaced",
    "claim-unit": "person",
    "claim-source": "UN",
    "claim-place": "Mosul",
    "claim-realis": "actual",
}


def test_approve_goes_on_to_the_next_claim_and_says_what_was_done(desk: Client, claims: list[Claim]) -> None:
    response = desk.post(url("approve", claims[0].pk), {"version": 1}, follow=True)
    ruling = Ruling.objects.get()
    assert (ruling.decision, ruling.claim) == ("approve", claims[0])
    assert FigureFact.objects.get().low == 750_000
    address = f"{url('queue')}?claim={claims[1].pk}&done={ruling.pk}"
    assert response.redirect_chain == [(address, 302)]
    assert words(response, ".conflictdesk-said__words") == [
        "Approved: At least 750,000 people displaced in Mosul — UN"
    ]
    assert words(response, ".conflictdesk-headline") == ["Clashes in Old City"]


def test_an_address_kept_from_before_does_not_tell_what_was_taken_back(desk: Client, claim: Claim) -> None:
    kept = desk.post(url("approve", claim.pk), {"version": 1})["Location"]
    assert words(desk.get(kept), ".conflictdesk-said__words") != []
    desk.post(url("undo", Ruling.objects.get().pk))
    assert words(desk.get(kept), ".conflictdesk-said__words") == []


def test_the_filters_stay(desk: Client, claims: list[Claim]) -> None:
    response = desk.post(f"{url('approve', claims[0].pk)}?kind=event&situation=mosul", {"version": 1})
    assert response["Location"].startswith(
        f"{url('queue')}?situation=mosul&kind=event&claim={claims[1].pk}&done="
    )


def test_a_situation_that_was_merged_since_it_was_chosen_is_the_one_that_is_kept(
    desk: Client, claim: Claim
) -> None:
    chosen, kept = SituationFactory(name="Raqqa"), SituationFactory(name="War")
    lifecycle.merge(chosen, kept, None)
    desk.post(url("approve", claim.pk), {"version": claim.version, "situation": chosen.pk})
    assert FigureFact.objects.get().situation == kept


def test_the_situation_chosen_on_the_card_is_taken(
    desk: Client, claim: Claim, page: ArticlePage, situation: Situation
) -> None:
    membership.assign(page.pk, [])
    claim.refresh_from_db()
    response = desk.post(url("approve", claim.pk), {"version": claim.version})
    assert response.status_code == 422
    assert words(response, "[data-desk-announce][role=alert] p") == [
        "Choose the situation that this claim belongs to before you approve it."
    ]
    desk.post(url("approve", claim.pk), {"version": claim.version, "situation": situation.pk})
    assert FigureFact.objects.get().situation == situation


def test_reject_keeps_reason_and_note(desk: Client, claim: Claim) -> None:
    desk.post(url("reject", claim.pk), {"version": 1, "reason": "wrong_number", "note": " seven, not nine "})
    ruling = Ruling.objects.get()
    assert (ruling.decision, ruling.reason, ruling.note) == ("reject", "wrong_number", "seven, not nine")
    claim.refresh_from_db()
    assert claim.state == Claim.State.REJECTED


def test_reject_needs_a_reason(desk: Client, claim: Claim) -> None:
    response = desk.post(url("reject", claim.pk), {"version": 1, "reason": "because"})
    assert (response.status_code, Ruling.objects.count()) == (422, 0)
    assert "Choose a reason for the rejection." in words(response, "[role=alert] p")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, {}),
        ({"claim-number": "800,000"}, {"low": 800_000, "best": 800_000}),
        ({"claim-number": "more than 1.2 million"},
         {"low": 1_200_000, "best": None, "qualifier": "more_than"}),
        ({"claim-number": "700,000 to 800,000", "claim-qualifier": "between"},
         {"low": 700_000, "best": None, "high": 800_000, "qualifier": "between"}),
        ({"claim-qualifier": "exact"}, {"qualifier": "exact", "high": 750_000}),
        ({"claim-source": ""}, {"source": None}),
        ({"claim-source": "the mayor", "claim-hedged": "on"},
         {"source": {"id": None, "name": "the mayor", "role": None}, "hedged": True}),
        ({"claim-date_from": "2017-06-01"}, {"from": "2017-06-01", "to": "2017-06-01"}),
        ({"claim-population": "civilians", "claim-period": "cumulative"},
         {"population": "civilians", "period": "cumulative"}),
        ({"claim-is_part": "on"}, {"is_part": True}),
        ({"claim-side": "Iraqi forces"}, {"side": {"id": None, "name": "Iraqi forces", "role": None}}),
    ],
)  # fmt: skip
def test_amend_sets_what_was_changed_and_nothing_else(
    desk: Client, claim: Claim, typed: dict[str, str], expected: dict[str, Any]
) -> None:
    response = desk.post(url("amend", claim.pk), {"version": 1, **AMENDED, **typed})
    assert response.status_code == 302
    ruling = Ruling.objects.get()
    assert ruling.amendment == expected
    assert ruling.decision == ("amend" if expected else "approve")


def test_amend_an_event(desk: Client, claims: list[Claim]) -> None:
    typed = {"claim-type": "attack", "claim-actors": "16th Division, Iraqi army", "claim-place": "Old City"}
    desk.post(url("amend", claims[1].pk), {"version": 1, "claim-realis": "actual", **typed})
    assert Ruling.objects.get().amendment == {
        "type": "attack",
        "actors": [
            {"id": None, "name": "16th Division", "role": None},
            {"id": None, "name": "Iraqi army", "role": None},
        ],
    }


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"claim-number": "many"}, "This is no number. Write 750,000, 1.2 million or 40 to 50."),
        ({"claim-number": ""}, "This field is required."),
        ({"claim-number": "minus 5"}, "A number alone, please: “minus” is left over."),
        ({"claim-number": "50 to 40"}, "A number alone, please: “to 40” is left over."),
        ({"claim-number": "1e9"}, "A number alone, please: “9” is left over."),
        ({"claim-number": "2.5"}, "People are counted in whole numbers."),
        ({"claim-number": "half"}, "People are counted in whole numbers."),
        ({"claim-qualifier": "between"}, "“Between” needs two numbers, such as 40 to 50."),
        ({"claim-date_from": "28 June"}, "Enter a date such as 2017-06-28."),
        ({"claim-date_from": "2017-06-28", "claim-date_to": "2017-06-01"},
         "The last day is before the first."),
        ({"claim-date_to": "2017-06-01"}, "A last day needs a first day."),
    ],
)  # fmt: skip
def test_a_wrong_amendment_loses_nothing(
    desk: Client, claim: Claim, typed: dict[str, str], problem: str
) -> None:
    response = desk.post(
        url("amend", claim.pk), {"version": 1, **AMENDED, "claim-source": "the mayor", **typed}
    )
    assert (response.status_code, Ruling.objects.count()) == (422, 0)
    assert problem in words(response, ".conflictdesk-field--wrong .error-message")
    assert soup(response).select_one("[name=claim-source]")["value"] == "the mayor"
    (name,) = list(typed)[-1:]
    field = soup(response).select_one(f"[name={name}]")
    assert field.get("value", field.find("option", selected=True) and typed[name]) in (typed[name], None)


def test_the_amend_form_opens_with_what_was_proposed(desk: Client, claim: Claim) -> None:
    page = soup(desk.get(url("queue"), {"claim": claim.pk, "amend": 1}))
    shown = {one["name"]: one["value"] for one in page.select("#conflictdesk-amend input[value]")}
    assert (shown["claim-number"], shown["claim-source"], shown["claim-place"]) == ("750,000", "UN", "Mosul")
    chosen = [one.get_text() for one in page.select("#conflictdesk-amend option[selected]")]
    assert chosen == ["at least", "Displaced", "people", "not said", "not said", "not said", "happened"]


@pytest.mark.parametrize("decision", ["approve", "amend", "reject", "reopen"])
def test_who_may_not_rule_gets_403_and_the_reason(
    client: Client, journalist: User, claim: Claim, decision: str
) -> None:
    client.force_login(journalist)
    response = client.post(url(decision, claim.pk), {"version": 1, "reason": "other", **AMENDED})
    assert (response.status_code, Ruling.objects.count()) == (403, 0)
    assert "Only fact editors rule on claims." in words(response, "[role=alert] p")


def test_nobody_rules_on_their_own_article(client: Client, claim: Claim, page: ArticlePage) -> None:
    author = EditorFactory()
    ArticlePage.objects.filter(pk=page.pk).update(owner=author)
    client.force_login(author)
    response = client.post(url("approve", claim.pk), {"version": 1})
    assert (response.status_code, Ruling.objects.count()) == (403, 0)
    assert "This is your own article: another fact editor has to decide." in words(response, "[role=alert] p")


def test_of_two_editors_the_second_is_told_who_was_first(desk: Client, claim: Claim) -> None:
    first = EditorFactory(first_name="Bo", last_name="Early")
    ruling = rulings.approve(claim.pk, first, version=1)
    response = desk.post(url("reject", claim.pk), {"version": 1, "reason": "other"})
    assert (response.status_code, Ruling.objects.count()) == (409, 1)
    told = words(response, "[role=alert] p")[-1]
    assert told == f"Bo Early was first: approved at {ruling.at:%H:%M}."
    assert words(response, ".conflictdesk-decided")[0].startswith("approved by Bo Early,")
    assert words(response, ".conflictdesk-ruling form button") == ["Reopen"]


def test_a_claim_that_moved_on_keeps_what_was_typed(desk: Client, claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(version=2)
    response = desk.post(url("amend", claim.pk), {"version": 1, **AMENDED, "claim-number": "800,000"})
    assert response.status_code == 409
    assert "This claim has changed since you opened it. Look at it once more." in words(
        response, "[role=alert] p"
    )
    page = soup(response)
    assert page.select_one("[name=claim-number]")["value"] == "800,000"
    assert page.select_one("#conflictdesk-amend [name=version]")["value"] == "2"


def test_undo_takes_back_and_shows_the_claim_again(desk: Client, claims: list[Claim]) -> None:
    after = desk.post(url("approve", claims[0].pk), {"version": 1}, follow=True)
    (undo,) = soup(after).select(".conflictdesk-said form")
    response = desk.post(undo["action"], follow=True)
    assert FigureFact.objects.count() == 0
    assert words(response, ".conflictdesk-headline") == ["At least 750,000 people displaced in Mosul — UN"]
    assert words(response, ".conflictdesk-said__words")[0].startswith("Undone: At least 750,000")
    assert soup(response).select(".conflictdesk-said form") == []


def test_undo_goes_as_far_back_as_one_likes(desk: Client, claims: list[Claim]) -> None:
    for claim in claims:
        desk.post(url("approve", claim.pk), {"version": 1})
    for _ in claims:
        (undo,) = soup(desk.get(url("queue"))).select(".conflictdesk-said form")
        desk.post(undo["action"])
    assert list(Claim.objects.values_list("state", flat=True)) == ["pending", "pending"]


def test_undo_goes_back_as_far_as_one_likes(desk: Client, claims: list[Claim]) -> None:
    for claim in claims:
        desk.post(url("approve", claim.pk), {"version": 1})
    Ruling.objects.update(at=timezone.now() - timedelta(days=40))
    undone = []
    while form := soup(desk.get(url("queue"))).select_one(".conflictdesk-said form"):
        desk.post(form["action"])
        undone.append(Ruling.objects.latest("pk").claim)
    assert undone == claims[::-1]
    assert [claim.state for claim in Claim.objects.all()] == ["pending", "pending"]


def test_nobody_undoes_for_another(desk: Client, claim: Claim) -> None:
    ruling = rulings.approve(claim.pk, EditorFactory(), version=1)
    response = desk.post(url("undo", ruling.pk))
    assert (response.status_code, Ruling.objects.count()) == (403, 1)
    assert words(response, "[role=alert] p")[-1] == (
        "Only the person who ruled can undo it; anyone else can reopen the claim."
    )


def test_reopen_stays_with_the_claim(desk: Client, claims: list[Claim]) -> None:
    rulings.approve(claims[0].pk, EditorFactory(), version=1)
    response = desk.post(url("reopen", claims[0].pk), {"version": 2}, follow=True)
    assert words(response, ".conflictdesk-headline") == ["At least 750,000 people displaced in Mosul — UN"]
    claims[0].refresh_from_db()
    assert claims[0].state == Claim.State.PENDING


def test_a_refused_decisions_address_leads_back_to_its_card(desk: Client, claim: Claim) -> None:
    response = desk.get(url("approve", claim.pk))
    assert response["Location"] == f"{url('queue')}?claim={claim.pk}"


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_broken_version_decides_nothing(desk: Client, claim: Claim, version: str) -> None:
    response = desk.post(url("approve", claim.pk), {"version": version})
    assert (response.status_code, Ruling.objects.count()) == (409, 0)


def test_posts_need_the_forms_own_token(editor: User, claim: Claim) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(url("approve", claim.pk), {"version": 1}).status_code == 403
    assert Ruling.objects.count() == 0


def test_a_failed_article_is_read_again(
    desk: Client,
    editor: User,
    page: ArticlePage,
    sent_tasks: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    failed = Extraction.objects.get(page=page)
    Extraction.objects.update(state="failed", error="ValueError", attempts=5)
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(url("retry", failed.pk))
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("queued", 0)
    assert sent_tasks[-1] == ("conflictdesk.read_again", failed.pk)


def test_a_journalist_cannot_ask_for_another_reading(client: Client, journalist: User) -> None:
    other = article("Words.", owner=journalist)
    Extraction.objects.update(state="failed")
    client.force_login(journalist)
    response = client.post(url("retry", Extraction.objects.get(page=other).pk))
    assert (response.status_code, {*Extraction.objects.values_list("state", flat=True)}) == (403, {"failed"})
