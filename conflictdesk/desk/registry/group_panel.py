"""Adds a panel to Wagtail's form of a group that grants the desk for parts of the page tree."""

from __future__ import annotations

from typing import Any

import swapper
from django import forms
from django.contrib.auth.models import Group
from django.forms.models import BaseInlineFormSet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.formsets import BaseFormSetMixin
from wagtail.admin.widgets import AdminPageChooser

from conflictdesk.ledger.models import DeskGrant

Page = swapper.load_model("wagtailcore", "Page")


class GrantForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """One part of the page tree and the level granted there."""

    page = forms.ModelChoiceField(
        label=_("Page and all below it"),
        queryset=Page.objects.all(),
        widget=AdminPageChooser(show_edit_link=False, can_choose_root=True),
    )

    class Meta:
        model = DeskGrant
        fields = ["page", "level"]

    class Media:
        css = {"all": ["conflictdesk/desk/desk.css"]}


class BaseGrantFormSet(BaseFormSetMixin, BaseInlineFormSet):  # type: ignore[type-arg]  # as above
    """The grants of a group, one for each part of the tree."""

    def as_admin_panel(self) -> str:
        return render_to_string("conflictdesk/desk/registry/group_panel.html", {"formset": self})


GrantFormSet = forms.inlineformset_factory(
    Group, DeskGrant, form=GrantForm, formset=BaseGrantFormSet, extra=0, can_delete=True
)


def register() -> Any:
    return GrantFormSet
