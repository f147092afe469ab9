"""Other decisions of editors: second approvals, moves, twins, picks, facts added by hand, merges."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import Settings

from conflictdesk.ledger.claims import claim_matches, rulings
from conflictdesk.ledger.models import Actor, Claim, Extraction, FigureFact, Pick, Place, Situation
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import FLIGHT, soup, url, words
from tests.factories import EditorFactory, SituationFactory, article, event, record

pytestmark = pytest.mark.django_db


def test_the_second_person_confirms_what_the_first_set(
    desk: Client, client: Client, claim: Claim, settings: Settings, queue_url: str
) -> None:
    settings.CONFLICTDESK_SECOND_APPROVAL = {"figure:displaced"}
    first = EditorFactory(first_name="Bo", last_name="First")
    rulings.amend(claim.pk, first, {"low": 800_000, "best": 800_000}, version=1)

    seen = desk.get(queue_url, {"claim": claim.pk})
    assert words(seen, ".conflictdesk-headline")[0].startswith("At least 800,000 people displaced")
    assert words(seen, ".conflictdesk-replaced")[0].startswith("Approved by Bo First,")
    assert words(seen, "#conflictdesk-approve button")[0].startswith("Confirm")
    desk.post(url("approve", claim.pk), {"version": 2})
    assert FigureFact.objects.get().low == 800_000


def test_the_first_person_is_not_offered_the_second_approval(
    desk: Client, claim: Claim, settings: Settings, queue_url: str
) -> None:
    settings.CONFLICTDESK_SECOND_APPROVAL = {"figure:displaced"}
    desk.post(url("approve", claim.pk), {"version": 1})

    seen = desk.get(queue_url, {"claim": claim.pk})
    assert soup(seen).select("#conflictdesk-approve") == []
    assert words(seen, ".conflictdesk-actions .conflictdesk-refusal") == [
        "You approved it: another fact editor has to confirm it."
    ]
    assert desk.post(url("approve", claim.pk), {"version": 2}).status_code == 403
    assert not FigureFact.objects.exists()


def test_a_decided_claim_is_moved(desk: Client, claim: Claim, queue_url: str) -> None:
    other = SituationFactory(name="Another story")
    desk.post(url("approve", claim.pk), {"version": 1})
    seen = desk.get(queue_url, {"claim": claim.pk})
    assert words(seen, "#conflictdesk-move option") == ["Battle of Mosul", "Another story"]

    desk.post(url("move", claim.pk), {"version": 2, "situation": other.pk})
    assert FigureFact.objects.get().situation == other
    assert desk.post(url("move", claim.pk), {"version": 2, "situation": other.pk}).status_code == 409


def test_a_likely_twin_is_confirmed_and_split_again(
    desk: Client, situation: Situation, claims: list[Claim], queue_url: str
) -> None:
    other = article(FLIGHT, "Clashes went on in the Old City.", title="Elsewhere", situation=situation)
    text = Extraction.objects.get(page=other).text
    (twin,) = record(other, event(text, "Clashes", place=claims[1].proposal and None))
    claim = claims[1]
    Claim.objects.filter(pk=twin.pk).update(proposal=claim.proposal)

    seen = desk.get(queue_url, {"claim": claim.pk})
    assert words(seen, ".conflictdesk-twins li")[0].startswith(
        "Clashes in Old City · Elsewhere · type, place, time"
    )
    desk.post(url("same", claim.pk), {"other": twin.pk})
    assert claim_matches.of(claim) == [twin]
    seen = desk.get(queue_url, {"claim": claim.pk})
    assert words(seen, ".conflictdesk-twins li") == ["Clashes in Old City · Elsewhere · the same"]
    desk.post(url("split", claim.pk))
    assert (claim_matches.of(claim), claim_matches.suggest(claim)) == ([], ())
    assert desk.post(url("same", claim.pk), {"other": "x"}).status_code == 404
    assert desk.post(url("same", claim.pk), {"other": claims[0].pk}).status_code == 422


def test_a_figure_is_picked_to_lead_where_the_policy_asks(
    desk: Client, situation: Situation, claim: Claim, queue_url: str
) -> None:
    desk.post(url("approve", claim.pk), {"version": 1})
    assert "Let this figure lead" not in words(desk.get(queue_url, {"claim": claim.pk}), "button")
    Situation.objects.filter(pk=situation.pk).update(policy="editors_pick")
    assert "Let this figure lead" in words(desk.get(queue_url, {"claim": claim.pk}), "button")

    desk.post(url("pick", claim.pk))
    assert [one.claim for one in Pick.objects.all()] == [claim]


def test_a_fact_is_added_by_hand(desk: Client, page: ArticlePage, claims: list[Claim]) -> None:
    text = Extraction.objects.get()
    given = {"words": "people had fled", "at": text.text.index("people had"), "text": text.pk,
             "tells": "event:displacement"}  # fmt: skip
    assert words(desk.get(url("add", page.pk)), "#conflictdesk-mark-text") == [" ".join(text.text.split())]

    response = desk.post(url("add", page.pk), given)

    claim = Claim.objects.latest("pk")
    assert response["Location"] == f"{url('queue')}?claim={claim.pk}&amend=1"
    assert (claim.topic, claim.added_by_name, claim.evidence.get().quote) == (
        "displacement", "Ada Editor", "people had fled",
    )  # fmt: skip
    assert "Marked by hand by Ada Editor" in words(desk.get(response["Location"]), ".conflictdesk-replaced")


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"words": "nowhere to be found"}, "These words do not stand there in the article's text."),
        ({"words": "people", "tells": "figure:killed"}, "There is no number in these words."),
        (
            {"text": 999},
            "The article has changed since you opened it, or is not public. Mark the words once more.",
        ),
    ],
)
def test_what_cannot_be_added_is_told(
    desk: Client, page: ArticlePage, claims: list[Claim], given: dict[str, object], problem: str
) -> None:
    whole = {"words": "people had fled", "text": Extraction.objects.get().pk, "tells": "event:displacement"}
    response = desk.post(url("add", page.pk), whole | given)
    assert (response.status_code, words(response, ".error-message")) == (422, [problem])
    assert Claim.objects.count() == 2


def test_journalists_add_nothing_and_merge_nothing(
    client: Client, journalist: User, page: ArticlePage, claims: list[Claim], situation: Situation
) -> None:
    client.force_login(journalist)
    assert client.get(url("add", page.pk)).status_code == 403
    assert client.post(url("close", situation.pk)).status_code == 302
    assert client.get(url("merge_situation", situation.pk)).status_code == 302
    situation.refresh_from_db()
    assert situation.state == "live"


def test_situations_are_merged_closed_and_opened(desk: Client, situation: Situation, claim: Claim) -> None:
    into = SituationFactory(name="The war", slug="war")
    assert words(desk.get(url("merge_situation", situation.pk)), "select option")[-1] == "The war"
    assert desk.post(url("merge_situation", situation.pk), {"into": situation.pk}).status_code == 422

    desk.post(url("merge_situation", situation.pk), {"into": into.pk})
    claim.refresh_from_db()
    assert claim.situation == into
    desk.post(url("close", into.pk))
    into.refresh_from_db()
    assert into.state == "closed"
    desk.post(url("open", into.pk))
    into.refresh_from_db()
    assert into.state == "live"


def test_actors_and_places_are_merged(desk: Client) -> None:
    daesh = Actor.objects.create(identifier="daesh", name="Daesh")
    state = Actor.objects.create(identifier="is", name="IS")
    mawsil = Place.objects.create(name="al-Mawsil")
    mosul = Place.objects.create(name="Mosul")
    desk.post(url("merge_actor", daesh.pk), {"into": state.pk})
    desk.post(url("merge_place", mawsil.pk), {"into": mosul.pk})
    for row, alias in ((state, "Daesh"), (mosul, "al-Mawsil")):
        row.refresh_from_db()
        assert row.aliases == [alias]
    listed = desk.get("/admin/snippets/conflictdesk/place/")
    assert [one for one in words(listed, ".title") if "Maws" in one] == []


def test_suggested_situations_are_named_in_the_editor(
    client: Client, situation: Situation, page: ArticlePage, claims: list[Claim]
) -> None:
    client.force_login(User.objects.create_superuser("chief"))
    other = SituationFactory(name="Flight", keywords=["had fled"])
    found = words(client.get(f"/admin/pages/{page.pk}/edit/"), ".conflictdesk-suggested")
    assert found == [f"This text seems to belong to: {other.name} had fled"]


def test_an_address_that_led_elsewhere_cannot_be_taken(desk: Client, situation: Situation) -> None:
    situation.slug = "mosul-again"
    situation.save()
    inline = {f"situation_actors-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    inline["situation_actors-MAX_NUM_FORMS"] = 1000
    given = {"name": "New", "slug": "mosul", "state": "live", "policy": "newest", **inline}
    response = desk.post("/admin/snippets/conflictdesk/situation/add/", given)
    assert words(response, ".error-message") == ["This address leads, or has led, to another situation."]


def test_a_figure_by_hand_in_a_text_no_extractor_reads(desk: Client, situation: Situation) -> None:
    page = article("12 Menschen starben.", situation=situation)
    Extraction.objects.update(state="unread", language="de")
    text = Extraction.objects.get(page=page)
    desk.post(url("add", page.pk), {"words": "12 Menschen", "text": text.pk, "tells": "figure:killed"})
    assert Claim.objects.get().proposal["best"] == 12
