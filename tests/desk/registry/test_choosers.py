"""Choosers of situations, actors and places: what they offer to whom, and that they create nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Site

from conflictdesk.desk.articles import ArticleForm
from conflictdesk.ledger.models import Actor, ArticleSituation, Claim, DeskGrant, Place, Ruling, Situation
from conflictdesk.ledger.situations import membership
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import form_data, soup, url
from tests.factories import (
    EditorFactory,
    JournalistFactory,
    SituationFactory,
    UserFactory,
    article,
    event,
    record,
)  # fmt: skip

pytestmark = pytest.mark.django_db
SECRET = "Plan Zebra"
CHOOSERS = ("situation", "actor", "place")


@pytest.fixture
def public(section: Page) -> Situation:
    situation: Situation = SituationFactory(name="Battle of Mosul", slug="mosul")
    article("There were clashes.", situation=situation, parent=section)
    return situation


@pytest.fixture
def prepared(public: Situation) -> Situation:
    """Returns a situation without a public article, whose keyword is a word of another situation's
    article.
    """
    return SituationFactory(name=SECRET, slug="zebra", keywords=["clashes"])


@pytest.fixture
def plain_writer(client: Client) -> User:
    """Returns a user who may write and publish everywhere, but has no right on the desk or on
    situations.
    """
    user: User = UserFactory()
    group = Group.objects.create(name="Wagtail's own")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.create(
            group=group,
            page=Site.objects.get(is_default_site=True).root_page,
            permission=Permission.objects.get(codename=codename),
        )
    user.groups.add(group)
    client.force_login(user)
    return user


def _chooser(name: str, kind: str = "situation", *args: Any) -> str:
    return reverse(f"wagtailsnippetchoosers_conflictdesk_{kind}:{name}", args=args)


def _asked(prepared: Situation) -> dict[str, str]:
    """Returns every address by which a person could learn of a situation."""
    page = ArticlePage.objects.get()
    bulk = "/admin/bulk/{}/?id={}&next=/admin/"
    return {
        "chooser": _chooser("choose"),
        "results": f"{_chooser('choose_results')}?q=zebra",
        "chosen": _chooser("chosen", "situation", prepared.pk),
        "chosen multiple": f"{_chooser('chosen_multiple')}?id={prepared.pk}",
        "new article": reverse(
            "wagtailadmin_pages:add", args=("newsroom", "articlepage", page.get_parent().pk)
        ),
        "article": reverse("wagtailadmin_pages:edit", args=(page.pk,)),
        "bulk of pages": bulk.format("wagtailcore/page/join_situation", page.pk),
        "bulk of situations": bulk.format("conflictdesk/situation/conflictdesk_close", prepared.pk),
        "queue": f"{url('queue')}?situation=zebra",
        "as": f"{url('queue')}?as={prepared.pk}",
        "decisions": reverse("conflictdesk_decisions"),
        "speed": reverse("conflictdesk_speed"),
        "list": reverse("wagtailsnippets_conflictdesk_situation:list"),
        "bulk deletion": bulk.format("conflictdesk/situation/delete", prepared.pk),
        **{
            name: reverse(f"wagtailsnippets_conflictdesk_situation:{name}", args=(prepared.pk,))
            for name in ("edit", "delete", "usage", "history", "inspect")
        },
    }


def _shown(client: Client, prepared: Situation) -> set[str]:
    return {name for name, where in _asked(prepared).items() if SECRET in client.get(where).content.decode()}


def test_a_writer_is_shown_no_situation_that_is_being_prepared(
    plain_writer: User, client: Client, prepared: Situation
) -> None:
    assert _shown(client, prepared) == set()
    for name in ("chooser", "results", "new article", "bulk of pages"):
        told = client.get(_asked(prepared)[name].replace("?q=zebra", "")).content.decode()
        assert "Battle of Mosul" in told, name


@pytest.mark.parametrize("verb", ["view", "add", "change", "delete"])
def test_who_has_a_permission_on_situations_is_shown_all(
    plain_writer: User, client: Client, prepared: Situation, verb: str
) -> None:
    plain_writer.user_permissions.add(Permission.objects.get(codename=f"{verb}_situation"))
    assert _shown(client, prepared) >= {
        "chooser", "results", "chosen", "chosen multiple", "new article", "article", "bulk of pages"
    }  # fmt: skip


def test_a_journalist_is_shown_all(client: Client, plain_writer: User, prepared: Situation) -> None:
    client.force_login(JournalistFactory())
    assert _shown(client, prepared) >= {"chooser", "results", "chosen", "chosen multiple", "list"}


@pytest.fixture
def desk_only(client: Client, public: Situation) -> User:
    """Returns a user who decides on claims of one section and has no permission on situations."""
    user: User = UserFactory()
    group = Group.objects.create(name="Section's fact editors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    DeskGrant.objects.create(
        group=group, page=ArticlePage.objects.get().get_parent(), level=DeskGrant.Level.DECIDE
    )
    user.groups.add(group)
    client.force_login(user)
    return user


def _waiting(situation: Situation) -> Claim:
    page = ArticlePage.objects.get()
    text = page.conflictdesk_extractions.get().text
    (claim,) = record(page, event(text, "clashes"))
    return claim


def test_a_section_s_fact_editor_is_shown_what_its_articles_belong_to(
    desk_only: User, client: Client, prepared: Situation
) -> None:
    _waiting(prepared)
    assert _shown(client, prepared) == set()
    page = ArticlePage.objects.get()
    page.unpublish()
    ArticleSituation.objects.create(page=page, situation=prepared)
    assert {"chooser", "results", "chosen"} <= _shown(client, prepared)


def test_no_claim_is_approved_into_a_situation_that_the_person_may_not_see(
    desk_only: User, client: Client, prepared: Situation
) -> None:
    claim = _waiting(prepared)
    client.post(url("approve", claim.pk), {"version": claim.version, "situation": prepared.pk})
    claim.refresh_from_db()
    assert claim.situation_id != prepared.pk
    assert Ruling.objects.filter(situation=prepared).count() == 0


def test_an_unseen_situation_stays_where_it_is_when_the_article_is_saved(
    plain_writer: User, client: Client, prepared: Situation, public: Situation
) -> None:
    page = ArticlePage.objects.get()
    ArticleSituation.objects.create(page=page, situation=prepared)
    article("More.", situation=public)
    Page.objects.filter(pk=page.pk).update(live=False)
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    assert SECRET not in client.get(edit).content.decode()
    saved = client.post(edit, form_data(public, slug=page.slug))
    assert saved.status_code == 302
    assert membership.situations_of(page.pk) == [public, prepared]
    client.post(edit, form_data(slug=page.slug))
    assert membership.situations_of(page.pk) == [prepared]


def test_an_unseen_situation_cannot_be_chosen(
    plain_writer: User, client: Client, prepared: Situation, public: Situation
) -> None:
    page = ArticlePage.objects.get()
    client.post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), form_data(prepared, slug=page.slug))
    assert membership.situations_of(page.pk) == [public]


def test_a_form_without_a_person_is_the_site_s_own(public: Situation, prepared: Situation) -> None:
    form: type[ArticleForm] = ArticlePage.get_edit_handler().get_form_class()
    field: Any = form(instance=ArticlePage.objects.get(), for_user=EditorFactory()).fields["situations"]
    assert list(field.queryset) == [public, prepared]


# What choosers make


@pytest.mark.parametrize("kind", CHOOSERS)
def test_a_chooser_makes_nothing(admin: Client, kind: str) -> None:
    address = _chooser("choose", kind)
    models = {"situation": Situation, "actor": Actor, "place": Place}
    before = models[kind].objects.count()  # type: ignore[attr-defined]
    for method in (admin.get, admin.post):
        assert method(f"{address}create/", {"name": "New", "slug": "new"}).status_code == 404
    modal = json.loads(admin.get(address).content)
    made = BeautifulSoup(modal["html"], "html.parser").select(
        "#tab-create, [href='#tab-create'], form[method=post]"
    )
    assert (modal["step"], made) == ("choose", [])
    assert models[kind].objects.count() == before  # type: ignore[attr-defined]


def test_the_chooser_finds_situations_by_their_name(
    admin: Client, public: Situation, prepared: Situation
) -> None:
    SituationFactory(name="Gone", slug="gone", merged_into=public)
    found = soup(admin.get(f"{_chooser('choose_results')}?q=bat")).select("[data-chooser-modal-choice]")
    assert [one.get_text(strip=True) for one in found] == ["Battle of Mosul"]
    everything = soup(admin.get(_chooser("choose_results"))).select("[data-chooser-modal-choice]")
    assert [one.get_text(strip=True) for one in everything] == ["Battle of Mosul", SECRET]


@pytest.mark.parametrize("action", ["conflictdesk_close", "conflictdesk_reopen", "delete"])
def test_bulk_actions_of_situations_are_for_those_who_may(
    plain_writer: User, client: Client, prepared: Situation, action: str
) -> None:
    address = f"/admin/bulk/conflictdesk/situation/{action}/?id={prepared.pk}&id=x&id={'9' * 25}&next=/admin/"
    for method in (client.get, client.post):
        assert (method(address).status_code, method(address).headers["Location"]) == (302, "/admin/")
    assert Situation.objects.get(pk=prepared.pk).state == "live"
    for verb in ("change", "delete"):
        plain_writer.user_permissions.add(Permission.objects.get(codename=f"{verb}_situation"))
    assert SECRET in client.get(address).content.decode()
