"""Chooses which of a text's dates a frame means: the nearest one of its sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from conflictdesk.contract.terms import HAPPENED, Realis
from conflictdesk.contract.types import When
from conflictdesk.extraction.dates.date_mention import WhenMention
from conflictdesk.extraction.text.tokens import Text


def of_result(mention: WhenMention | None, realis: Realis | None) -> When | None:
    """Returns the date of a figure or event; None without one, or when it happened and its date is to come.

    What has happened cannot lie after the article that reports it: such a date was misread.
    """
    if mention is None or (mention.to_come and realis == HAPPENED):
        return None
    return mention.when


def nearest(mentions: Sequence[WhenMention], text: Text, token: int) -> WhenMention | None:
    """Returns the date of the token's sentence that is closest, rather behind the token than before it.

    Returns None when the sentence has no date but a dateline's.
    """
    sentence = text.sentence_of(token)
    begin = bisect_left(mentions, sentence.first, key=lambda m: m.first)
    until = bisect_left(mentions, sentence.last, begin, key=lambda m: m.first)
    there = [m for m in mentions[begin:until] if m.relation != "written"]
    return min(
        there, key=lambda m: m.first - token if m.first >= token else 1.2 * (token - m.first), default=None
    )
