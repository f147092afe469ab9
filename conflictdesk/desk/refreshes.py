"""Views of the parts of admin pages that an open page fetches again."""

from __future__ import annotations

from typing import Any

import swapper
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.generic import View

from conflictdesk.desk.article import progress
from conflictdesk.desk.reports.newsroom_state import NewsroomState
from conflictdesk.ledger.rights import article_rights


class ProgressView(View):
    """Shows the state of an article's extraction to those who may edit the article."""

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        page: Any = get_object_or_404(swapper.load_model("wagtailcore", "Page"), pk=page_id)
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        context = {"progress": progress.of(page, request.user)}
        return TemplateResponse(request, "conflictdesk/desk/article/progress.html", context)


class NoticeView(View):
    """Shows the late parts of the newsroom to those who may open the queue."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not article_rights.may_open(request.user):
            raise PermissionDenied
        context = {"state": NewsroomState(request.user)}
        return TemplateResponse(request, "conflictdesk/desk/reports/state_notice.html", context)
