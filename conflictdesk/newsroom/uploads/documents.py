"""Serves documents by Wagtail's view, which checks who may open the document's collection."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve

from conflictdesk.newsroom.uploads.content_types import harmless
from conflictdesk.untrusted import number

# A collection may be closed tomorrow, so caches must ask each time.
OPEN, CLOSED = "no-cache", "private, no-store"


def document(request: HttpRequest, document_id: str, document_filename: str) -> HttpResponseBase:
    """Returns the file as a download of a harmless type, not to be cached unless it is open to
    everybody; the page that asks for a collection's password stays a page. Raises Http404 if there is no
    such document.
    """
    if number(document_id) is None:
        raise Http404("No document has such a number.")
    response: HttpResponseBase = serve(request, document_id, document_filename)
    is_page = isinstance(response, TemplateResponse)
    if is_page or response.status_code not in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
        return response
    found = get_document_model().objects.select_related("collection").get(pk=document_id)
    response.headers["Cache-Control"] = CLOSED if found.collection.get_view_restrictions() else OPEN
    # A compressed script is still a script, because browsers decompress it.
    response.headers.pop("Content-Encoding", None)
    if response.status_code == HTTPStatus.OK:
        response.headers["Content-Type"] = harmless(response.headers["Content-Type"])
    return response
