"""A person who may not publish an article that somebody has decided on cannot change its situations at
once: the change waits until the draft is published.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Workflow

from conflictdesk.ledger.claims import drafts, rulings
from conflictdesk.ledger.models import Claim, FigureFact, MembershipChange, RejectReason, Situation
from conflictdesk.ledger.rights import decided_articles
from conflictdesk.ledger.situations import membership
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.article.test_membership_changes import fact_of, member_of, of, save
from tests.desk.conftest import form_data, words
from tests.factories import (
    EditorFactory,
    SituationFactory,
    UserFactory,
    article,
)

pytestmark = pytest.mark.django_db
WORDS = "At least 12 people were killed. Clashes went on."


@pytest.fixture
def raqqa() -> Situation:
    return SituationFactory(name="Raqqa", slug="raqqa")


@pytest.fixture
def writer(client: Client, section: Page) -> User:
    """Returns somebody who may edit but not publish, logged in."""
    user = member_of(section, "add", "change")
    client.force_login(user)
    return user


@pytest.fixture
def draft(section: Page, situation: Situation) -> ArticlePage:
    """Returns an article that nobody has decided on."""
    return article(WORDS, title="A day", parent=section, situation=situation, live=False, published=None)


def unpublished(page: ArticlePage) -> None:
    page.get_latest_revision().publish()
    Page.objects.get(pk=page.pk).specific.unpublish()


def figure_of(page: ArticlePage) -> Claim:
    """Returns the figure of the draft; an event beside it waits, and nobody rules on it."""
    drafts.record(page)
    return Claim.objects.get(page=page, kind=Claim.Kind.FIGURE)


def approved(page: ArticlePage) -> None:
    rulings.approve(figure_of(page).pk, EditorFactory(), version=1)


def rejected(page: ArticlePage) -> None:
    rulings.reject(figure_of(page).pk, EditorFactory(), RejectReason.OTHER, version=1)


def scheduled(page: ArticlePage) -> None:
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()


def moderated(page: ArticlePage) -> None:
    workflow = Workflow.objects.get(name="Moderators approval")
    workflow.start(page, UserFactory())


def sent_back(page: ArticlePage) -> None:
    moderated(page)
    state = ArticlePage.objects.get(pk=page.pk).current_workflow_task_state
    state.reject(user=UserFactory(is_superuser=True))


def locked(page: ArticlePage) -> None:
    by = {"locked": True, "locked_by": UserFactory(), "locked_at": timezone.now()}
    Page.objects.filter(pk=page.pk).update(**by)


def untouched(page: ArticlePage) -> None:
    pass


def join(client: Client, page: Page, situation: Situation) -> None:
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "join_situation"))
    client.post(f"{address}?next=/admin/&id={page.pk}", {"situation": situation.pk})


def current(page: Page) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk)


def moves() -> list[tuple[User | None, dict[str, Any]]]:
    entries = PageLogEntry.objects.filter(action="conflictdesk.move").order_by("pk")
    return [(one.user, one.data) for one in entries]


def the_fact() -> dict[str, Any]:
    """Returns the log's data about the fact that moved from Mosul to Raqqa."""
    mosul, raqqa = (Situation.objects.get(name=name).pk for name in ("Battle of Mosul", "Raqqa"))
    return {"claim": FigureFact.objects.get().claim_id, "kind": "figure", "from": mosul, "to": raqqa}


Decide = Callable[[ArticlePage], None]
DECIDED = [unpublished, approved, rejected, scheduled, moderated, sent_back]
OPEN_TO_WRITERS = [unpublished, approved, rejected, sent_back]


@pytest.mark.parametrize(
    ("decide", "expected"), [*((one, True) for one in DECIDED), (untouched, False), (locked, False)]
)
def test_what_counts_as_decided(decide: Decide, expected: bool, draft: ArticlePage) -> None:
    decide(draft)
    assert decided_articles.is_decided(draft) is expected


def test_a_live_article_is_decided_and_one_that_is_not_stored_is_not(section: Page) -> None:
    live = article(WORDS, parent=section)
    assert (decided_articles.is_decided(live), decided_articles.is_decided(ArticlePage())) == (True, False)


@pytest.mark.usefixtures("writer")
@pytest.mark.parametrize("decide", OPEN_TO_WRITERS)
def test_what_a_writer_chooses_waits_for_the_revision(
    decide: Decide, client: Client, draft: ArticlePage, raqqa: Situation
) -> None:
    decide(draft)
    save(client, draft, raqqa)
    assert of(draft) == ["Battle of Mosul"]
    response = client.get(reverse("wagtailadmin_pages:edit", args=(draft.pk,)))
    assert words(response, ".help-warning li") == ["it leaves Battle of Mosul", "it joins Raqqa"]
    current(draft).get_latest_revision().publish()
    assert (of(draft), MembershipChange.objects.count()) == (["Raqqa"], 0)


@pytest.mark.usefixtures("writer")
def test_another_revision_than_the_writers_brings_none_of_it(
    client: Client, draft: ArticlePage, raqqa: Situation
) -> None:
    unpublished(draft)
    earlier = current(draft).get_latest_revision()
    save(client, draft, raqqa)
    earlier.publish()
    assert of(draft) == ["Battle of Mosul"]
    current(draft).save_revision().publish()
    assert (of(draft), MembershipChange.objects.count()) == (["Battle of Mosul"], 0)


@pytest.mark.usefixtures("writer")
def test_an_autosave_replaces_what_the_one_before_chose(
    client: Client, draft: ArticlePage, raqqa: Situation, situation: Situation
) -> None:
    unpublished(draft)
    address = reverse("wagtailadmin_pages:edit", args=(draft.pk,))
    json = {"Accept": "application/json"}
    first = client.post(address, form_data(raqqa), headers=json).json()
    again = form_data(raqqa, situation, overwrite_revision_id=first["revision_id"])
    assert client.post(address, again, headers=json).json()["success"] is True
    assert [str(one) for one in MembershipChange.objects.all()] == ["+ Raqqa"]
    assert of(draft) == ["Battle of Mosul"]


@pytest.mark.usefixtures("writer")
def test_facts_move_when_it_is_published_and_the_log_says_so(
    client: Client, draft: ArticlePage, raqqa: Situation
) -> None:
    approved(draft)
    unpublished(draft)
    save(client, draft, raqqa)
    assert (of(draft), fact_of(), moves()) == (["Battle of Mosul"], "Battle of Mosul", [])
    moderator = UserFactory(is_superuser=True)
    client.force_login(moderator)
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    client.post(f"{address}?next=/admin/&id={draft.pk}")
    assert (of(draft), fact_of()) == (["Raqqa"], "Raqqa")
    assert moves() == [(moderator, the_fact())]


@pytest.mark.parametrize("live", [True, False])
def test_the_log_names_the_facts_that_a_publisher_moves(
    live: bool, client: Client, section: Page, draft: ArticlePage, raqqa: Situation
) -> None:
    approved(draft)
    if live:
        draft.get_latest_revision().publish()
    user = member_of(section, "add", "change", "publish")
    client.force_login(user)
    save(client, draft, raqqa)
    assert (of(draft), fact_of()) == (["Raqqa"], "Raqqa")
    assert moves() == [(user, the_fact())]


def test_code_of_the_site_that_moves_an_article_is_logged_too(
    draft: ArticlePage, situation: Situation, raqqa: Situation
) -> None:
    approved(draft)
    membership.move(draft.pk, situation, raqqa)
    assert (moves(), fact_of()) == ([(None, the_fact())], "Raqqa")


@pytest.mark.usefixtures("writer")
@pytest.mark.parametrize("decide", [*DECIDED, locked])
def test_many_at_once_are_no_way_around_it(
    decide: Decide, client: Client, draft: ArticlePage, raqqa: Situation
) -> None:
    decide(draft)
    join(client, draft, raqqa)
    assert of(draft) == ["Battle of Mosul"]


@pytest.mark.parametrize(
    ("decide", "expected"),
    [
        *((one, ["Battle of Mosul", "Raqqa"]) for one in OPEN_TO_WRITERS),
        (scheduled, ["Battle of Mosul"]),
        (moderated, ["Battle of Mosul"]),
        (locked, ["Battle of Mosul"]),
    ],
)
def test_locks_hold_for_those_who_may_publish(
    decide: Decide, expected: list[str], client: Client, section: Page, draft: ArticlePage, raqqa: Situation
) -> None:
    decide(draft)
    client.force_login(member_of(section, "change", "publish"))
    join(client, draft, raqqa)
    assert of(draft) == expected


def test_the_schedule_publishes_the_situations_that_were_approved(
    client: Client, writer: User, draft: ArticlePage, raqqa: Situation
) -> None:
    scheduled(draft)
    join(client, draft, raqqa)
    save(client, draft, raqqa)
    current(draft).scheduled_revision.publish()
    assert of(draft) == ["Battle of Mosul"]


def test_whom_a_step_of_a_workflow_lets_edit_it_lets_choose(
    client: Client, draft: ArticlePage, raqqa: Situation
) -> None:
    moderated(draft)
    client.force_login(UserFactory(is_superuser=True))
    join(client, draft, raqqa)
    assert of(draft) == ["Battle of Mosul", "Raqqa"]
