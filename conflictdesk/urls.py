"""The plugin's public addresses. A site includes this module once, before Wagtail's own."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from conflictdesk import bad_requests
from conflictdesk.api.urls import urlpatterns as api
from conflictdesk.boxes.elsewhere import embedding, feeds, pictures
from conflictdesk.boxes.live import box_views
from conflictdesk.boxes.page import pages

app_name = "conflictdesk"

urlpatterns: list[URLPattern | URLResolver] = [
    path("conflictdesk/boxes/<slug:slug>/<str:language>/", box_views.box, name="box"),
    path("conflictdesk/embed/<slug:slug>/<str:language>/", embedding.embed, name="embed"),
    path("conflictdesk/oembed/", embedding.oembed, name="oembed"),
    path("situations/<slug:slug>/", pages.in_any_language, name="situation_in_any_language"),
    path("situations/<slug:slug>/<str:language>/", pages.page, name="situation"),
    path("situations/<slug:slug>/<str:language>/changes.atom", feeds.changes, name="feed"),
    path("situations/<slug:slug>/<str:language>/picture.png", pictures.picture, name="picture"),
    path("api/conflictdesk/v1/", include(api)),
]
decorate_urlpatterns(urlpatterns, bad_requests.refuse)
