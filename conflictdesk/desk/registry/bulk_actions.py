"""Closes, reopens or deletes several rows of a list of situations, actors or places at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from conflictdesk.ledger.models import Actor, Place, Situation
from conflictdesk.ledger.situations import lifecycle
from conflictdesk.untrusted import number


class _Guarded(SnippetBulkAction):
    """Refuses users without the permission, so that they do not see the rows' names; ignores invalid
    keys.
    """

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.check_perm(None):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Iterable[Any]) -> list[Any]:
        return super().get_queryset(model, [key for key in object_ids if number(str(key)) is not None])


class Delete(_Guarded, DeleteBulkAction):
    """Wagtail's own action; its page names the rows that the user may not delete."""

    models = [Situation, Actor, Place]


class _RegistryAction(_Guarded):
    """Base of our own actions; needs the permission to change the rows."""

    template_name = "conflictdesk/desk/registry/bulk_snippets.html"
    question: Any = ""
    done: Any = ""

    def check_perm(self, snippet: Any) -> bool:
        policy = self.model.snippet_viewset.permission_policy
        return bool(policy.user_has_permission(self.request.user, "change"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"question": self.question, "verb": self.display_name}

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        return str(self.done % {"n": num_parent_objects}) if num_parent_objects else None


class Close(_RegistryAction):
    """Closes the selected situations."""

    models = [Situation]
    display_name = _("Close")
    aria_label = _("Close the selected situations")
    action_type = "conflictdesk_close"
    question = _("Their boxes say that they are closed, and articles are suggested for them no more.")
    done = ngettext_lazy("%(n)d situation closed.", "%(n)d situations closed.", "n")

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "user": self.request.user}

    @classmethod
    def execute_action(cls, objects: Iterable[Any], *, user: Any, **_: Any) -> tuple[int, int]:
        return sum(lifecycle.close(one, user) for one in objects), 0


class Reopen(Close):
    """Makes the selected situations live again."""

    display_name = _("Reopen")
    aria_label = _("Reopen the selected situations")
    action_type = "conflictdesk_reopen"
    question = _("They are live again.")
    done = ngettext_lazy("%(n)d situation reopened.", "%(n)d situations reopened.", "n")

    @classmethod
    def execute_action(cls, objects: Iterable[Any], *, user: Any, **_: Any) -> tuple[int, int]:
        return sum(lifecycle.reopen(one, user) for one in objects), 0


ACTIONS = (Close, Reopen, Delete)
