"""The contract's ids in words, for choices and for the card. An unknown id stands for itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conflictdesk.wording import event_lines, measures

Labels = Mapping[str, Any]

MEASURES: Labels = {measure: alone for measure, (alone, _with) in measures.MEASURES.items()}
POPULATIONS: Labels = measures.POPULATIONS
EVENT_TYPES: Labels = event_lines.TYPES


QUALIFIERS: Labels = {
    "exact": _("exactly"),
    "at_least": _("at least"),
    "more_than": _("more than"),
    "up_to": _("up to"),
    "fewer_than": _("fewer than"),
    "about": _("about"),
    "nearly": _("nearly"),
    "between": _("between … and …"),
    "vague": _("dozens, hundreds, thousands"),
}

UNITS: Labels = {
    "person": _("people"),
    "household": _("households"),
    "km2": _("square kilometres"),
    "percent": _("per cent"),
    "building": _("buildings"),
    "item": _("items"),
    "strike": _("strikes"),
    "place": _("places"),
    "usd": _("US dollars"),
    "eur": _("euros"),
    "gbp": _("pounds sterling"),
    "tonne": _("tonnes"),
    "km": _("kilometres"),
}


PERIODS: Labels = {
    "incident": _("in one incident"),
    "daily": _("in one day"),
    "cumulative": _("in all, since a date"),
    "stock": _("at one moment"),
}

REALIS: Labels = {
    "actual": _("happened"),
    "planned": _("planned"),
    "hypothetical": _("hypothetical"),
    "denied": _("denied"),
    "historical": _("of an earlier time"),
}

DATE_PRECISIONS: Labels = {
    "day": _("day"),
    "week": _("week"),
    "month": pgettext_lazy("precision of a date", "month"),
    "year": _("year"),
}


def label(labels: Labels, key: str | None) -> str:
    """The words for an id; an id of a later contract stands for itself."""
    return str(labels.get(key, key)) if key else ""
