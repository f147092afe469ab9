"""Figures and numbers as one line each, so that a table of cases can be read."""

from __future__ import annotations

from conflictdesk.contract.types import Document, Figure
from conflictdesk.extraction.engine import extract, find_numbers

PUBLISHED = "2017-06-28"


def figures(text: str, published: str | None = PUBLISHED) -> list[Figure]:
    """The figures of a text."""
    return list(extract(Document(text, published)).figures)


def figure_line(figure: Figure) -> str:
    """A figure as a line: "killed at_least 12 children part by <the UN>"."""
    value = _bounds(figure.qualifier, figure.low, figure.best, figure.high)
    words = [figure.measure, figure.qualifier, value, figure.population]
    words.append(figure.unit if figure.unit != "person" else None)
    words.append(figure.realis if figure.realis != "actual" else None)
    words.append("part" if figure.part_of is not None else None)
    words.append("again" if figure.same_as is not None else None)
    words.append(f"by <{figure.attribution.text}>" if figure.attribution else None)
    return " ".join(word for word in words if word)


def _plain(number: float | None) -> str:
    """A number without separators."""
    return f"{number:,}".replace(",", "") if isinstance(number, int) else str(number)


def number_lines(text: str) -> list[str]:
    """Each number of a text as a line: "at_least 350: at least 350"."""
    return [
        f"{one.qualifier} {_bounds(one.qualifier, one.low, one.best, one.high)}: {one.quote}"
        for one in find_numbers(Document(text))
    ]


def _bounds(qualifier: str, low: float | None, best: float | None, high: float | None) -> str:
    """The bounds that a qualifier fills, in words."""
    if qualifier == "between":
        return f"{_plain(low)}-{_plain(high)}"
    return _plain(next(n for n in (best, low, high) if n is not None))
