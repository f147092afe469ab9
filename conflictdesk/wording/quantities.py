"""Numbers in words: the contract's bounds and qualifier as a reader sees them, "at least 750,000"."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.numbers import format_compact_currency, format_currency, format_decimal, format_percent
from babel.units import format_unit
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from conflictdesk.wording.sentences import Phrase, fill

# The words, and which of the bounds carries the number, best first.
QUALIFIERS = {
    "exact": ("%(number)s", ("best", "low", "high")),
    "at_least": (_("at least %(number)s"), ("low", "best")),
    "more_than": (_("more than %(number)s"), ("low", "best")),
    "up_to": (_("up to %(number)s"), ("high", "best")),
    "fewer_than": (_("fewer than %(number)s"), ("high", "best")),
    "about": (_("about %(number)s"), ("best", "low", "high")),
    "nearly": (_("nearly %(number)s"), ("best", "high", "low")),
}
BETWEEN = _("%(low)s to %(high)s")
# Of what is measured, not counted.
LESS_THAN = (_("less than %(number)s"), ("high", "best"))

# The contract's lower bounds of numbers that a text gives in words only.
VAGUE = {
    24: _("dozens"),
    40: _("scores"),
    200: _("hundreds"),
    2_000: _("thousands"),
    20_000: _("tens of thousands"),
}

CURRENCIES = {"usd": "USD", "eur": "EUR", "gbp": "GBP"}
MEASURES_OF_SPACE = {"km2": "area-square-kilometer", "km": "length-kilometer", "tonne": "mass-tonne"}
MILLION = 1_000_000


def quantity(figure: Mapping[str, Any], locale: Locale) -> Phrase:
    """The number of a snapshot's figure with its qualifier and unit; empty when it has no bound at all."""
    unit, low, high = figure["unit"], figure["low"], figure["high"]
    if figure["qualifier"] == "between" and None not in (low, high):
        return fill(str(BETWEEN), low=number(low, unit, locale), high=number(high, unit, locale))
    if figure["qualifier"] == "vague" and low in VAGUE:
        return fill(str(VAGUE[low]))
    pattern, order = _worded(_bounded(figure), unit)
    value = next((figure[bound] for bound in order if figure[bound] is not None), None)
    return Phrase() if value is None else fill(str(pattern), number=number(value, unit, locale))


def _worded(qualifier: str, unit: str) -> tuple[Any, tuple[str, ...]]:
    if qualifier == "fewer_than" and (unit in CURRENCIES or unit in MEASURES_OF_SPACE or unit == "percent"):
        return LESS_THAN
    return QUALIFIERS.get(qualifier, QUALIFIERS["exact"])


def _bounded(figure: Mapping[str, Any]) -> str:
    """The qualifier that can be said of the bounds there are: "between 5 and ?" is "at least 5"."""
    qualifier: str = figure["qualifier"]
    if qualifier in ("between", "vague"):
        return "up_to" if figure["low"] is None and figure["best"] is None else "at_least"
    return qualifier


def number(value: float, unit: str, locale: Locale) -> str:
    """The number with its unit, if the unit must be said: people, buildings and the like are in the label."""
    exact = Decimal(str(value)).normalize()
    if unit in CURRENCIES:
        return _money(exact, CURRENCIES[unit], locale)
    if unit in MEASURES_OF_SPACE:
        return format_unit(exact, MEASURES_OF_SPACE[unit], length="short", locale=locale)
    if unit == "percent":
        return format_percent(exact / 100, locale=locale, decimal_quantization=False)
    plain = format_decimal(exact, locale=locale)
    if unit == "household":
        return ngettext("%(number)s household", "%(number)s households", int(value)) % {"number": plain}
    return plain


def _money(value: Decimal, currency: str, locale: Locale) -> str:
    """ "US$2.9 billion" where three digits after the point lose nothing, the whole number elsewhere."""
    if value >= MILLION and _fits_compact(value):
        return format_compact_currency(value, currency, locale=locale, fraction_digits=3)
    pattern = locale.currency_formats["standard"].pattern
    if value == value.to_integral_value():
        pattern = pattern.replace(".00", "")
    return format_currency(value, currency, pattern, locale=locale, currency_digits=False)


def _fits_compact(value: Decimal) -> bool:
    step = Decimal(1000)
    while value >= step * 1000:
        step *= 1000
    return value % (step / 1000) == 0
