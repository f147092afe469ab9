"""The page `docs/contract.md`, made from the contract's data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from conflictdesk.contract import terms
from conflictdesk.contract.entries import EventType, Measure, QualifierTerm, Term
from conflictdesk.contract.types import CONTRACT_VERSION

FOLDER = Path(__file__).parent
MEASURES_NOTE = """In the order in which boxes show them. A *stock* is what is there at one moment, a *flow*
goes on from day to day, a *toll* is what happened. Where a text gives no period, what *counts now* is a
number of that day, all else one since the beginning. *Events* are the types whose figure it may be.
"""
EVENTS_NOTE = """*Kin* are types that articles use for one another: two such events may be one. The last two
columns are the nearest terms of two public code books.
"""
MEASURES_HEAD = ("id", "label", "what it counts", "unit", "nature", "counts now", "events")
EVENTS_HEAD = ("id", "label", "what happens", "kin", "PLOVER", "ACLED")
STOCK = "stock"
HEADINGS = {"Document": "Document in"}


def page() -> str:
    """The whole page as Markdown."""
    top = (FOLDER / "top.md").read_text(encoding="utf-8")
    parts = [top, f"This is version {CONTRACT_VERSION}.\n", *_objects(), *_terms()]
    return "\n".join(parts)


def fields() -> Mapping[str, Mapping[str, str]]:
    """What the fields of each object of a result hold, by object and field."""
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(
        (FOLDER / "fields.yaml").read_text(encoding="utf-8")
    )
    return found


def _objects() -> Iterator[str]:
    """The sections about the objects of a result."""
    for name, own in fields().items():
        yield f"## {HEADINGS.get(name, name)}\n"
        yield _table(("field", "what it holds"), ((f"`{field}`", said) for field, said in own.items()))


def _terms() -> Iterator[str]:
    """The sections about the ids of each kind."""
    yield "## Measures\n"
    yield MEASURES_NOTE
    yield _table(MEASURES_HEAD, map(_measure, terms.MEASURES.values()))
    yield "## Types of events\n"
    yield EVENTS_NOTE
    yield _table(EVENTS_HEAD, map(_event, terms.EVENT_TYPES.values()))
    yield "## Qualifiers\n"
    yield _table(("id", "label", "bounds that it needs"), map(_qualifier, terms.QUALIFIERS.values()))
    for heading, known in _SIMPLE.items():
        yield f"## {heading}\n"
        yield _table(("id", "label"), ((f"`{one}`", _label(one)) for one in known.values()))


_SIMPLE: Mapping[str, Mapping[str, Term]] = {
    "Units": terms.UNITS,
    "Populations": terms.POPULATIONS,
    "Periods": terms.PERIODS,
    "Causes": terms.CAUSES,
    "Realis": terms.REALIS,
    "Roles": terms.ROLES,
    "Precisions of places": terms.PLACE_PRECISIONS,
    "Precisions of dates": terms.DATE_PRECISIONS,
}


def _label(term: Any) -> str:
    """The label of an entry."""
    return str(term.label)


def _measure(one: Measure) -> Sequence[str]:
    """The cells of a measure's row."""
    now = "yes" if one.period_class == STOCK else ""
    events = [name for name, kind in terms.EVENT_TYPES.items() if one.belongs_to(kind)]
    return f"`{one}`", one.label, one.meaning, one.unit, one.nature, now, _ids(events)


def _event(one: EventType) -> Sequence[str]:
    """The cells of an event type's row."""
    kin = [name for name in terms.EVENT_TYPES if name in one.kin]
    return f"`{one}`", one.label, one.meaning, _ids(kin), one.plover, one.acled


def _qualifier(one: QualifierTerm) -> Sequence[str]:
    """The cells of a qualifier's row."""
    return f"`{one}`", one.label, ", ".join(one.says)


def _ids(names: Iterable[str]) -> str:
    """Ids as code, parted by spaces; "" for none."""
    return " ".join(f"`{name}`" for name in names)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
