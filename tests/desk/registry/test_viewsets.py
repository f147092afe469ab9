"""Situations, actors and places in the admin: names one a line, refusals in words, who may do what."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from conflictdesk.ledger.models import Actor, Claim, Place, Situation, SituationActor
from conflictdesk.ledger.situations import membership
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import words
from tests.factories import JournalistFactory, SituationFactory, UserFactory

pytestmark = pytest.mark.django_db


def _url(model: str, name: str, *args: int) -> str:
    return reverse(f"wagtailsnippets_conflictdesk_{model}:{name}", args=args)


def _inline(*rows: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    prefix = "situation_actors"
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial,
            f"{prefix}-MIN_NUM_FORMS": 0, f"{prefix}-MAX_NUM_FORMS": 1000}  # fmt: skip
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def test_a_situation_is_made_with_its_actors_and_places(desk: Client) -> None:
    army = Actor.objects.create(identifier="army", name="The army")
    Place.objects.create(name="Mosul", aliases=["al-Mawsil"])
    given = {
        "name": "Battle",
        "slug": "battle",
        "summary": "",
        "state": "live",
        "place_names": "al-Mawsil\n\n",
        "policy": "source_rank",
        "keywords": "west bank\nOld City\n",
    }
    desk.post(_url("situation", "add"), given | _inline({"actor": army.pk, "is_party": "on"}))
    situation = Situation.objects.get()
    assert list(situation.situation_actors.values_list("actor__name", "is_party")) == [("The army", True)]
    assert [place.name for place in situation.places.all()] == ["Mosul"]
    assert (situation.policy, situation.keywords) == ("source_rank", ["west bank", "Old City"])


def test_an_unknown_place_is_named_and_nothing_is_lost(desk: Client, situation: Situation) -> None:
    given = {"name": "Renamed", "slug": "mosul", "state": "live", "policy": "newest",
             "place_names": "Nowhere"}  # fmt: skip
    response = desk.post(_url("situation", "edit", situation.pk), given | _inline())
    assert words(response, ".error-message") == ["No place is called “Nowhere”. Add it under Places first."]
    assert words(response, "[name=place_names]") == ["Nowhere"]
    situation.refresh_from_db()
    assert situation.name == "Battle of Mosul"


def test_a_situations_editor_shows_its_articles_and_leads_to_its_claims(
    desk: Client, situation: Situation, claims: list[Claim]
) -> None:
    response = desk.get(_url("situation", "edit", situation.pk))
    assert words(response, ".conflictdesk-articles a") == ["A city empties"]
    assert "2 claims wait for review" in response.content.decode()


def test_the_list_counts_articles_and_waiting_claims(
    desk: Client, claims: list[Claim], page: ArticlePage
) -> None:
    second = SituationFactory(name="Elsewhere")
    membership.assign(page.pk, [*membership.situations_of(page.pk), second])
    rows = words(desk.get(_url("situation", "list")), "#listing-results tbody tr")
    assert [row.split("live ")[1] for row in rows] == ["1 2", "1 0"]


def test_a_situation_with_claims_cannot_be_deleted(
    admin: Client, situation: Situation, claims: list[Claim]
) -> None:
    expected = "“Battle of Mosul” has 2 claims and cannot be deleted. Set its state to “closed” instead."
    for answer in (
        admin.get(_url("situation", "delete", situation.pk), follow=True),
        admin.post(_url("situation", "delete", situation.pk), follow=True),
        admin.post(
            reverse("wagtail_bulk_action", args=("conflictdesk", "situation", "delete"))
            + f"?id={situation.pk}",
            follow=True,
        ),
    ):
        assert words(answer, ".messages li") == [expected]
    assert Situation.objects.filter(pk=situation.pk).exists()


def test_an_unused_situation_can_be_deleted(admin: Client) -> None:
    unused = SituationFactory()
    admin.post(_url("situation", "delete", unused.pk))
    assert not Situation.objects.exists()


def test_an_actor_in_use_cannot_be_deleted(admin: Client, situation: Situation) -> None:
    actor = Actor.objects.create(identifier="army", name="The army")
    SituationActor.objects.create(situation=situation, actor=actor)
    response = admin.post(_url("actor", "delete", actor.pk), follow=True)
    assert words(response, ".messages li") == [
        "“The army” is used by 1 fact or situation and cannot be deleted."
    ]
    assert Actor.objects.exists()


def test_other_names_are_lines(desk: Client) -> None:
    given = {"name": "United Nations", "identifier": "un", "role": "un"}
    desk.post(_url("actor", "add"), given | {"aliases": "UN\r\n  the UN \r\n\r\nUN"})
    actor = Actor.objects.get()
    assert actor.aliases == ["UN", "the UN"]
    assert words(desk.get(_url("actor", "edit", actor.pk)), "[name=aliases]") == ["UN the UN"]


def test_an_actors_public_id_never_changes(desk: Client) -> None:
    actor = Actor.objects.create(identifier="un", name="UN", role="un")
    given = {"name": "United Nations", "identifier": "changed", "role": "un", "aliases": ""}
    desk.post(_url("actor", "edit", actor.pk), given)
    actor.refresh_from_db()
    assert (actor.name, actor.identifier) == ("United Nations", "un")


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"latitude": "36.3"}, "A point needs both, latitude and longitude."),
        ({"latitude": "136", "longitude": "43"}, "Ensure this value is less than or equal to 90."),
        ({"country": "IRQ"}, "Ensure this value has at most 2 characters (it has 3)."),
        ({"country": "1Q"}, "Two letters, such as IQ for Iraq."),
    ],
)
def test_a_wrong_place_is_told_in_words(desk: Client, given: dict[str, str], problem: str) -> None:
    whole = {"name": "Mosul", "country": "iq", "precision": "city", "aliases": "", **given}
    response = desk.post(_url("place", "add"), whole)
    assert (words(response, ".error-message"), Place.objects.count()) == ([problem], 0)


def test_a_place_is_found_by_alias_in_its_chooser(desk: Client) -> None:
    Place.objects.create(name="Tel Keppe", aliases=["Tall Kayf"])
    Place.objects.create(name="Mosul")
    address = reverse("wagtailsnippetchoosers_conflictdesk_place:choose_results")
    assert words(desk.get(address, {"q": "kayf"}), "tbody a") == ["Tel Keppe"]


def test_journalists_look_and_do_not_touch(client: Client, journalist: User, situation: Situation) -> None:
    client.force_login(journalist)
    assert "Battle of Mosul" in words(client.get(_url("situation", "list")), "#listing-results")[0]
    client.post(_url("situation", "edit", situation.pk), {"name": "Mine"} | _inline())
    situation.refresh_from_db()
    assert situation.name == "Battle of Mosul"


def test_who_may_not_delete_a_situation_does_not_learn_its_name(client: Client, situation: Situation) -> None:
    """Wagtail's own page names what somebody may not delete, and everybody in the admin may open it."""
    moderator, reader = UserFactory(), JournalistFactory()
    moderator.groups.add(Group.objects.get(name="Moderators"))
    address = reverse("wagtail_bulk_action", args=("conflictdesk", "situation", "delete"))
    named = {}
    for user in (moderator, reader):
        client.force_login(user)
        answer = client.get(f"{address}?id={situation.pk}")
        named[user.pk] = (answer.status_code, situation.name in answer.content.decode())
        assert client.post(f"{address}?id={situation.pk}").status_code == 302
    assert named == {moderator.pk: (302, False), reader.pk: (302, False)}
    assert Situation.objects.filter(pk=situation.pk).exists()
