"""Holds an article's draft in its workflow until all its claims are ruled on."""

from __future__ import annotations

import logging
from typing import Any

from django.apps import apps
from wagtail.models import Task

from conflictdesk.ledger.claims import drafts
from conflictdesk.ledger.extractions import documents
from conflictdesk.ledger.extractions.deadlines import Unreadable
from conflictdesk.ledger.rights import article_rights
from conflictdesk.ledger.transactions import writing

logger = logging.getLogger(__name__)


def begin(page: Any) -> bool:
    """Reads the newest draft and returns whether it must wait: because claims are open, or because it
    could not be read and a person has to clear it. False if the page is not an article or has no open
    claims.
    """
    if not documents.is_article_type(page.specific_class):
        return False
    return not _is_read(page) or has_open_claims(page)


def _is_read(page: Any) -> bool:
    """Reads the newest draft and returns whether that succeeded; logs a failure."""
    try:
        drafts.record(page.specific)
    except Unreadable:
        logger.exception("The draft of “%s” is not read.", page.title)
        return False
    return True


def has_open_claims(page: Any) -> bool:
    """Whether a claim of the article is still open."""
    return drafts.is_open(page.pk)


def drop_draft(page: Any) -> None:
    """Deletes the record of the draft, which will not be published as it is."""
    drafts.drop(page.pk)


def task_state_of(page: Any) -> Any:
    """Returns the article's current task state if its task is a FactsClearedTask, else None."""
    state = page.current_workflow_task_state if page is not None else None
    task = apps.get_model("conflictdesk", "FactsClearedTask")
    return state if state is not None and isinstance(state.task.specific, task) else None


def read_saved_draft(page: Any) -> None:
    """Reads the draft that was saved during the workflow and makes it the one to be cleared; does nothing
    if the article's task is not a FactsClearedTask.
    """
    state = task_state_of(page)
    if state is not None:
        _is_read(page)
        type(state).objects.filter(pk=state.pk).update(revision=page.get_latest_revision())


def may_pass(page: Any, user: Any) -> bool:
    """Whether the person may pass this step. The last step publishes, and needs the right to publish."""
    return _steps_left(page) or article_rights.may_on_page(user, article_rights.Act.PUBLISH, page.pk)


def _steps_left(page: Any) -> bool:
    """Whether the workflow has an active step that is not passed yet, besides the present one."""
    state = page.current_workflow_state
    tasks = Task.objects.filter(workflow_tasks__workflow=state.workflow_id, active=True)
    passed = tasks.exclude(task_states__in=state.successful_task_states)
    return bool(passed.exclude(pk=state.current_task_state.task_id).exists())


def pass_if_cleared(page: Any, user: Any) -> None:
    """Passes the workflow's step if no claim is open; call it after a ruling. Does nothing if the newest
    draft could not be read, or if passing would publish the article and the user may not publish it.
    """
    state = task_state_of(page)
    if state is None or has_open_claims(page) or not may_pass(page, user):
        return
    if drafts.is_recorded(page.specific):
        with writing():
            state.approve(user=user, update=False)
            state.workflow_state.update()
