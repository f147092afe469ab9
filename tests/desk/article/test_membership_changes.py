"""Only people who may publish a live article change its situations for readers; the choices of others
wait.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from wagtail.models import GroupPagePermission, Page

from conflictdesk.desk.article.bulk_membership import AddToSituation
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, FigureFact, MembershipChange, Situation
from conflictdesk.ledger.situations import lifecycle, membership, membership_changes
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import form_data, soup, words
from tests.factories import EditorFactory, JournalistFactory, SituationFactory, article, figure, record

pytestmark = pytest.mark.django_db
WORDS = "At least 12 people were killed."


def member_of(section: Page, *verbs: str) -> User:
    """Returns a journalist who may do so in the section."""
    group = Group.objects.create(name=" ".join(verbs))
    for verb in verbs:
        permission = Permission.objects.get(codename=f"{verb}_page")
        GroupPagePermission.objects.create(group=group, page=section, permission=permission)
    user: User = JournalistFactory()
    user.groups.add(group)
    return user


@pytest.fixture
def raqqa() -> Situation:
    return SituationFactory(name="Raqqa", slug="raqqa")


@pytest.fixture
def live(section: Page, situation: Situation) -> ArticlePage:
    """Returns a live article with one approved fact."""
    page = article(WORDS, title="A day", parent=section, situation=situation)
    (claim,) = record(page, figure(WORDS, "12 people", period="cumulative"))
    rulings.approve(claim.pk, EditorFactory(), version=claim.version)
    return page


@pytest.fixture
def limited(client: Client, section: Page) -> User:
    """Returns somebody who may edit but not publish, logged in."""
    user = member_of(section, "add", "change")
    client.force_login(user)
    return user


def of(page: Page) -> list[str]:
    return [one.name for one in membership.situations_of(page.pk)]


def fact_of() -> str:
    situation = FigureFact.objects.get().situation
    assert situation is not None
    return situation.name


def save(
    client: Client, page: Page, *situations: Situation, headers: dict[str, str] | None = None, **more: Any
) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    return client.post(address, form_data(*situations, **more), headers=headers)


@pytest.mark.usefixtures("limited")
def test_what_a_writer_chooses_for_a_live_article_waits(
    client: Client, live: ArticlePage, raqqa: Situation
) -> None:
    save(client, live, raqqa)
    assert (of(live), fact_of()) == (["Battle of Mosul"], "Battle of Mosul")
    response = client.get(reverse("wagtailadmin_pages:edit", args=(live.pk,)))
    assert words(response, ".help-warning li") == ["it leaves Battle of Mosul", "it joins Raqqa"]
    assert words(response, ".conflictdesk-public span") == ["Battle of Mosul (1)"]
    live.refresh_from_db()
    live.get_latest_revision().publish()
    assert (of(live), fact_of()) == (["Raqqa"], "Raqqa")
    assert not MembershipChange.objects.exists()


@pytest.mark.usefixtures("limited")
def test_autosave_of_the_same_draft_is_no_second_change(
    client: Client, live: ArticlePage, raqqa: Situation, situation: Situation
) -> None:
    address = reverse("wagtailadmin_pages:edit", args=(live.pk,))
    json = {"Accept": "application/json"}
    first = client.post(address, form_data(raqqa), headers=json).json()
    again = form_data(raqqa, situation, overwrite_revision_id=first["revision_id"])
    assert client.post(address, again, headers=json).json()["success"] is True
    assert [str(one) for one in MembershipChange.objects.all()] == ["+ Raqqa"]


@pytest.mark.usefixtures("limited")
def test_an_older_draft_replays_nothing(client: Client, live: ArticlePage, raqqa: Situation) -> None:
    save(client, live, raqqa)
    live.refresh_from_db()
    old = live.get_latest_revision()
    newer = live.save_revision()
    newer.publish()
    assert of(live) == ["Battle of Mosul"]
    old.publish()
    assert of(live) == ["Battle of Mosul"]
    assert not MembershipChange.objects.exists()


@pytest.mark.usefixtures("limited")
def test_it_counts_once(client: Client, live: ArticlePage, raqqa: Situation, situation: Situation) -> None:
    save(client, live, raqqa)
    live.refresh_from_db()
    revision = live.get_latest_revision()
    revision.publish()
    membership.assign(live.pk, [situation])
    revision.publish()
    assert of(live) == ["Battle of Mosul"]


def test_who_may_publish_changes_it_at_once(
    client: Client, section: Page, live: ArticlePage, raqqa: Situation
) -> None:
    client.force_login(member_of(section, "add", "change", "publish"))
    save(client, live, raqqa)
    assert (of(live), fact_of()) == (["Raqqa"], "Raqqa")


@pytest.mark.usefixtures("limited")
def test_a_draft_that_nobody_reads_has_its_situations_at_once(
    client: Client, section: Page, raqqa: Situation
) -> None:
    page = article(WORDS, title="A day", parent=section, live=False, published=None)
    save(client, page, raqqa)
    assert of(page) == ["Raqqa"]


@pytest.mark.parametrize(("verbs", "expected"), [(("change",), []), (("change", "publish"), ["Raqqa"])])
def test_many_at_once_need_the_right_to_publish_them(
    verbs: tuple[str, ...], expected: list[str], client: Client, section: Page, raqqa: Situation
) -> None:
    page = article(WORDS, parent=section)
    client.force_login(member_of(section, *verbs))
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "join_situation"))
    client.post(f"{address}?next=/admin/&id={page.pk}", {"situation": raqqa.pk})
    assert of(page) == expected


def test_what_two_people_approved_stays_where_they_did(
    client: Client, section: Page, live: ArticlePage, raqqa: Situation, settings: Settings
) -> None:
    settings.CONFLICTDESK_SECOND_APPROVAL = {"figure:killed"}
    client.force_login(member_of(section, "add", "change", "publish"))
    save(client, live, raqqa)
    claim = Claim.objects.get()
    assert (of(live), fact_of(), claim.situation) == (
        ["Raqqa"],
        "Battle of Mosul",
        Situation.objects.get(slug="mosul"),
    )
    with pytest.raises(rulings.TwoPeopleMove):
        rulings.move(claim.pk, EditorFactory(), raqqa, version=claim.version)


def test_a_first_approval_counts_for_its_situation_alone(
    live: ArticlePage, raqqa: Situation, settings: Settings
) -> None:
    settings.CONFLICTDESK_SECOND_APPROVAL = {"figure:killed"}
    ada, bob = EditorFactory(), EditorFactory()
    claim = Claim.objects.get()
    rulings.reopen(claim.pk, bob, version=2)
    rulings.approve(claim.pk, ada, version=3)
    rulings.approve(claim.pk, bob, version=4, situation=raqqa)
    claim.refresh_from_db()
    assert (claim.state, claim.situation) == ("pending", raqqa)
    with pytest.raises(rulings.NotAllowed):
        rulings.approve(claim.pk, bob, version=5)
    rulings.approve(claim.pk, ada, version=5)
    assert fact_of() == "Raqqa"


@pytest.fixture
def asked(client: Client, limited: User, live: ArticlePage, raqqa: Situation, section: Page) -> ArticlePage:
    """Returns the article for which a writer asked to change situations; somebody who may publish it is
    logged in.
    """
    save(client, live, raqqa)
    client.force_login(member_of(section, "change", "publish"))
    return live


def autosave(client: Client, page: Page, *situations: Situation) -> None:
    answer = save(client, page, *situations, headers={"Accept": "application/json"})
    assert answer.json()["success"] is True


def waits(page: Page, user: User) -> list[tuple[str, bool]]:
    """Returns the changes that wait for the newest draft, each with whether the user asked for it."""
    page.refresh_from_db()
    return [(str(one), one.user == user) for one in membership_changes.waiting(page)]


def test_what_a_publisher_leaves_as_it_was_shown_waits_on(
    client: Client, asked: ArticlePage, raqqa: Situation, limited: User
) -> None:
    for _ in range(2):
        autosave(client, asked, raqqa)
        assert (of(asked), fact_of()) == (["Battle of Mosul"], "Battle of Mosul")
        assert waits(asked, limited) == [("- Battle of Mosul", True), ("+ Raqqa", True)]
    asked.get_latest_revision().publish()
    assert (of(asked), fact_of()) == (["Raqqa"], "Raqqa")
    assert not MembershipChange.objects.exists()


def test_of_what_a_publisher_saves_their_own_change_alone_counts_at_once(
    client: Client, asked: ArticlePage, raqqa: Situation, situation: Situation, limited: User
) -> None:
    war = SituationFactory(name="War", slug="war")
    autosave(client, asked, raqqa, war)
    assert (of(asked), fact_of()) == (["Battle of Mosul", "War"], "Battle of Mosul")
    assert waits(asked, limited) == [("- Battle of Mosul", True), ("+ Raqqa", True)]
    autosave(client, asked, raqqa, war, situation)
    assert of(asked) == ["Battle of Mosul", "War"]
    assert waits(asked, limited) == [("+ Raqqa", True)]
    autosave(client, asked, situation)
    assert of(asked) == ["Battle of Mosul"]
    assert waits(asked, limited) == []


def test_a_publisher_who_publishes_publishes_what_waits(
    client: Client, asked: ArticlePage, raqqa: Situation
) -> None:
    save(client, asked, raqqa, **{"action-publish": "1"})
    assert (of(asked), fact_of()) == (["Raqqa"], "Raqqa")
    assert not MembershipChange.objects.exists()


def test_an_article_that_was_published_meanwhile_moves_by_its_publishers_alone(
    section: Page, raqqa: Situation, limited: User
) -> None:
    page = article(WORDS, title="A day", parent=section, live=False)
    page.save_revision()
    ArticlePage.objects.get(pk=page.pk).save_revision().publish()
    assert page.live is False
    membership_changes.choose(page, [raqqa], limited)
    assert AddToSituation.execute_action([page], situation=raqqa, user=limited) == (0, 0)
    assert of(page) == []
    publisher = member_of(section, "change", "publish")
    assert AddToSituation.execute_action([page], situation=raqqa, user=publisher) == (1, 0)
    assert of(page) == ["Raqqa"]


def test_the_form_shows_where_the_situations_have_gone_since(
    client: Client, asked: ArticlePage, raqqa: Situation, situation: Situation, limited: User
) -> None:
    war, mosul = SituationFactory(name="War", slug="war"), SituationFactory(name="Mosul", slug="all-mosul")
    lifecycle.merge(raqqa, war, None)
    lifecycle.merge(situation, mosul, None)
    response = client.get(reverse("wagtailadmin_pages:edit", args=(asked.pk,)))
    assert words(response, ".help-warning li") == ["it leaves Mosul", "it joins War"]
    (chosen,) = soup(response).select("#id_situations input[checked]")
    assert chosen["value"] == str(war.pk)

    save(client, asked, war)
    assert (of(asked), fact_of()) == (["Mosul"], "Mosul")
    assert waits(asked, limited) == [("- Mosul", True), ("+ War", True)]
