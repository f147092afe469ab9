"""Clearing: an article's draft in a workflow, from its submission until all that it tells is ruled on."""

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
    """Reads the newest draft. False when nothing of it is open: it is no article, or tells nothing new. Of
    one that cannot be read, a person has to say that its facts are cleared.
    """
    if not documents.is_article_type(page.specific_class):
        return False
    return not _is_read(page) or holds(page)


def _is_read(page: Any) -> bool:
    """Reads the newest draft; whether that could be done."""
    try:
        drafts.record(page.specific)
    except Unreadable:
        logger.exception("The draft of “%s” is not read.", page.title)
        return False
    return True


def holds(page: Any) -> bool:
    """Whether a claim of the article is still open."""
    return drafts.is_open(page.pk)


def give_up(page: Any) -> None:
    """The draft will not be published as it is."""
    drafts.drop(page.pk)


def task_state_of(page: Any) -> Any:
    """The article's step in a workflow if it is this one, else None."""
    state = page.current_workflow_task_state if page is not None else None
    task = apps.get_model("conflictdesk", "FactsClearedTask")
    return state if state is not None and isinstance(state.task.specific, task) else None


def follow(page: Any) -> None:
    """Somebody saved another draft on the way: it is that one that has to be cleared."""
    state = task_state_of(page)
    if state is not None:
        _is_read(page)
        type(state).objects.filter(pk=state.pk).update(revision=page.get_latest_revision())


def may_pass(page: Any, user: Any) -> bool:
    """Whether the person may let the article go on in its workflow: after the last step it is published."""
    return _steps_left(page) or article_rights.may_on_page(user, article_rights.Act.PUBLISH, page.pk)


def _steps_left(page: Any) -> bool:
    """Whether the workflow has a step after the present one."""
    state = page.current_workflow_state
    tasks = Task.objects.filter(workflow_tasks__workflow=state.workflow_id, active=True)
    passed = tasks.exclude(task_states__in=state.successful_task_states)
    return bool(passed.exclude(pk=state.current_task_state.task_id).exists())


def settle(page: Any, user: Any) -> None:
    """After a ruling: the last one lets the article go on in its workflow, unless its newest draft could not
    be read. Where that publishes it, and whoever ruled may not, somebody who may has to pass it on.
    """
    state = task_state_of(page)
    if state is None or holds(page) or not may_pass(page, user):
        return
    if drafts.is_recorded(page.specific):
        with writing():
            state.approve(user=user, update=False)
            state.workflow_state.update()
