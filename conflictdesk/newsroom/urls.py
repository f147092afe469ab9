"""The newsroom's addresses."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from conflictdesk.newsroom.accounts import shared_passwords
from conflictdesk.newsroom.accounts.log_out import LogOut
from conflictdesk.newsroom.uploads.documents import document
from conflictdesk.newsroom.uploads.media import media

handler500 = "conflictdesk.newsroom.web.outages.server_error"

urlpatterns = [
    path("admin/logout/", LogOut.as_view()),
    path("admin/", include(wagtailadmin_urls)),
    # Before Wagtail's views of the same addresses, which they call.
    re_path(r"^documents/(\d+)/(.*)$", document),
    path("documents/authenticate_with_password/<int:restriction_id>/", shared_passwords.of_collection),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        shared_passwords.of_page,
    ),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("conflictdesk.urls")),
    # A web server or a CDN in front serves these itself; where there is none, this does.
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", media),
    path("", include(wagtail_urls)),
]
