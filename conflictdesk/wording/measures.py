"""The headings of numbers: "Civilians trapped", "Area held"."""

from __future__ import annotations

from conflictdesk.contract.terms import MEASURES, POPULATIONS
from conflictdesk.wording.contract_texts import text


def label(measure: str, population: str | None, side: str | None = None) -> str:
    """Returns the heading of a number, in the active language. An id of a later version is returned
    unchanged.
    """
    entry = MEASURES.get(measure)
    if entry is None:
        return measure
    # Land of a side is land that the side holds.
    if side and entry.with_side:
        return text(entry, "with_side")
    if not population or population == entry.population:
        return text(entry, "label")
    who = text(POPULATIONS[population], "label") if population in POPULATIONS else population
    return text(entry, "with_population") % {"population": who}
