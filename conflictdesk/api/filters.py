"""The API's filters. An unknown value of a closed list is an error, not an empty result."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from conflictdesk.api.pagination import Pages
from conflictdesk.contract import terms
from conflictdesk.ledger import queries
from conflictdesk.ledger.models import Situation


def _ids(known: Iterable[str]) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [(one, one) for one in known]


class KnownFilters(DjangoFilterBackend):
    """Filters, and refuses unknown filters: a misspelt one would return everything."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        known = {*view.filterset_class.base_filters, Pages.page_query_param, Pages.page_size_query_param}
        unknown = [name for name in request.query_params if name not in known]
        if unknown and view.action == "list":
            raise ValidationError({name: [_("There is no such filter.")] for name in unknown})
        return super().filter_queryset(request, queryset, view)


class DaysForm(forms.Form):
    """Validates that the first day of a query is not after its last day."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("date_from"), given.get("date_to")
        if first and last and first > last:
            self.add_error("date_to", _("Must not be before date_from."))
        return given


class SituationFilter(filters.FilterSet):
    state = filters.ChoiceFilter(choices=Situation.State.choices)


class FactFilter(filters.FilterSet):
    """Filters of figures and events. Dates are inclusive; a fact that spans days is found by each."""

    situation = filters.CharFilter(method="of_situation", help_text=_("Slug of a situation."))
    source = filters.CharFilter("source__identifier", help_text=_("Id of the actor that says so."))
    place = filters.CharFilter(method="at_place", help_text=_("Part of a place's name."))
    geonames_id = filters.NumberFilter("place__geonames_id", help_text=_("GeoNames id of the place."))
    date_from = filters.DateFilter(method="not_before", help_text=_("Not before this day (ISO 8601)."))
    date_to = filters.DateFilter(method="not_after", help_text=_("Not after this day (ISO 8601)."))

    class Meta:
        form = DaysForm

    def of_situation(self, facts: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Returns the facts of the situation that has, or once had, this slug. Raises ValidationError if
        there is none, or if it is not public yet.
        """
        situation = queries.public_situation_at(value)
        if situation is None:
            raise ValidationError({name: [_("There is no such situation.")]})
        return facts.filter(situation=situation)

    def at_place(self, facts: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return facts.filter(Q(place__name__icontains=value) | Q(place_text__icontains=value))

    def not_before(self, facts: QuerySet[Any], name: str, value: date) -> QuerySet[Any]:
        """Returns the facts that end on or after the day; a fact without a date counts as of `as_of`."""
        return facts.alias(last_day=Coalesce("date_to", "date_from", "as_of")).filter(last_day__gte=value)

    def not_after(self, facts: QuerySet[Any], name: str, value: date) -> QuerySet[Any]:
        """Returns the facts that begin on or before the day; a fact without a date counts as of `as_of`."""
        return facts.alias(first_day=Coalesce("date_from", "as_of")).filter(first_day__lte=value)


class FigureFilter(FactFilter):
    measure = filters.ChoiceFilter(choices=_ids(terms.MEASURES))
    population = filters.ChoiceFilter(choices=_ids(terms.POPULATIONS))
    side = filters.CharFilter("side__identifier", help_text=_("Id of the actor that is counted."))


class EventFilter(FactFilter):
    type = filters.ChoiceFilter(choices=_ids(terms.EVENT_TYPES))
