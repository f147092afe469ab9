"""Numbers in words: the contract's bounds and qualifier as a reader sees them, "at least 750,000"."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from babel import Locale
from babel.numbers import format_compact_currency, format_currency, format_decimal, format_percent
from babel.units import format_unit
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from conflictdesk.contract.entries import QualifierTerm, UnitTerm
from conflictdesk.contract.stored import Number, Quantity
from conflictdesk.contract.terms import QUALIFIERS, UNITS
from conflictdesk.wording.contract_texts import text
from conflictdesk.wording.sentences import Phrase, fill

BETWEEN = _("%(low)s to %(high)s")
# The lower bounds that the contract gives to numbers in words.
VAGUE: Mapping[float, object] = {
    24: _("dozens"),
    40: _("scores"),
    200: _("hundreds"),
    2_000: _("thousands"),
    20_000: _("tens of thousands"),
}

# Stands for a qualifier of a later version: only the number is shown.
PLAIN = QualifierTerm("", "", (), ())
MILLION = 1_000_000


def quantity(figure: Quantity, locale: Locale) -> Phrase:
    """Returns the number of a snapshot's figure with its qualifier and unit; an empty phrase if it has
    no bound.
    """
    unit, low, high = figure["unit"], figure["low"], figure["high"]
    qualifier = QUALIFIERS.get(figure["qualifier"], PLAIN)
    if qualifier.two_ended and low is not None and high is not None:
        return fill(str(BETWEEN), low=number(low, unit, locale), high=number(high, unit, locale))
    if qualifier.in_words and low is not None and low in VAGUE:
        return fill(str(VAGUE[low]))
    qualifier = _bounded(qualifier, figure)
    value = next((figure[bound] for bound in qualifier.reads if figure[bound] is not None), None)
    if value is None:
        return Phrase()
    return fill(_worded(qualifier, UNITS.get(unit)), number=number(value, unit, locale))


def in_unit(point: Number, unit: str, locale: Locale) -> Phrase:
    """The number of a history's point, which has its standing's unit."""
    figure: Quantity = {
        "low": point["low"],
        "best": point["best"],
        "high": point["high"],
        "qualifier": point["qualifier"],
        "unit": unit,
    }
    return quantity(figure, locale)


def _worded(qualifier: QualifierTerm, unit: UnitTerm | None) -> str:
    measured = bool(unit and unit.measured and qualifier.measured_words)
    return text(qualifier, "measured_words" if measured else "words")


def _bounded(qualifier: QualifierTerm, figure: Number) -> QualifierTerm:
    """Returns the qualifier that fits the existing bounds: "between 5 and ?" becomes "at least 5"."""
    above = figure["low"] is None and figure["best"] is None
    return QUALIFIERS.get(qualifier.upper_alone if above else qualifier.lower_alone, qualifier)


def number(value: float, unit: str, locale: Locale) -> str:
    """Returns the number with its unit, except units that the label names: people, buildings and the
    like.
    """
    exact = Decimal(str(value)).normalize()
    of = UNITS.get(unit)
    if of and of.currency:
        return _money(exact, of.currency, locale)
    if of and of.space:
        return format_unit(exact, of.space, length="short", locale=locale)
    if of and of.share:
        return format_percent(exact / 100, locale=locale, decimal_quantization=False)
    plain = format_decimal(exact, locale=locale)
    if of and of.number_one:
        return ngettext(of.number_one, of.number_many, int(value)) % {"number": plain}
    return plain


def _money(value: Decimal, currency: str, locale: Locale) -> str:
    """Returns "US$2.9 billion" if three digits after the point are exact, otherwise the whole number."""
    if value >= MILLION and _fits_compact(value):
        return format_compact_currency(value, currency, locale=locale, fraction_digits=3)
    pattern = locale.currency_formats["standard"].pattern
    if value == value.to_integral_value():
        pattern = pattern.replace(".00", "")
    return format_currency(value, currency, pattern, locale=locale, currency_digits=False)


def _fits_compact(value: Decimal) -> bool:
    """Whether three digits after the point are exact in the compact form."""
    step = Decimal(1000)
    while value >= step * 1000:
        step *= 1000
    return value % (step / 1000) == 0
