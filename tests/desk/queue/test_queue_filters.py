"""The filters of an address, and saved filters."""

from __future__ import annotations

from dataclasses import fields

import pytest
from django.contrib.auth.models import User
from django.core.validators import validate_unicode_slug
from django.test import Client
from django.urls import reverse

from conflictdesk.desk.models import SavedFilter
from conflictdesk.desk.queue.queue_filters import ClaimFilterSet, Filters
from conflictdesk.desk.queue.queue_order import Queue
from conflictdesk.ledger.models import Claim, Situation
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import url, words
from tests.factories import EditorFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ({"sure": "high"}, ["figure"]),
        ({"sure": "low"}, ["event"]),
        ({"sure": "middle"}, []),
        ({"whose": "mine"}, []),
        ({"whose": "others"}, ["figure", "event"]),
        ({"second": "1"}, []),
        ({"sure": "x", "whose": "y", "second": "2"}, ["figure", "event"]),
    ],
)
def test_narrows(claims: list[Claim], editor: User, query: dict[str, str], kinds: list[str]) -> None:
    Claim.objects.filter(kind="event").update(confidence=0.3)
    assert [claim.kind for claim in Filters.read(query).claims(editor).order_by("pk")] == kinds


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("mosul", "mosul"), ("Mosul_2-b", "Mosul_2-b"), ("x" * 200, "x" * 200), ("x" * 201, ""),
        ("mosul\n", ""), ("mös", ""), ("a b", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_situation_is_asked_for_by_what_its_slug_can_be(given: str, kept: str) -> None:
    assert Filters.read({"situation": given}) == Filters(situation=kept)


def test_a_slug_is_what_the_column_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Situation._meta.get_field("slug"), "validators", [validate_unicode_slug])
    assert Filters.read({"situation": "mös"}) == Filters(situation="mös")


def test_every_field_has_a_rule_for_nonsense() -> None:
    names = [one.name for one in fields(Filters)]
    assert Filters.read(dict.fromkeys(names, "no such thing")) == Filters()
    assert sorted(names) == sorted(ClaimFilterSet.base_filters)


def test_mine_are_the_claims_of_my_articles(claims: list[Claim], journalist: User) -> None:
    assert Filters(whose="mine").claims(journalist).count() == 2
    assert Filters(whose="others").claims(journalist).count() == 0


def test_a_first_approval_waits_for_somebody_else(
    desk: Client, claim: Claim, editor: User, settings: object
) -> None:
    settings.CONFLICTDESK_SECOND_APPROVAL = {"figure:displaced"}  # type: ignore[attr-defined]
    desk.post(url("approve", claim.pk), {"version": 1})
    assert list(Filters(kind="figure").claims(editor)) == []
    assert list(Filters(second="1").claims(EditorFactory())) == [claim]


def test_the_line_goes_by_what_is_owed_and_then_by_age(claims: list[Claim], editor: User) -> None:
    first, second = claims
    queue = Queue(Filters(), editor)
    assert (queue.first(), queue.after(first), queue.after(second)) == (first.pk, second.pk, first.pk)
    Claim.objects.filter(pk=second.pk).update(owed=7)
    second.owed = 7
    queue = Queue(Filters(), editor)
    assert (queue.first(), queue.after(second), queue.before(first)) == (second.pk, first.pk, second.pk)
    assert [claim.pk for claim in queue.around(first)] == [second.pk, first.pk]


def test_a_filter_is_kept_under_a_name_for_its_person_alone(
    desk: Client, claims: list[Claim], editor: User, queue_url: str
) -> None:
    save = reverse("conflictdesk_facts:save_filter")
    desk.post(f"{save}?kind=event", {"name": "Events"})
    desk.post(f"{save}?kind=figure", {"name": " Events "})
    desk.post(save, {"name": "Nothing chosen"})
    SavedFilter.objects.create(user=EditorFactory(), name="Theirs", query="kind=event")
    kept = SavedFilter.objects.get(user=editor)
    assert (kept.name, kept.query) == ("Events", "kind=figure")
    assert words(desk.get(queue_url), ".conflictdesk-saved li > a") == ["Events"]
    desk.post(reverse("conflictdesk_facts:forget_filter", args=(kept.pk,)))
    assert [one.name for one in SavedFilter.objects.all()] == ["Theirs"]


def test_only_ones_own_filter_is_forgotten(desk: Client, claims: list[Claim]) -> None:
    theirs = SavedFilter.objects.create(user=EditorFactory(), name="Theirs", query="kind=event")
    desk.post(reverse("conflictdesk_facts:forget_filter", args=(theirs.pk,)))
    assert SavedFilter.objects.get() == theirs


def test_an_articles_claims_stand_in_the_order_of_its_text(
    desk: Client, claims: list[Claim], page: ArticlePage, queue_url: str
) -> None:
    Claim.objects.filter(kind="event").update(owed=9)
    desk.post(url("reject", claims[0].pk), {"version": 1, "reason": "other"})
    response = desk.get(queue_url, {"article": page.pk, "text": "1", "realis": "all"})
    assert words(response, ".conflictdesk-in-text li > a") == [
        "At least 750,000 people displaced in Mosul — UN",
        "Clashes in Old City",
    ]
    assert words(response, ".conflictdesk-in-text small") == ["rejected", "waiting"]
    assert words(response, ".conflictdesk-headline") == ["Clashes in Old City"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
