"""The addresses of the API. Version 1 is permanent: an incompatible change becomes version 2 beside it."""

from __future__ import annotations

from django.urls import path, re_path
from django.views.generic import RedirectView
from rest_framework.routers import SimpleRouter

from . import documentation, views

router = SimpleRouter()
router.register("situations", views.SituationViewSet, basename="situation")
router.register("figures", views.FigureViewSet, basename="figure")
router.register("events", views.EventViewSet, basename="event")

urlpatterns = [
    path("", RedirectView.as_view(url="docs/", http_method_names=["get", "head", "options"]), name="root"),
    *router.urls,
    path("schema/", documentation.SchemaView.as_view(), name="schema"),
    path("docs/", documentation.docs, name="docs"),
    # Matches only with a final slash, so that other addresses are still redirected to the one with it.
    re_path(r"^.+/$", views.NotFoundView.as_view(), name="nothing"),
]
