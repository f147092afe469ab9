"""Figures in a few words, so that a table of cases can be read."""

from __future__ import annotations

from conflictdesk.contract.types import Document, Figure
from conflictdesk.extraction.engine import extract, find_numbers

PUBLISHED = "2017-06-28"


def figures(text: str, published: str | None = PUBLISHED) -> list[Figure]:
    return list(extract(Document(text, published)).figures)


def told(figure: Figure) -> str:
    """ "killed at_least 12 children part by <the UN>"."""
    value = _bounds(figure.qualifier, figure.low, figure.best, figure.high)
    words = [figure.measure, figure.qualifier, value, figure.population]
    words.append(figure.unit if figure.unit != "person" else None)
    words.append(figure.realis if figure.realis != "actual" else None)
    words.append("part" if figure.part_of is not None else None)
    words.append("again" if figure.same_as is not None else None)
    words.append(f"by <{figure.attribution.text}>" if figure.attribution else None)
    return " ".join(word for word in words if word)


def _plain(number: float | None) -> str:
    return f"{number:,}".replace(",", "") if isinstance(number, int) else str(number)


def number(text: str) -> list[str]:
    """ "at_least 350: at least 350" for each number of a text."""
    return [
        f"{one.qualifier} {_bounds(one.qualifier, one.low, one.best, one.high)}: {one.quote}"
        for one in find_numbers(Document(text))
    ]


def _bounds(qualifier: str, low: float | None, best: float | None, high: float | None) -> str:
    if qualifier == "between":
        return f"{_plain(low)}-{_plain(high)}"
    return _plain(next(n for n in (best, low, high) if n is not None))
