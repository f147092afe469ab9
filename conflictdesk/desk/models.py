"""Models of the desk: its users' filters, digests and batches, and its workflow task."""

from __future__ import annotations

from typing import Any

import swapper
from django.conf import settings
from django.db import models
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from conflictdesk.desk.article import clearing
from conflictdesk.ledger.models import Ruling
from conflictdesk.ledger.on_commit import after_commit
from conflictdesk.ledger.rights import article_rights
from conflictdesk.ledger.rights.article_rights import Act

__all__ = ["Batch", "Digest", "FactsClearedTask", "SavedFilter"]


class SavedFilter(models.Model):
    """A person's named filter of the queue, as the query of its address."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conflictdesk_filters"
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="conflictdesk_saved_filter_once")
        ]

    def __str__(self) -> str:
        return self.name


class Digest(models.Model):
    """Whether a person wants the digest by e-mail; `told_until` is when the last one was sent,
    `seen_until` when they last opened the queue.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conflictdesk_digest"
    )
    by_mail = models.BooleanField(_("Send me a digest of the facts that wait for review"), default=True)
    told_until = models.DateTimeField(default=timezone.now)
    seen_until = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")

    def __str__(self) -> str:
        return str(self.user)


class Batch(models.Model):
    """Rulings that one person made at once on a filtered list; they are undone together."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    rulings = models.ManyToManyField(Ruling, related_name="batches")

    class Meta:
        verbose_name = _("batch of rulings")
        verbose_name_plural = _("batches of rulings")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user} · {self.at:%Y-%m-%d %H:%M}"


class FactsClearedTask(Task):
    """A workflow step that keeps an article unpublished until every claim of its draft is ruled on."""

    class Meta:
        verbose_name = _("facts cleared")
        verbose_name_plural = _("facts cleared")

    @classmethod
    def get_description(cls) -> Any:
        return _("Fact editors rule on every claim of the draft before it is published")

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Reads the draft. A draft with no new claims is cleared as soon as its workflow has begun."""
        task_state = super().start(workflow_state, user=user)
        page = workflow_state.content_object
        if not clearing.begin(page):
            after_commit(clearing.pass_if_cleared, page, user)
        return task_state

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """Ignores an approval while claims of the draft are open, or if it would publish the page and
        the user may not publish it. A rejected draft is no longer recorded.
        """
        page = task_state.workflow_state.content_object
        if action_name == "approve" and (clearing.has_open_claims(page) or not clearing.may_pass(page, user)):
            return
        super().on_action(task_state, user, action_name, **kwargs)
        if action_name == "reject":
            clearing.drop_draft(page)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not _decides(obj, user):
            return []
        back = [("reject", _("Request changes"), True)]
        if clearing.has_open_claims(obj) or not clearing.may_pass(obj, user):
            return back
        return [*back, ("approve", _("Facts are cleared"), False)]

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return _decides(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Locks the page for all who may not rule on it, so that the text does not change meanwhile."""
        return not _decides(obj, user)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        pages = swapper.load_model("wagtailcore", "Page").objects.filter(
            article_rights.pages(user, Act.DECIDE)
        )
        # A workflow stores the key of its object as text.
        keys = pages.annotate(key=Cast("pk", models.CharField())).values("key")
        return self.task_states.filter(
            status=TaskState.STATUS_IN_PROGRESS, workflow_state__object_id__in=keys
        )


def _decides(page: Any, user: Any) -> bool:
    return article_rights.may_on_page(user, Act.DECIDE, page.pk)
