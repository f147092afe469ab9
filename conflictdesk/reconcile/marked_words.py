"""Turns words that a person marked in a text into a proposal, and finds them again after an edit. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from conflictdesk.contract.entries import Measure
from conflictdesk.contract.stored import ProposalJson
from conflictdesk.contract.terms import EVENT_TYPES, MEASURES, Unit
from conflictdesk.contract.types import Document, Event, Figure, Number, Span
from conflictdesk.errors import ConflictdeskError
from conflictdesk.extraction.engine import find_numbers
from conflictdesk.extraction.text.tokens import read
from conflictdesk.reconcile.changes import words_near
from conflictdesk.reconcile.proposals import Candidate, Kind, Mention, Proposal, mention, proposal

RULE = "by_hand"


class NotInText(ConflictdeskError):
    """These words do not stand there in the article's text."""


class NoNumber(ConflictdeskError):
    """There is no number in these words."""


class NoSuchKind(ConflictdeskError):
    """Choose what the words tell: a measure or a type of event."""


def marked(text: str, start: int, end: int, kind: Kind, topic: str) -> Proposal:
    """Returns the characters `[start, end)` as a proposal: a figure of that measure, or an event of that
    type. Only a figure's number is read from the words; a person can set the rest. Raises NotInText,
    NoSuchKind, NoNumber.
    """
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise NotInText
    if topic not in (MEASURES if kind == "figure" else EVENT_TYPES):
        raise NoSuchKind
    quote, sentence = text[start:end], _sentence(text, start, end)
    candidate = (
        _figure(start, end, quote, sentence, MEASURES[topic])
        if kind == "figure"
        else Event(start, end, quote, sentence, EVENT_TYPES[topic], confidence=1.0, rule=RULE)
    )
    return proposal(kind, [(candidate, mention(candidate, text))])


def found_again(content: ProposalJson, former: Mention, text: str) -> Proposal | None:
    """Returns the same proposal in another text, at the one place with the same words and context. None
    if there is none, or several.
    """
    kind: Kind = "figure" if "measure" in content else "event"
    topic = content["measure"] if "measure" in content else content["type"]
    places = [
        marked(text, start, start + len(former.quote), kind, topic) for start in _all(former.quote, text)
    ]
    same = [one for one in places if _in_context(former, one.first)]
    return same[0] if len(same) == 1 else None


def _in_context(former: Mention, now: Mention) -> bool:
    """Whether the words next to the quote are the same on one side or the other; or the quote is the
    whole sentence in both.
    """
    before, after = words_near(former.before, -1), words_near(former.after, 1)
    if not before and not after:
        return words_near(now.before, -1) == words_near(now.after, 1) == ""
    return before == words_near(now.before, -1) != "" or after == words_near(now.after, 1) != ""


def _all(quote: str, text: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _sentence(text: str, start: int, end: int) -> Span:
    """Returns the span of the sentence or sentences that contain the words."""
    around = [one for one in read(text).sentences if one.start < end and start < one.end]
    if not around:
        return Span(start, end)
    return Span(min(start, around[0].start), max(end, around[-1].end))


def _figure(start: int, end: int, quote: str, sentence: Span, measure: Measure) -> Candidate:
    number = _number(quote)
    return Figure(
        start, end, quote, sentence, measure,
        number.low, number.best, number.high, number.qualifier,
        cast(Unit, measure.unit),
        confidence=1.0, rule=RULE,
    )  # fmt: skip


def _number(quote: str) -> Number:
    found = find_numbers(Document(quote))
    if not found:
        raise NoNumber
    return found[0]
