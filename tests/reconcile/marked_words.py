"""Proposals from texts with quotes in [brackets], in place of an extractor."""

from __future__ import annotations

import re

from conflictdesk.contract.types import Figure, Result, Span
from conflictdesk.reconcile.proposals import Proposal, proposals

_PART = re.compile(r"\[([^]]+)\]|[^\[]+")


def proposed(marked: str) -> tuple[Proposal, ...]:
    """One figure for each bracket; its value is the first number between the brackets."""
    text, quotes = "", []
    for part in _PART.finditer(marked):
        words = part.group(1) or part.group()
        if part.group(1):
            quotes.append((len(text), len(text) + len(words)))
        text += words
    return proposals(Result(tuple(_figure(text, *quote) for quote in quotes)), text)


def _figure(text: str, start: int, end: int) -> Figure:
    """The figure of a quote."""
    number = float(re.findall(r"\d+", text[start:end])[0])
    return Figure(start, end, text[start:end], _sentence(text, start), "killed", number, number, number,
                  "exact", "person")  # fmt: skip


def _sentence(text: str, start: int) -> Span:
    """The span from the stop or paragraph before the quote to the one after it."""
    begin = max(text.rfind(". ", 0, start), text.rfind("\n\n", 0, start))
    stops = [end for end in (text.find(". ", start) + 1, text.find("\n\n", start)) if end > 0]
    return Span(begin + 2 if begin >= 0 else 0, min(stops, default=len(text)))
