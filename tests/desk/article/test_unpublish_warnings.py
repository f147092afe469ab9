"""Warnings about an article's facts when it is deleted or unpublished, and what a copy takes over."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Collection, GroupPagePermission, Page

from conflictdesk.desk.article import unpublish_warnings
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, Ruling, Situation
from conflictdesk.ledger.situations import membership
from conflictdesk.newsroom.models import ArticlePage, HomePage, SectionPage
from tests.desk.conftest import words
from tests.factories import SituationFactory, UserFactory, article

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(page: ArticlePage) -> SectionPage:
    """Returns the article's parent, as Wagtail's form for a copy requires."""
    home = page.get_parent().add_child(instance=HomePage(title="News"))
    section = home.add_child(instance=SectionPage(title="World"))
    page.move(section, pos="last-child")
    return SectionPage.objects.get()


@pytest.fixture
def approved(claims: list[Claim]) -> list[Claim]:
    for claim in claims:
        rulings.approve(claim.pk, UserFactory(is_superuser=True), version=claim.version)
    return claims


UNPUBLISHED = (
    "2 facts left the boxes of 1 situation (Battle of Mosul) and can come back when it is published again."
)


def _left(answer: HttpResponse) -> list[str]:
    """Returns the messages about facts that left the boxes, among Wagtail's own."""
    return [told for told in words(answer, ".messages li") if "left the boxes" in told]


def _asked(admin: Client, page: Page) -> list[str]:
    return words(admin.get(reverse("wagtailadmin_pages:delete", args=[page.pk])), ".messages li")


def test_before_a_deletion_it_is_told_what_readers_lose(
    admin: Client, page: ArticlePage, approved: list[Claim]
) -> None:
    told = [
        "Readers see 2 facts of this page and of the pages below it in the boxes of 1 situation "
        "(Battle of Mosul). They leave the boxes with it; what was decided is kept."
    ]
    assert _asked(admin, page) == told
    assert _asked(admin, page.get_parent()) == told


def test_where_readers_see_nothing_nothing_is_told(
    admin: Client, page: ArticlePage, claims: list[Claim]
) -> None:
    assert _asked(admin, page) == []


@pytest.mark.parametrize("bulk", [False, True])
def test_after_unpublishing_it_is_told_what_left(
    admin: Client, page: ArticlePage, approved: list[Claim], bulk: bool
) -> None:
    address = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    if bulk:
        many = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "unpublish"))
        address = f"{many}?next=/admin/&id={page.pk}"
    assert _left(admin.post(address, follow=True)) == [UNPUBLISHED]


@pytest.mark.parametrize(("data", "told"), [({}, []), ({"include_descendants": "on"}, [UNPUBLISHED])])
def test_pages_below_are_told_of_when_they_go_along(
    admin: Client, section: Page, approved: list[Claim], data: dict[str, str], told: list[str]
) -> None:
    address = reverse("wagtailadmin_pages:unpublish", args=[section.pk])
    assert _left(admin.post(address, data, follow=True)) == told


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_what_stays_is_not_said_to_have_left(
    admin: Client, page: ArticlePage, approved: list[Claim], action: str
) -> None:
    """Another hook of the site may refuse the action."""

    def refuse(request: HttpRequest, *_: Any) -> HttpResponse:
        return redirect("wagtailadmin_home")

    many = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    with (
        hooks.register_temporarily("before_bulk_action", refuse, order=1),
        hooks.register_temporarily("before_unpublish_page", refuse, order=1),
    ):
        answers = [admin.post(f"{many}?next=/admin/&id={page.pk}", follow=True)]
        if action == "unpublish":
            one = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
            answers.append(admin.post(one, follow=True))
    assert [_left(answer) for answer in answers] == [[]] * len(answers)
    assert Page.objects.get(pk=page.pk).live


def test_a_page_that_is_chosen_together_with_one_above_it_is_counted_once(
    admin: Client, page: ArticlePage, section: Page, approved: list[Claim]
) -> None:
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "unpublish"))
    chosen = f"{address}?next=/admin/&id={section.pk}&id={page.pk}"
    assert _left(admin.post(chosen, {"include_descendants": "on"}, follow=True)) == [UNPUBLISHED]


def test_after_a_bulk_deletion_it_is_told_what_left(
    admin: Client, section: Page, approved: list[Claim]
) -> None:
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "delete"))
    answer = admin.post(f"{address}?next=/admin/&id={section.pk}", follow=True)
    assert _left(answer) == ["2 facts left the boxes of 1 situation (Battle of Mosul)."]


def test_what_is_no_page_takes_no_facts_along(page: ArticlePage, approved: list[Claim]) -> None:
    """A collection is a node of a tree, too, and may have the key of a page."""
    requests: list[Any] = [RequestFactory().post("/"), RequestFactory().post("/")]
    for request, chosen in zip(requests, (Collection(pk=page.pk), page), strict=True):
        request._messages = CookieStorage(request)
        unpublish_warnings.before_bulk(request, "unpublish", [chosen], None)
    page.unpublish()
    for request in requests:
        unpublish_warnings.after_bulk(request, "unpublish", [], None)
    told = [[str(message).strip() for message in get_messages(request)] for request in requests]
    assert told == [[], [UNPUBLISHED]]


def _copy(admin: Client, page: Page, parent: Page, **more: str) -> Page:
    given = {"new_title": "Again", "new_slug": "again", "new_parent_page": str(parent.pk), **more}
    admin.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), given)
    return Page.objects.get(slug="again")


def test_a_copy_belongs_where_its_original_does_and_is_ruled_on_by_itself(
    admin: Client, page: ArticlePage, section: Page, situation: Situation, approved: list[Claim]
) -> None:
    copy = _copy(admin, page, section, publish_copies="on")
    assert membership.situations_of(copy.pk) == [situation]
    assert not Ruling.objects.filter(claim__page_key=copy.pk).exists()


def test_a_copy_belongs_to_no_situation_that_who_copies_may_not_know_of(
    client: Client, section: Page
) -> None:
    """Otherwise readers of the published copy would learn of a situation in preparation."""
    secret = SituationFactory(name="Secret Falcon")
    draft = article("Words.", parent=section, situation=secret, live=False)
    group = Group.objects.create(name="Publishers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page", "publish_page"):
        verb = Permission.objects.get(codename=codename)
        GroupPagePermission.objects.create(group=group, page=section, permission=verb)
    publisher = UserFactory()
    publisher.groups.add(group)
    client.force_login(publisher)

    copy = _copy(client, draft, section, publish_copies="on")
    assert membership.situations_of(copy.pk) == []
    assert membership.situations_of(draft.pk) == [secret]


def test_pages_below_are_copied_with_their_situations(
    admin: Client, page: ArticlePage, section: Page, situation: Situation
) -> None:
    copy = _copy(admin, section, section.get_parent(), copy_subpages="on")
    assert [membership.situations_of(one.pk) for one in copy.get_descendants()] == [[situation]]
    assert membership.situations_of(copy.pk) == []


def test_an_alias_has_the_situations_of_its_original(
    admin: Client, page: ArticlePage, section: Page, situation: Situation
) -> None:
    alias = _copy(admin, page, section, alias="on")
    assert alias.alias_of_id == page.pk
    assert membership.situations_of(alias.pk) == []
