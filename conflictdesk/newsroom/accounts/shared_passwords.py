"""Throttles guesses at passwords of private pages and collections, as it is done for accounts."""

from __future__ import annotations

from collections.abc import Callable

import swapper
from axes.handlers.proxy import AxesProxyHandler
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from wagtail.documents.views import serve as documents
from wagtail.models import BaseViewRestriction, CollectionViewRestriction, PageViewRestriction
from wagtail.views import authenticate_with_password

from conflictdesk.newsroom.accounts import lockout

Ask = Callable[[], HttpResponseBase]


def of_page(request: HttpRequest, page_view_restriction_id: int, page_id: int) -> HttpResponseBase:
    """Returns Wagtail's form for a live page that this password opens. Raises Http404 for any other
    page.
    """
    restriction = get_object_or_404(
        PageViewRestriction, pk=page_view_restriction_id, restriction_type=BaseViewRestriction.PASSWORD
    )
    page = get_object_or_404(swapper.load_model("wagtailcore", "Page"), pk=page_id, live=True)
    if not page.path.startswith(restriction.page.path):
        raise Http404
    return _throttled(
        request,
        f"password of page {restriction.page_id}",
        lambda: authenticate_with_password(request, restriction.pk, page.pk),
    )


def of_collection(request: HttpRequest, restriction_id: int) -> HttpResponseBase:
    """Returns Wagtail's form for the documents of a collection. Raises Http404 if it has no password."""
    restriction = get_object_or_404(
        CollectionViewRestriction, pk=restriction_id, restriction_type=BaseViewRestriction.PASSWORD
    )
    return _throttled(
        request,
        f"password of collection {restriction.collection_id}",
        lambda: documents.authenticate_with_password(request, restriction.pk),
    )


def _throttled(request: HttpRequest, name: str, ask: Ask) -> HttpResponseBase:
    """Returns Wagtail's response, or the lockout page once this visitor has failed too often. Failures
    are counted like those of an account of that name, so that operators list and reset them in the same
    way.
    """
    if request.method != "POST":
        return ask()
    credentials = {"username": name}
    if not AxesProxyHandler.is_allowed(request, credentials):
        return lockout.answer(request, None, credentials, shared=True)
    response = ask()
    if response.status_code == 302:
        AxesProxyHandler.get_implementation().reset_user_attempts(request, credentials)
        return response
    AxesProxyHandler.user_login_failed(sender=__name__, credentials=credentials, request=request)
    if getattr(request, "axes_locked_out", False):
        return lockout.answer(request, None, credentials, shared=True)
    return response
