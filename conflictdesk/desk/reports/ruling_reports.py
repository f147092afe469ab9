"""The desk's reports among Wagtail's, with filters and pages, also as CSV and XLSX."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from conflictdesk.desk.reports import columns, ruling_statistics
from conflictdesk.desk.reports.columns import Shown, ShownColumn
from conflictdesk.desk.reports.spreadsheets import InertSpreadsheet
from conflictdesk.ledger.models import Ruling, Situation
from conflictdesk.ledger.rights import article_rights

Heads = dict[str, Any]


def _situations(request: Any) -> QuerySet[Situation]:
    return article_rights.situations(request.user)


class RulingFilterSet(WagtailFilterSet):
    at = django_filters.DateFromToRangeFilter(label=_("Decided"), widget=DateRangePickerWidget)
    situation = django_filters.ModelChoiceFilter(
        field_name="claim__situation", label=_("Situation"), queryset=_situations
    )

    class Meta:
        model = Ruling
        fields: list[str] = []


class DeskReport(InertSpreadsheet, ReportView):
    """A report whose rows are computed from the rulings of the chosen time. `heads` names the columns;
    `screen_heads` renames some on the screen only, and `shown` puts values on the screen into words.
    """

    header_icon = "clipboard-list"
    model = Ruling
    filterset_class: Any = RulingFilterSet
    heads: Heads = {}
    screen_heads: Heads = {}
    shown: Mapping[str, Shown] = {"rule": columns.rule, "extractor": columns.extractor}
    is_searchable = False
    default_ordering = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not article_rights.may_decide(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        return Ruling.objects.filter(article_rights.claims(self.request.user, at="claim__"))

    def get_filtered_queryset(self) -> list[Any]:
        return self.rows(super().get_filtered_queryset())

    def rows(self, rulings: QuerySet[Any]) -> list[Any]:
        raise NotImplementedError

    @property
    def columns(self) -> list[Column]:
        labels = self.heads | self.screen_heads
        return [self._column(name, label) for name, label in labels.items()]

    def _column(self, name: str, label: Any) -> Column:
        return ShownColumn(name, self.shown.get(name, columns.plain), label=label)

    @property
    def list_export(self) -> list[str]:
        return list(self.heads)

    @property
    def export_headings(self) -> Heads:
        return self.heads


class DecisionsReport(DeskReport):
    page_title = _("Decisions by editor")
    index_url_name, index_results_url_name = "conflictdesk_decisions", "conflictdesk_decisions_results"
    export_filename = "decisions"
    heads = {
        "editor": _("Editor"),
        "topic": _("What"),
        "rule": _("Rule"),
        "approved": _("Approved"),
        "amended": _("Amended"),
        "rejected": _("Rejected"),
        "taken_back": _("Taken back"),
        "approval": _("Approved as proposed"),
        "seconds": _("Seconds a decision"),
    }

    def rows(self, rulings: QuerySet[Any]) -> list[Any]:
        return ruling_statistics.by_editor(rulings)


class MachineReport(DeskReport):
    page_title = _("How proposals fare")
    index_url_name, index_results_url_name = "conflictdesk_proposals", "conflictdesk_proposals_results"
    export_filename = "proposals"
    heads = {
        "rule": _("Rule"),
        "extractor": _("Extractor"),
        "band": _("Confidence"),
        "decided": _("Decided"),
        "approved": _("Approved"),
        "amended": _("Amended"),
        "rejected": _("Rejected"),
        "approval": _("Approved as proposed"),
        "reversal": _("Reversed later"),
    }

    def rows(self, rulings: QuerySet[Any]) -> list[Any]:
        return ruling_statistics.by_rule(rulings)


class SpeedReport(DeskReport):
    page_title = _("From publication to decision")
    index_url_name, index_results_url_name = "conflictdesk_speed", "conflictdesk_speed_results"
    export_filename = "speed"
    heads = {
        "situation": _("Situation"),
        "kind": _("Kind"),
        "decided": _("Decided"),
        "median": _("Median, in minutes"),
        "slowest_tenth": _("A tenth took longer than, in minutes"),
    }
    screen_heads = {"median": _("Median"), "slowest_tenth": _("A tenth took longer than")}
    shown = {"median": columns.duration, "slowest_tenth": columns.duration}

    def rows(self, rulings: QuerySet[Any]) -> list[Any]:
        return ruling_statistics.speeds(rulings)


class CorrectionsReport(DeskReport):
    page_title = _("Open corrections")
    index_url_name, index_results_url_name = "conflictdesk_corrections", "conflictdesk_corrections_results"
    export_filename = "open-corrections"
    filterset_class = None
    heads = {
        "article": _("Article"),
        "situation": _("Situation"),
        "before": _("Readers were told"),
        "now": _("The article now says"),
        "since": _("Since"),
    }

    @property
    def columns(self) -> list[Column]:
        first = TitleColumn("article", label=_("Article"), get_url=self._card)
        named = [self._column(name, self.heads[name]) for name in ("situation", "before", "now")]
        return [first, *named, DateColumn("since", label=_("Since"))]

    @staticmethod
    def _card(row: ruling_statistics.OpenCorrection, *_: Any) -> str:
        return f"{reverse('conflictdesk_facts:queue')}?claim={row.claim}"

    def rows(self, rulings: QuerySet[Any]) -> list[Any]:
        return ruling_statistics.open_corrections(
            ruling_statistics.corrected().filter(article_rights.claims(self.request.user))
        )


REPORTS: tuple[tuple[type[DeskReport], str], ...] = (
    (DecisionsReport, "decisions"),
    (MachineReport, "proposals"),
    (SpeedReport, "speed"),
    (CorrectionsReport, "corrections"),
)


def urls() -> list[Any]:
    """Returns the reports' addresses under the Wagtail admin: for each the page, and its results alone."""
    found = []
    for view, name in REPORTS:
        whole, results = view.as_view(), view.as_view(results_only=True)
        found.append(path(f"reports/facts/{name}/", whole, name=view.index_url_name))
        found.append(path(f"reports/facts/{name}/results/", results, name=view.index_results_url_name))
    return found


class ReportMenuItem(MenuItem):
    """Shown to users who may rule."""

    def is_shown(self, request: Any) -> bool:
        return article_rights.may_decide(request.user)


def menu_item(view: type[DeskReport], name: str) -> ReportMenuItem:
    return ReportMenuItem(
        view.page_title, reverse(view.index_url_name), name=f"conflictdesk-{name}", icon_name=view.header_icon
    )
