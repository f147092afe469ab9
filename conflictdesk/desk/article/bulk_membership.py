"""Adds many articles to a situation at once, from Wagtail's list of pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction

from conflictdesk.desk import articles
from conflictdesk.ledger.extractions import documents
from conflictdesk.ledger.models import Situation
from conflictdesk.ledger.rights.decided_articles import is_decided
from conflictdesk.ledger.situations import membership_changes


class SituationChoiceForm(forms.Form):
    situation = forms.ModelChoiceField(
        queryset=Situation.objects.none(), label=_("Situation"), empty_label=_("Choose a situation")
    )


class AddToSituation(PageBulkAction):
    """Requires the right to edit the article, or the right to publish it once readers have seen it or
    somebody has decided on it. Pages that are locked for the person, and pages that are not articles,
    are left out.
    """

    display_name = _("Add to a situation")
    action_type = "join_situation"
    aria_label = _("Add selected articles to a situation")
    template_name = "conflictdesk/desk/article/bulk_membership.html"
    action_priority = 60
    form_class = SituationChoiceForm

    def check_perm(self, page: Any) -> bool:
        permissions = page.permissions_for_user(self.request.user)
        if permissions.page_locked() or not documents.is_article(page.specific_deferred):
            return False
        return bool(permissions.can_publish() if is_decided(page) else permissions.can_edit())

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["situation"].queryset = articles.running_first(self.request.user)
        return form

    def get_execution_context(self) -> dict[str, Any]:
        chosen = self.cleaned_form.cleaned_data["situation"]
        return super().get_execution_context() | {"situation": chosen}

    @classmethod
    def execute_action(
        cls, objects: Iterable[Any], *, situation: Situation, user: Any = None, **_: Any
    ) -> tuple[int, int]:
        joined = [membership_changes.join(page, situation, user) for page in objects]
        return sum(joined), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects:
            return None
        return ngettext(
            "%(count)d article belongs to %(situation)s.",
            "%(count)d articles belong to %(situation)s.",
            num_parent_objects,
        ) % {"count": num_parent_objects, "situation": self.cleaned_form.cleaned_data["situation"]}
