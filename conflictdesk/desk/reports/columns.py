"""Formats the columns of the desk's reports for people; spreadsheets get the plain values."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from babel.numbers import format_decimal
from babel.units import format_unit
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.ui.tables import Column

from conflictdesk.wording import reading_lines

Shown = Callable[[Any], Any]
HOUR, DAY, YEAR = 60, 60 * 24, 60 * 24 * 365.25
# A unit, its minutes, and the minutes from which on a duration is written in the next unit.
UNITS = (
    ("duration-minute", 1, 2 * HOUR),
    ("duration-hour", HOUR, 2 * DAY),
    ("duration-day", DAY, 2 * YEAR),
    ("duration-year", YEAR, float("inf")),
)
DIGITS_OF_DIGEST = 4


class ShownColumn(Column):
    """A column whose values `shown` puts into words; None stays empty."""

    def __init__(self, name: str, shown: Shown, **options: Any) -> None:
        super().__init__(name, **options)
        self.shown = shown

    def get_value(self, instance: Any) -> Any:
        value = super().get_value(instance)
        return None if value is None else self.shown(value)


def plain(value: Any) -> Any:
    """Returns integers with their thousands grouped, all else as it is."""
    return format_decimal(value, locale=reading_lines.locale()) if isinstance(value, int) else value


def duration(minutes: float) -> str:
    """Returns minutes rounded to the nearest minute, hour, day or year: "12 mins", "3 hrs", "4 days"."""
    unit, size, _ = next(one for one in UNITS if minutes < one[2])
    # Babel misses parts of the long form ("3 hours") in many languages, Arabic's "4 days" among them.
    return format_unit(round(minutes / size), unit, length="short", locale=reading_lines.locale())


def rule(identifier: str) -> SafeString:
    """Returns a rule's id that a narrow column may break after its dots."""
    return format_html_join("", "{}<wbr>", ((part,) for part in re.findall(r"[^.]+\.?", identifier)))


def extractor(version: str) -> str | SafeString:
    """Returns the version, its digest shortened; a tooltip shows the whole digest."""
    name, plus, digest = version.partition("+")
    if len(digest) <= DIGITS_OF_DIGEST:
        return version
    return format_html(
        '<button type="button" class="w-human-readable-date" data-controller="w-tooltip"'
        ' data-w-tooltip-content-value="{}">{}<wbr>{}{}…</button>',
        version, name, plus, digest[:DIGITS_OF_DIGEST],
    )  # fmt: skip
