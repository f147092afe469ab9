"""Choosers of situations, actors and places that search by name and cannot create; a user is offered
only situations that they may know of.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.utils.urlpatterns import decorate_urlpatterns

from conflictdesk import bad_requests
from conflictdesk.ledger.models import Situation
from conflictdesk.ledger.rights import article_rights
from conflictdesk.untrusted import number


class NameFilterForm(BaseFilterForm):
    """Filters by name or by the field `also`, without a search index; leaves out merged rows."""

    also = "aliases"
    q = forms.CharField(
        label=_("Name"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Search")})
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        objects = objects.filter(merged_into=None)
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        if not self.is_searching:
            return objects
        named = Q(name__icontains=self.search_query) | Q(**{f"{self.also}__icontains": self.search_query})
        return objects.filter(named)


class NameChooseView(ChooseView):
    filter_form_class = NameFilterForm


class NameChooseResultsView(ChooseResultsView):
    filter_form_class = NameFilterForm


class NameChosenMultipleView(SnippetChosenMultipleView):
    def get_objects(self, pks: list[str]) -> Any:
        return super().get_objects([key for key in pks if number(key) is not None])


class NameChooserViewSet(SnippetChooserViewSet):
    """A chooser without Wagtail's form to create a row: rows are created in their own list."""

    choose_view_class = NameChooseView
    choose_results_view_class = NameChooseResultsView
    chosen_multiple_view_class = NameChosenMultipleView

    def get_urlpatterns(self) -> list[Any]:
        kept = [one for one in super().get_urlpatterns() if one.name != "create"]
        return decorate_urlpatterns(kept, bad_requests.refuse)


class SituationFilterForm(NameFilterForm):
    also = "slug"


class SituationChooseView(NameChooseView):
    filter_form_class = SituationFilterForm

    def get_object_list(self) -> QuerySet[Situation]:
        return article_rights.situations(self.request.user)


class SituationChooseResultsView(NameChooseResultsView):
    filter_form_class = SituationFilterForm

    def get_object_list(self) -> QuerySet[Situation]:
        return article_rights.situations(self.request.user)


class SituationChosenView(SnippetChosenView):
    def get_object(self, pk: str) -> Situation:
        return article_rights.situations(self.request.user).get(pk=pk)


class SituationChosenMultipleView(NameChosenMultipleView):
    def get_objects(self, pks: list[str]) -> QuerySet[Situation]:
        return (
            super().get_objects(pks).filter(pk__in=article_rights.situations(self.request.user).values("pk"))
        )


class SituationChooserViewSet(NameChooserViewSet):
    choose_view_class = SituationChooseView
    choose_results_view_class = SituationChooseResultsView
    chosen_view_class = SituationChosenView
    chosen_multiple_view_class = SituationChosenMultipleView
