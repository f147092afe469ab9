"""Cuts the paragraph of a claim's evidence into pieces and marks number, source, place and so on. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from conflictdesk.contract.stored import ProposalJson, WordsJson
from conflictdesk.desk.review import typed_numbers

# Which kind wins when marks of equal length overlap, strongest first.
KINDS = ("number", "qualifier", "trigger", "source", "place", "when", "actor", "quote")
Span = tuple[int, int]


@dataclass(frozen=True)
class Mark:
    """Characters [start, end) of the text, marked as the claim's number, source, place …; `words` is
    their text.
    """

    start: int
    end: int
    kind: str
    words: str = ""


@dataclass(frozen=True)
class Piece:
    """A piece of the paragraph: `kind` is that of its mark, "" without one; `in_sentence` says whether
    the piece belongs to the claim's sentence.
    """

    text: str
    kind: str = ""
    in_sentence: bool = False


def marks(proposal: ProposalJson) -> tuple[Mark, ...]:
    """Returns a mark for each part of the proposal that has a span in the text, in text order."""
    found = [*_quote_marks(proposal), *_named_marks(proposal)]
    return tuple(sorted(found, key=lambda mark: (mark.start, KINDS.index(mark.kind))))


def _quote_marks(proposal: ProposalJson) -> Iterator[Mark]:
    quote, whole = proposal["quote"], (0, len(proposal["quote"]))

    def mark(span: Span, kind: str) -> Mark:
        at = proposal["start"]
        return Mark(at + span[0], at + span[1], kind, quote[slice(*span)])

    if "measure" not in proposal:
        yield mark(whole, "trigger")
        return
    yield mark(whole, "quote")
    numeral = typed_numbers.first_in(quote)
    if numeral is None:
        yield mark(whole, "number")
        return
    yield mark(numeral.number, "number")
    for span in numeral.qualifier_spans:
        yield mark(span, "qualifier")


def _named_marks(proposal: ProposalJson) -> Iterator[Mark]:
    named: list[tuple[str, WordsJson | None]] = [
        ("source", proposal["attribution"]),
        ("place", proposal["place"]),
        ("when", proposal["when"]),
        ("when", proposal.get("since") if "measure" in proposal else None),
    ]
    actors = [proposal["side"]] if "measure" in proposal else [*proposal["actors"], *proposal["targets"]]
    for kind, one in (*named, *(("actor", one) for one in actors)):
        if one and one["end"] > one["start"]:
            yield Mark(one["start"], one["end"], kind, one["text"])


def moved(found: Iterable[Mark], by: int, text: str) -> tuple[Mark, ...]:
    """Returns the marks shifted by `by` characters, without those whose words are not there in `text`."""
    return tuple(
        replace(mark, start=mark.start + by, end=mark.end + by)
        for mark in found
        if mark.start + by >= 0 and text[mark.start + by : mark.end + by] == mark.words
    )


def paragraph(text: str, start: int, end: int) -> Span:
    """Returns the span of the lines that contain [start, end), without the line breaks around them."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return first, len(text) if last < 0 else last


def paragraph_number(text: str, segments: Sequence[Sequence[Any]], start: int) -> int:
    """Returns the paragraph's number within its field of the article, from 1; empty lines do not count."""
    field = next((one[2] for one in segments if one[0] <= start < one[1]), None)
    begin = min((one[0] for one in segments if one[2] == field), default=0)
    return sum(1 for line in text[begin:start].split("\n")[:-1] if line.strip()) + 1


def pieces(text: str, within: Span, sentence: Span, found: Sequence[Mark]) -> tuple[Piece, ...]:
    """Cuts the span `within` into pieces that do not overlap and that joined give the text again."""
    edges = {*within, *sentence, *(edge for mark in found for edge in (mark.start, mark.end))}
    cuts = sorted(edge for edge in edges if within[0] <= edge <= within[1])
    return tuple(
        Piece(text[start:end], _kind_at(start, found), sentence[0] <= start < sentence[1])
        for start, end in pairwise(cuts)
    )


def _kind_at(offset: int, found: Sequence[Mark]) -> str:
    """Returns the kind of the shortest mark at the offset, so that a place within a source counts as a
    place; "" without a mark.
    """
    here = [mark for mark in found if mark.start <= offset < mark.end]
    here.sort(key=lambda mark: (mark.end - mark.start, KINDS.index(mark.kind)))
    return here[0].kind if here else ""
