"""The workflow step “Facts cleared”: it holds an article until every claim of its draft is ruled on."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    TaskState,
    Workflow,
    WorkflowTask,
)
from wagtail.rich_text import RichText

from conflictdesk.desk.models import FactsClearedTask
from conflictdesk.ledger.extractions import intake, site_vocabulary
from conflictdesk.ledger.extractions.deadlines import TooSlow
from conflictdesk.ledger.models import Actor, Claim, Extraction, Situation
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import url, words
from tests.factories import article

pytestmark = pytest.mark.django_db
TWELVE = "At least 12 people were killed in Mosul."


@pytest.fixture
def workflow() -> Workflow:
    workflow = Workflow.objects.create(name="Facts first")
    task = FactsClearedTask.objects.create(name="Facts cleared")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


@pytest.fixture(autouse=True)
def publishers() -> None:
    """Lets fact editors and journalists publish, except in tests about people who may not."""
    publish = Permission.objects.get(codename="publish_page")
    for name in ("Fact editors", "Conflict journalists"):
        group = Group.objects.get(name=name)
        GroupPagePermission.objects.create(group=group, page=Page.objects.get(depth=1), permission=publish)


@pytest.fixture
def draft(situation: Situation, journalist: User) -> ArticlePage:
    return article(TWELVE, situation=situation, owner=journalist, live=False)


def _live(page: ArticlePage) -> bool:
    return bool(ArticlePage.objects.get(pk=page.pk).live)


def _status(page: ArticlePage) -> str:
    return str(TaskState.objects.latest("pk").status)


def test_holds_the_article_until_the_last_claim_is_ruled_on(
    desk: Client, workflow: Workflow, draft: ArticlePage, journalist: User, queue_url: str
) -> None:
    workflow.start(draft, journalist)
    assert words(desk.get(queue_url), ".conflictdesk-headline") == ["At least 12 people killed in Mosul"]
    assert not _live(draft)
    claim = Claim.objects.get()
    desk.post(url("approve", claim.pk), {"version": 1})
    assert _live(draft)
    assert _status(draft) == "approved"


def test_a_last_ruling_publishes_nothing_for_who_may_not_publish(
    desk: Client, workflow: Workflow, draft: ArticlePage, journalist: User, editor: User
) -> None:
    GroupPagePermission.objects.all().delete()
    state = workflow.start(draft, journalist).current_task_state.specific
    desk.post(url("approve", Claim.objects.get().pk), {"version": 1})
    assert (_live(draft), _status(draft)) == (False, "in_progress")
    task: Any = state.task.specific
    assert [action[0] for action in task.get_actions(draft, editor)] == ["reject"]
    task.on_action(state, editor, "approve")
    assert not _live(draft)
    chief = User.objects.create_superuser("chief")
    assert [action[0] for action in task.get_actions(draft, chief)] == ["reject", "approve"]
    task.on_action(state, chief, "approve")
    assert _live(draft)


def test_before_another_step_nobody_needs_the_right_to_publish(
    desk: Client, workflow: Workflow, draft: ArticlePage, journalist: User
) -> None:
    GroupPagePermission.objects.all().delete()
    last = GroupApprovalTask.objects.create(name="Chief")
    WorkflowTask.objects.create(workflow=workflow, task=last, sort_order=1)
    workflow.start(draft, journalist)
    desk.post(url("approve", Claim.objects.get().pk), {"version": 1})
    assert (_live(draft), draft.current_workflow_task) == (False, last)


def test_a_draft_that_says_nothing_is_not_published_for_a_writer(
    workflow: Workflow,
    situation: Situation,
    journalist: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    GroupPagePermission.objects.all().delete()
    page = article("The weather was fine.", situation=situation, owner=journalist, live=False)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.start(page, journalist)
    assert not _live(page)


def test_nobody_passes_it_while_a_claim_is_open(
    workflow: Workflow, draft: ArticlePage, journalist: User, editor: User
) -> None:
    state = workflow.start(draft, journalist).current_task_state.specific
    task: Any = state.task.specific
    assert [action[0] for action in task.get_actions(draft, editor)] == ["reject"]
    assert task.get_actions(draft, journalist) == []
    task.on_action(state, editor, "approve")
    assert not _live(draft)
    assert task.locked_for_user(draft, journalist)
    assert not task.locked_for_user(draft, editor)


def test_a_draft_that_tells_nothing_passes_at_once(
    workflow: Workflow,
    situation: Situation,
    journalist: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    page = article("The weather was fine.", situation=situation, owner=journalist, live=False)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.start(page, journalist)
    assert _live(page)


def test_back_to_its_writer_it_waits_no_more_and_comes_again(
    workflow: Workflow, draft: ArticlePage, journalist: User, editor: User
) -> None:
    state = workflow.start(draft, journalist)
    state.current_task_state.specific.task.specific.on_action(
        state.current_task_state.specific, editor, "reject"
    )
    assert Claim.objects.get().presence == "vanished"
    state.refresh_from_db()
    state.resume(user=journalist)
    assert Claim.objects.get().presence == "draft"


def test_a_cancelled_workflow_leaves_nothing_waiting(
    workflow: Workflow, draft: ArticlePage, journalist: User
) -> None:
    workflow.start(draft, journalist).cancel(user=journalist)
    assert Claim.objects.get().presence == "vanished"


def test_the_draft_can_be_looked_through_without_recording(
    client: Client, draft: ArticlePage, journalist: User
) -> None:
    address = reverse("conflictdesk_facts:draft", args=(draft.pk,))
    client.force_login(journalist)
    assert client.get(address).status_code == 403
    client.force_login(User.objects.create_superuser("chief"))
    response = client.get(address)
    assert words(response, ".conflictdesk-proposed h2") == ["At least 12 people killed in Mosul"]
    assert words(response, ".conflictdesk-proposed mark") == ["At least", "12", "Mosul"]
    assert Claim.objects.count() == 0


TOO_SLOW = TooSlow("It took longer than 20 s to read.")
UNREADABLE = {TOO_SLOW: str(TOO_SLOW), ValueError("broken rule"): "ValueError: broken rule"}


def _break(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Makes every reading of a draft fail with the error."""

    def raises(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(intake, "extract", raises)


@pytest.fixture(params=UNREADABLE, ids=UNREADABLE.values())
def reason(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Makes every reading of a draft fail; returns the reason in words."""
    _break(monkeypatch, request.param)
    return UNREADABLE[request.param]


@pytest.mark.usefixtures("reason")
def test_of_a_draft_that_cannot_be_read_a_person_says_that_it_is_cleared(
    workflow: Workflow,
    draft: ArticlePage,
    journalist: User,
    editor: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        state = workflow.start(draft, journalist).current_task_state.specific
    assert not _live(draft)
    task: Any = state.task.specific
    assert [action[0] for action in task.get_actions(draft, editor)] == ["reject", "approve"]

    task.on_action(state, User.objects.create_superuser("chief"), "approve")

    assert _live(draft)


def test_the_last_ruling_clears_also_where_the_vocabulary_has_changed_meanwhile(
    desk: Client, workflow: Workflow, draft: ArticlePage, journalist: User
) -> None:
    workflow.start(draft, journalist)
    Actor.objects.create(identifier="brigade", name="Brigade", aliases=["The Brigade"])
    assert site_vocabulary.version() != Extraction.objects.get().extractor

    desk.post(url("approve", Claim.objects.get().pk), {"version": 1})

    assert _live(draft)


@pytest.mark.parametrize("error", UNREADABLE)
def test_no_ruling_publishes_a_later_draft_that_cannot_be_read(
    error: Exception,
    desk: Client,
    workflow: Workflow,
    draft: ArticlePage,
    journalist: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    workflow.start(draft, journalist)
    _break(monkeypatch, error)
    page = ArticlePage.objects.get(pk=draft.pk)
    page.body = [("paragraph", RichText("<p>At least 90 people were killed in Mosul.</p>"))]
    with django_capture_on_commit_callbacks(execute=True):
        newest = page.save_revision(user=journalist)

    desk.post(url("approve", Claim.objects.get().pk), {"version": 1})

    assert not _live(draft)
    state = TaskState.objects.latest("pk")
    assert (state.status, state.revision) == ("in_progress", newest)
    state.task.specific.on_action(state.specific, User.objects.create_superuser("chief"), "approve")
    assert "90 people" in str(ArticlePage.objects.get(pk=draft.pk, live=True).body)


def test_looking_through_a_draft_that_cannot_be_read_says_so(
    reason: str, admin: Client, draft: ArticlePage
) -> None:
    response = admin.get(url("draft", draft.pk))

    assert words(response, "main strong") == [reason]


def test_what_has_failed_once_it_was_live_is_not_tried_in_the_web_server(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = article(TWELVE)
    Extraction.objects.update(state=Extraction.State.FAILED, error="It took longer than 45 s to read.")
    _break(monkeypatch, AssertionError("tried again"))

    assert words(admin.get(url("draft", page.pk)), "main strong") == ["It took longer than 45 s to read."]
