"""Situations, actors and places in the admin: Wagtail's own listings, forms and choosers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from conflictdesk.desk.dashboard import DashboardView
from conflictdesk.desk.forms import ActorForm, PlaceForm, SituationForm
from conflictdesk.desk.mapping import MapPanel
from conflictdesk.desk.panels import ArticlesPanel
from conflictdesk.ledger import rights
from conflictdesk.ledger.models import Actor, Claim, Place, Situation


class NameFilterForm(BaseFilterForm):
    """Finds by name or alias in a chooser; the models need no search index for it."""

    q = forms.CharField(
        label=_("Name"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Search")})
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        objects = objects.filter(merged_into=None)
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        if not self.is_searching:
            return objects
        named = Q(name__icontains=self.search_query) | Q(aliases__icontains=self.search_query)
        return objects.filter(named)


class NameChooseView(ChooseView):
    filter_form_class = NameFilterForm


class NameChooseResultsView(ChooseResultsView):
    filter_form_class = NameFilterForm


class NameChooserViewSet(SnippetChooserViewSet):
    choose_view_class = NameChooseView
    choose_results_view_class = NameChooseResultsView


class SituationViewSet(SnippetViewSet):
    model = Situation
    icon = "globe"
    list_display = (
        "name",
        "state",
        Column("articles_count", label=_("Articles"), sort_key="articles_count"),
        Column("waiting_count", label=_("Claims waiting"), sort_key="waiting_count"),
    )
    list_filter = ("state",)
    search_fields = ("name", "slug")
    search_backend_name = None
    ordering = ("name",)
    inspect_view_enabled = True
    inspect_view_class = DashboardView
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("summary"),
            FieldRowPanel([FieldPanel("state"), FieldPanel("policy")]),
            FieldPanel("slug"),
            InlinePanel(
                "situation_actors",
                heading=_("Actors"),
                label=_("Actor"),
                panels=[FieldPanel("actor"), FieldRowPanel([FieldPanel("is_party"), FieldPanel("rank")])],
            ),
            FieldPanel("place_names"),
            FieldPanel("keywords"),
            ArticlesPanel(),
        ],
        base_form_class=SituationForm,
    )

    def get_queryset(self, request: Any) -> QuerySet[Situation]:
        waiting = Q(claims__state=Claim.State.PENDING, claims__presence=Claim.Presence.PRESENT)
        waiting &= rights.claims(request.user, at="claims__")
        return Situation.objects.filter(merged_into=None).annotate(
            articles_count=Count("article_situations", distinct=True),
            waiting_count=Count("claims", filter=waiting & Q(claims__realis="actual"), distinct=True),
        )


class ActorViewSet(SnippetViewSet):
    model = Actor
    icon = "group"
    list_display = ("name", "role", "identifier")

    list_filter = ("role",)
    search_fields = ("name", "identifier", "aliases")
    search_backend_name = None
    ordering = ("name",)
    inspect_view_enabled = True
    chooser_viewset_class = NameChooserViewSet
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("role"), FieldPanel("aliases"), FieldPanel("identifier")],
        base_form_class=ActorForm,
    )

    def get_queryset(self, request: Any) -> QuerySet[Actor]:
        return Actor.objects.filter(merged_into=None)


class PlaceViewSet(SnippetViewSet):
    model = Place
    icon = "crosshairs"
    list_display = ("name", "country", "precision", "within")
    list_filter = ("precision", "country")
    search_fields = ("name", "aliases")
    search_backend_name = None
    ordering = ("name",)
    inspect_view_enabled = True
    chooser_viewset_class = NameChooserViewSet
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("aliases"),
            FieldPanel("country"),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            MapPanel(),
            FieldPanel("precision"),
            FieldPanel("within"),
            FieldPanel("geonames_id"),
        ],
        base_form_class=PlaceForm,
    )

    def get_queryset(self, request: Any) -> QuerySet[Place]:
        return Place.objects.filter(merged_into=None).select_related("within")


class SituationGroup(SnippetViewSetGroup):
    items = (SituationViewSet, ActorViewSet, PlaceViewSet)
    menu_label = _("Situations")
    menu_icon = "globe"
    menu_name = "conflictdesk-situations"
    menu_order = 160
