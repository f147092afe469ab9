"""The queue: a claim, its evidence and the waiting claims; who sees them; the number of queries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.users.models import UserProfile

from conflictdesk.desk.queue.queue_views import PART
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Actor, Claim, Extraction, Place, Situation
from conflictdesk.ledger.situations import membership
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import soup, words
from tests.factories import (
    EditorFactory,
    SituationFactory,
    UserFactory,
    article,
    at_place,
    figure,
    record,
    said_by,
)

pytestmark = pytest.mark.django_db


def test_shows_the_first_claim_in_words_with_fields_and_why(
    desk: Client, claims: list[Claim], queue_url: str
) -> None:
    response = desk.get(queue_url)
    assert words(response, ".conflictdesk-headline") == ["At least 750,000 people displaced in Mosul — UN"]
    assert words(response, ".conflictdesk-fields dt") == ["measure", "number", "source", "place", "as of"]
    assert words(response, ".conflictdesk-fields dd") == [
        "Displaced",
        "at least 750,000 people low 750,000 · best 750,000",
        "UN",
        "Mosul IQ",
        "28 June 2017",
    ]
    assert words(response, ".conflictdesk-why dd")[:2] == ["0.94", "displaced.fled"]


def test_marks_the_parts_of_the_sentence_and_names_the_tints(
    desk: Client, claim: Claim, queue_url: str
) -> None:
    response = desk.get(queue_url)
    assert words(response, ".conflictdesk-passage mark") == ["UN", "at least", "750,000", "Mosul"]
    assert words(response, ".conflictdesk-legend mark") == ["source", "qualifier", "number", "place"]
    assert words(response, ".conflictdesk-passage") == ["The UN said at least 750,000 people had fled Mosul."]


def test_lists_what_waits_and_marks_where_one_is(desk: Client, claims: list[Claim], queue_url: str) -> None:
    response = desk.get(queue_url, {"claim": claims[1].pk})
    assert words(response, ".conflictdesk-line a") == [
        "At least 750,000 people displaced in Mosul — UN",
        "Clashes in Old City",
    ]
    assert words(response, ".conflictdesk-line li[aria-current] a") == ["Clashes in Old City"]
    assert words(response, ".conflictdesk-eyebrow") == ["Event"]


def test_says_what_readers_see_now_and_would_see(
    desk: Client, claim: Claim, situation: Situation, queue_url: str
) -> None:
    earlier = article(
        "600,000 people fled Mosul.", situation=situation, published=datetime(2017, 6, 12, tzinfo=UTC)
    )
    text = Extraction.objects.get(page=earlier).text
    (first,) = record(earlier, figure(text, "600,000 people", measure="displaced", best=600_000, low=600_000,
                                      high=600_000, attribution=None, place=None))  # fmt: skip
    rulings.approve(first.pk, UserFactory(is_superuser=True), version=1)
    claim.proposal["place"] = None
    Claim.objects.filter(pk=claim.pk).update(proposal=claim.proposal)
    assert words(desk.get(queue_url), ".conflictdesk-prospect b") == [
        "600,000 (12 June 2017)",
        "at least 750,000 (UN, 28 June 2017) | 600,000 (12 June 2017)",
    ]


def test_says_what_readers_see_of_the_whole_and_of_others_where_the_part_is_new(
    desk: Client, claim: Claim, situation: Situation, queue_url: str
) -> None:
    situation.places.add(Place.objects.create(name="Mosul"))
    day = datetime(2017, 6, 3, tzinfo=UTC)
    earlier = article("In Mosul 600,000 people fled, 90,000 of them children, and 7,000 in Hamam.",
                      situation=situation, published=day)  # fmt: skip
    text = Extraction.objects.get(page=earlier).text
    mosul, hamam = at_place(text, "Mosul"), at_place(text, "Hamam")
    counts = [(600_000, mosul, None), (90_000, mosul, "children"), (7_000, hamam, None)]
    made = [
        figure(text, f"{n:,}", measure="displaced", low=n, best=n, high=n, place=place, population=who)
        for n, place, who in counts
    ]
    for one in record(earlier, *made):
        rulings.approve(one.pk, UserFactory(is_superuser=True), version=1)
    Claim.objects.filter(pk=claim.pk).update(
        proposal={**claim.proposal, "place": {**claim.proposal["place"], "name": "Old City"}}
    )
    response = desk.get(queue_url)
    assert words(response, ".conflictdesk-prospect b") == [
        "nothing yet", "at least 750,000 (UN, 28 June 2017)"
    ]  # fmt: skip
    assert words(response, ".conflictdesk-alongside bdi") == [
        "Mosul: 600,000 (3 June 2017) · Hamam: 7,000 (3 June 2017)"
    ]


def test_asks_what_another_situation_would_show_and_stores_nothing(
    desk: Client, claim: Claim, queue_url: str
) -> None:
    other = SituationFactory(name="Elsewhere")
    response = desk.get(queue_url, {"claim": claim.pk, "as": other.pk})
    assert words(response, "#conflictdesk-situation option[selected]") == ["Elsewhere"]
    claim.refresh_from_db()
    assert claim.situation is not None
    assert claim.situation.name == "Battle of Mosul"


@pytest.mark.parametrize("key", ["²", "x", "-1", "9" * 5000, "9223372036854775808"])
def test_what_is_no_situation_asks_for_none(desk: Client, claim: Claim, queue_url: str, key: str) -> None:
    response = desk.get(queue_url, {"claim": claim.pk, "as": key})
    assert words(response, "#conflictdesk-situation option[selected]") == ["Battle of Mosul"]


def test_a_claim_without_a_situation_says_that_it_needs_one(
    desk: Client, claim: Claim, page: ArticlePage, queue_url: str
) -> None:
    membership.assign(page.pk, [])
    Claim.objects.update(situation=None)
    response = desk.get(queue_url)
    assert words(response, ".conflictdesk-homeless") == ["needed to approve"]
    assert words(response, ".conflictdesk-prospect") == [
        "Choose a situation: without one this cannot be approved."
    ]


@pytest.mark.parametrize(
    ("query", "headlines"),
    [
        ({"kind": "event"}, ["Clashes in Old City"]),
        ({"topic": "displaced"}, ["At least 750,000 people displaced in Mosul — UN"]),
        ({"situation": "elsewhere"}, []),
        ({"situation": "none"}, []),
        ({"article": "999999"}, []),
        ({"kind": "nonsense", "article": "x", "p": "y", "claim": "-1"}, [
            "At least 750,000 people displaced in Mosul — UN",
            "Clashes in Old City",
        ]),
    ],
)  # fmt: skip
def test_the_address_narrows_the_line(
    desk: Client, claims: list[Claim], queue_url: str, query: dict[str, str], headlines: list[str]
) -> None:
    assert words(desk.get(queue_url, query), ".conflictdesk-line a") == headlines


def test_plans_wait_apart(desk: Client, claims: list[Claim], queue_url: str) -> None:
    proposal = {**claims[1].proposal, "realis": "planned"}
    Claim.objects.filter(pk=claims[1].pk).update(realis="planned", proposal=proposal)
    assert words(desk.get(queue_url), ".conflictdesk-count") == ["1 waits"]
    response = desk.get(queue_url, {"realis": "all", "claim": claims[1].pk})
    assert words(response, ".conflictdesk-count") == ["2 wait"]
    assert words(response, ".conflictdesk-headline") == ["Planned: clashes in Old City"]
    assert words(response, ".conflictdesk-prospect") == [
        "Readers would not see it: boxes show only what happened."
    ]


def test_who_may_not_rule_sees_no_button_and_why(
    client: Client, journalist: User, claim: Claim, queue_url: str
) -> None:
    client.force_login(journalist)
    response = client.get(queue_url)
    assert words(response, ".conflictdesk-headline") == ["At least 750,000 people displaced in Mosul — UN"]
    assert words(response, ".conflictdesk-refusal") == ["Only fact editors rule on claims."]
    assert soup(response).select(".conflictdesk-main button, .conflictdesk-main select") == []


def test_four_eyes_on_ones_own_article(
    client: Client, claim: Claim, page: ArticlePage, queue_url: str
) -> None:
    author = EditorFactory()
    ArticlePage.objects.filter(pk=page.pk).update(owner=author)
    client.force_login(author)
    response = client.get(queue_url)
    assert words(response, ".conflictdesk-refusal") == [
        "This is your own article: another fact editor has to decide."
    ]
    assert soup(response).select(".conflictdesk-main button") == []


def test_who_may_not_look_is_told_so(client: Client, claim: Claim, queue_url: str) -> None:
    stranger = UserFactory()
    stranger.user_permissions.add(_access_admin())
    client.force_login(stranger)
    response = client.get(queue_url)
    assert response.status_code == 403
    assert "750,000" not in response.content.decode()
    assert words(response, ".help-warning p")[0].startswith("Facts are reviewed by fact editors.")


def test_a_request_for_the_part_gets_the_part_alone(desk: Client, claim: Claim, queue_url: str) -> None:
    whole, part = desk.get(queue_url), desk.get(queue_url, headers={PART: "1"})
    assert (PART in whole, part[PART]) == (False, "1")
    assert PART in whole["Vary"]
    assert soup(part).find("html") is None
    assert words(part, ".conflictdesk-headline") == words(whole, ".conflictdesk-headline")


def test_keys_follow_wagtails_preference(desk: Client, editor: User, claim: Claim, queue_url: str) -> None:
    assert words(desk.get(queue_url), "#conflictdesk-approve kbd") == ["a"]
    UserProfile.objects.update_or_create(user=editor, defaults={"keyboard_shortcuts": False})
    response = desk.get(queue_url)
    assert words(response, "#conflictdesk-approve kbd") == []
    assert soup(response).select_one("#conflictdesk-queue")["data-conflictdesk-queue-keys-value"] == "false"


def test_an_empty_queue_is_a_good_day_and_shows_the_last_decisions(
    desk: Client, editor: User, claims: list[Claim], queue_url: str
) -> None:
    rulings.approve(claims[0].pk, editor, version=1)
    rulings.reject(claims[1].pk, editor, "not_a_fact", version=1)
    response = desk.get(queue_url)
    assert words(response, ".conflictdesk-headline") == ["Nothing waits. A good day."]
    assert words(response, ".conflictdesk-latest a") == [
        "Clashes in Old City",
        "At least 750,000 people displaced in Mosul — UN",
    ]


def test_articles_that_were_not_read_are_listed_with_the_reason(
    desk: Client, page: ArticlePage, queue_url: str
) -> None:
    Extraction.objects.update(state=Extraction.State.UNREAD, language="ar")
    failed = article("Nothing to see.", title="Broken")
    Extraction.objects.filter(page=failed).update(state="failed", error="ValueError: no")
    response = desk.get(queue_url)
    assert words(response, ".conflictdesk-unread li a") == ["Broken", "A city empties"]
    assert words(response, ".conflictdesk-unread li span") == [
        "ValueError: no",
        "Not read: the extractor does not read Arabic.",
    ]
    assert words(response, ".conflictdesk-unread button") == ["Try again"]


def test_an_article_that_was_read_later_is_no_longer_listed(
    desk: Client, page: ArticlePage, queue_url: str
) -> None:
    old = Extraction.objects.get(page=page)
    old.pk, old.text_sha256, old.state = None, "0" * 64, Extraction.State.UNREAD
    old.requested_at, old.sequence = timezone.now() - timedelta(days=1), old.sequence - 1
    old.save()
    assert words(desk.get(queue_url), ".conflictdesk-unread li a") == []


def test_evidence_moves_with_the_text(desk: Client, claim: Claim, page: ArticlePage, queue_url: str) -> None:
    """After an edit above them, the same words are marked in their new position."""
    paragraphs = [child.value.source for child in page.body]
    page.body = [("paragraph", "<p>A new first paragraph.</p>"), *(("paragraph", one) for one in paragraphs)]
    page.save_revision().publish()
    latest = Extraction.objects.first()
    assert latest is not None
    proposal = {**claim.proposal}
    moved = latest.text.index(proposal["quote"]) - proposal["start"]
    evidence = claim.evidence.get()
    evidence.pk, evidence.extraction = None, latest
    for name in ("start", "end", "sentence_start", "sentence_end"):
        setattr(evidence, name, getattr(evidence, name) + moved)
    evidence.save()
    response = desk.get(queue_url)
    assert words(response, ".conflictdesk-passage mark") == ["UN", "at least", "750,000", "Mosul"]
    assert "paragraph 2" in words(response, ".conflictdesk-origin")[0]


def test_the_number_of_queries_does_not_grow_with_the_line(
    desk: Client,
    claims: list[Claim],
    situation: Situation,
    queue_url: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    desk.get(queue_url)
    cache.clear()  # Both counts are of a page of which nothing is kept: what is kept may expire between.
    before = _queries(desk, queue_url)
    for number in range(30):
        other = article(f"{number} people died.", situation=situation, owner=UserFactory())
        text = Extraction.objects.get(page=other).text
        record(other, figure(text, f"{number} people"))
    cache.clear()
    with django_assert_num_queries(before):
        response = desk.get(queue_url)
    assert words(response, ".conflictdesk-count") == ["32 wait"]
    assert len(words(response, ".conflictdesk-line li")) == 17
    later = soup(response).select_one(".conflictdesk-pages a[rel=next]")
    assert later is not None
    assert len(words(desk.get(later["href"]), ".conflictdesk-line li")) == 18


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.get(address)
    return len(caught)


def _access_admin() -> Permission:
    return Permission.objects.get(codename="access_admin")


def test_the_language_of_the_article_is_told_to_the_browser(
    desk: Client, claim: Claim, queue_url: str
) -> None:
    assert soup(desk.get(queue_url)).select_one(".conflictdesk-passage")["lang"] == "en"


def test_a_claim_that_replaces_another_says_what_stood_there(
    desk: Client, editor: User, claims: list[Claim], queue_url: str
) -> None:
    rulings.approve(claims[1].pk, editor, version=1)
    Claim.objects.filter(pk=claims[1].pk).update(presence="changed", replaced_by=claims[0])
    response = desk.get(queue_url)
    assert words(response, ".conflictdesk-replaced") == [
        "Before the article was edited: Clashes in Old City (approved)"
    ]


def test_the_article_is_linked_to_its_paragraph_and_to_its_editor_for_those_who_may(
    desk: Client, client: Client, claim: Claim, page: ArticlePage, queue_url: str
) -> None:
    links = soup(desk.get(queue_url)).select(".conflictdesk-origin a")
    assert [link["href"] for link in links] == [f"{page.url}#block-{page.body[0].id}"]
    client.force_login(UserFactory(is_superuser=True))
    links = soup(client.get(queue_url)).select(".conflictdesk-origin a")
    assert links[0]["href"] == f"/admin/pages/{page.pk}/edit/"


def test_a_source_that_the_newsroom_renamed_is_no_rival_of_itself(
    desk: Client, claim: Claim, situation: Situation, queue_url: str
) -> None:
    Actor.objects.create(identifier="un", name="United Nations", role="un")
    published = datetime(2017, 6, 12, tzinfo=UTC)
    earlier = article("The UN said 600,000 people fled Mosul.", situation=situation, published=published)
    text = Extraction.objects.get(page=earlier).text
    place = at_place(text, "Mosul", country="IQ", precision="city")
    number = {"low": 600_000, "best": 600_000, "high": 600_000, "measure": "displaced"}
    said = said_by(text, "UN", "un", "un")
    (first,) = record(earlier, figure(text, "600,000 people", attribution=said, place=place, **number))
    rulings.approve(first.pk, UserFactory(is_superuser=True), version=1)
    assert words(desk.get(queue_url), ".conflictdesk-prospect b") == [
        "600,000 (United Nations, 12 June 2017)",
        "at least 750,000 (United Nations, 28 June 2017)",
    ]
