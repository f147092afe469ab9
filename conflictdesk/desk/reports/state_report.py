"""Shows the state of the newsroom on a page among the reports."""

from __future__ import annotations

import time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conflictdesk.api import probes
from conflictdesk.desk.reports import newsroom_state, versions_part
from conflictdesk.desk.reports.newsroom_state import NewsroomState, Part
from conflictdesk.ledger.extractions import outdated_texts
from conflictdesk.ledger.rights import article_rights
from conflictdesk.reconcile.alerts import Condition

TITLE, ICON, URL_NAME = _("State of the newsroom"), "desktop", "conflictdesk_state"


class StateReport(WagtailAdminTemplateMixin, TemplateView):
    """Shows the state to users who may open the queue; queries broker and cache while it renders."""

    page_title = TITLE
    header_icon = ICON
    template_name = "conflictdesk/desk/reports/state_report.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not article_rights.may_open(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        state = NewsroomState(self.request.user)
        parts = [*state.parts, *probed()]
        return context | {"state": state, "parts": parts, "versions": versions_part.of(self.request.user)}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Queues the outdated texts to be read again."""
        if not versions_part.may_read_again(request.user):
            raise PermissionDenied
        if outdated_texts.ask():
            messages.success(request, _("The texts are read again, some at a time."))
        else:
            messages.warning(request, _("The broker does not answer. Nothing was sent; try again."))
        return redirect(URL_NAME)


def probed() -> list[Part]:
    """Returns whether broker and cache answer; waits at most `PATIENCE_SECONDS` for both together."""
    until = time.monotonic() + probes.PATIENCE_SECONDS
    broker, cache = probes.broker.begin(), probes.site_cache.begin()
    return [newsroom_state.broker(broker.answer(until).ok), _cache(cache.answer(until).ok)]


def _cache(ok: bool) -> Part:
    name = gettext("Cache")
    if ok:
        return Part(name, Condition.WELL, gettext("The cache, which spares the database, answers."))
    return Part(
        name,
        Condition.LATE,
        gettext("The cache, which spares the database, does not answer."),
        gettext("Start it again, or tell whoever runs the site. Readers read; each page costs more work."),
    )


def urls() -> list[Any]:
    """Returns the report's address under the Wagtail admin."""
    return [path("reports/facts/state/", StateReport.as_view(), name=URL_NAME)]


class StateMenuItem(MenuItem):
    """Shown to users who may open the queue."""

    def __init__(self) -> None:
        super().__init__(TITLE, reverse(URL_NAME), name="conflictdesk-state", icon_name=ICON)

    def is_shown(self, request: Any) -> bool:
        return article_rights.may_open(request.user)
