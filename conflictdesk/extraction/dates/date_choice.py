"""Chooses which of a text's dates a frame means: the nearest one of its sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from conflictdesk.extraction.dates.date_mention import WhenMention
from conflictdesk.extraction.text.tokens import Text


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
