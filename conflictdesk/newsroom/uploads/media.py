"""Serves pictures where no web server or CDN in front serves MEDIA_ROOT itself."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

from conflictdesk.newsroom.uploads.storage import is_document

SHOWN = ("image/", "audio/", "video/")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Returns the file below MEDIA_ROOT: pictures, sound and film with their type, all else as a
    download without one. Raises Http404 if there is no such file, and for a document that an older
    version left there.
    """
    if is_document(path):
        raise Http404("Documents have an address of their own.")
    try:
        response: HttpResponseBase = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except (OSError, ValueError) as error:
        raise Http404("No file has such a name.") from error
    # A cache keeps the headers that it has.
    if response.status_code == HTTPStatus.NOT_MODIFIED:
        return response
    if not response.headers.get("Content-Type", "").startswith(SHOWN):
        response.headers["Content-Type"] = "application/octet-stream"
        response.headers["Content-Disposition"] = "attachment"
    return response
