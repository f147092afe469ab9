"""Registers situations, actors and places in the admin, with Wagtail's own listings, forms and choosers."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup
from wagtail.utils.urlpatterns import decorate_urlpatterns

from conflictdesk import bad_requests
from conflictdesk.contract import terms
from conflictdesk.desk.registry.choosers import NameChooserViewSet, SituationChooserViewSet
from conflictdesk.desk.registry.forms import ActorForm, PlaceForm, SituationForm
from conflictdesk.desk.registry.panels import ArticlesPanel, MergesPanel
from conflictdesk.desk.registry.point_map import MapPanel
from conflictdesk.desk.reports.dashboard import DashboardView
from conflictdesk.ledger.models import Actor, Claim, Place, Situation
from conflictdesk.ledger.rights import article_rights


class RowViewSet(SnippetViewSet):
    """A model's list and forms, at addresses that refuse malformed requests."""

    def get_urlpatterns(self) -> list[Any]:
        return decorate_urlpatterns(super().get_urlpatterns(), bad_requests.refuse)


class SituationViewSet(RowViewSet):
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
    chooser_viewset_class = SituationChooserViewSet
    edit_handler = ObjectList(
        [
            MergesPanel(),
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
        waiting &= article_rights.claims(request.user, at="claims__")
        return Situation.objects.filter(merged_into=None).annotate(
            articles_count=Count("article_situations", distinct=True),
            waiting_count=Count("claims", filter=waiting & Q(claims__realis=terms.HAPPENED), distinct=True),
        )


class ActorViewSet(RowViewSet):
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
        [
            MergesPanel(),
            FieldPanel("name"),
            FieldPanel("role"),
            FieldPanel("aliases"),
            FieldPanel("identifier"),
        ],
        base_form_class=ActorForm,
    )

    def get_queryset(self, request: Any) -> QuerySet[Actor]:
        return Actor.objects.filter(merged_into=None)


class PlaceViewSet(RowViewSet):
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
            MergesPanel(),
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
