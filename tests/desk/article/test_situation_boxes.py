"""Boxes in the text: a writer can neither choose nor see a situation in preparation."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from conflictdesk.ledger.models import Situation
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import form_data
from tests.factories import SituationFactory, UserFactory, article

pytestmark = pytest.mark.django_db
BLOCK = "6f6a8d0e-2d4e-4a6e-9d6c-0c7c9c8f1a11"
OTHER = "6f6a8d0e-2d4e-4a6e-9d6c-0c7c9c8f1a12"
NAME = "Battle of Raqqa"


@pytest.fixture
def prepared() -> Situation:
    return SituationFactory(name=NAME, slug="raqqa")


@pytest.fixture
def story(client: Client, section: Page) -> ArticlePage:
    """Returns an article; the client is a writer without rights on the desk."""
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=section, permission=change)
    writer: User = UserFactory()
    writer.groups.add(group)
    client.force_login(writer)
    return article("Nothing new.", title="A day", parent=section, owner=writer)


@pytest.fixture
def public(situation: Situation) -> Situation:
    article("Text.", situation=situation)
    return situation


def _boxes(*situations: Situation) -> dict[str, Any]:
    blocks: dict[str, Any] = {"body-count": str(len(situations))}
    for at, (key, one) in enumerate(zip((BLOCK, OTHER), situations, strict=False)):
        blocks |= {
            f"body-{at}-deleted": "", f"body-{at}-order": str(at), f"body-{at}-type": "situation_box",
            f"body-{at}-id": key, f"body-{at}-value-situation": str(one.pk),
        }  # fmt: skip
    return blocks


def _edit(story: ArticlePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=(story.pk,))


def _chosen(story: ArticlePage) -> list[Any]:
    draft: Any = Page.objects.get(pk=story.pk).get_latest_revision_as_object()
    return [one.value["situation"] for one in draft.body if one.block_type == "situation_box"]


def test_a_situation_that_the_writer_may_not_know_of_is_no_choice(
    client: Client, story: ArticlePage, prepared: Situation
) -> None:
    response = client.post(_edit(story), form_data(**_boxes(prepared)))
    assert NAME not in response.content.decode()
    assert response.context["form"].errors["body"] == [
        "Select a valid choice. That choice is not one of the available choices."
    ]
    assert _chosen(story) == []


def test_one_that_is_public_is_chosen_and_named(
    client: Client, story: ArticlePage, public: Situation
) -> None:
    assert client.post(_edit(story), form_data(**_boxes(public))).status_code == 302
    assert _chosen(story) == [public]
    assert "Battle of Mosul" in str(client.get(_edit(story)).context["form"]["body"])


def test_one_that_stood_there_before_stays_without_its_name(
    client: Client, story: ArticlePage, prepared: Situation, public: Situation
) -> None:
    story.body = [("situation_box", {"situation": prepared})]
    story.save_revision()
    shown = client.get(_edit(story))
    assert NAME not in shown.content.decode()
    assert "A situation in preparation" in shown.content.decode()
    assert client.post(_edit(story), form_data(**_boxes(prepared, public))).status_code == 302
    assert _chosen(story) == [prepared, public]


def test_a_comparison_of_two_versions_does_not_name_it(
    client: Client, story: ArticlePage, prepared: Situation
) -> None:
    first = story.save_revision()
    story.body = [("situation_box", {"situation": prepared})]
    second = story.save_revision()
    compare = reverse("wagtailadmin_pages:revisions_compare", args=(story.pk, first.pk, second.pk))
    page = client.get(compare).content.decode()
    assert NAME not in page
    assert "A situation in preparation" in page


def test_those_who_may_know_of_it_choose_it(client: Client, story: ArticlePage, prepared: Situation) -> None:
    client.force_login(UserFactory(is_superuser=True))
    assert client.post(_edit(story), form_data(**_boxes(prepared))).status_code == 302
    assert _chosen(story) == [prepared]
