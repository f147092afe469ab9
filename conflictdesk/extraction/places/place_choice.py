"""Which of a text's places a frame means: the one its own clause names, else the nearest before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from conflictdesk.contract.terms import PLACE_PRECISIONS
from conflictdesk.extraction.places.place_mention import PlaceMention
from conflictdesk.extraction.text.tokens import Text


def nearest(mentions: Sequence[PlaceMention], text: Text, token: int) -> PlaceMention | None:
    """Of the places in a token's sentence: one after a preposition, close, and small before large."""
    sentence = text.sentence_of(token)
    begin = bisect_left(mentions, sentence.first, key=lambda m: m.first)
    until = bisect_left(mentions, sentence.last, begin, key=lambda m: m.first)
    there = [m for m in mentions[begin:until] if m.kind == "place"]
    return min(there, key=lambda m: _cost(m, text, token), default=None)


def _cost(mention: PlaceMention, text: Text, token: int) -> float:
    lists = text.language.places
    gap = mention.first - token if mention.first >= token else (token - mention.last) * 1.5
    before = text.lowers[mention.first - 1] if mention.first else ""
    if before in lists.the and mention.first > 1:
        before = text.lowers[mention.first - 2]
    near = before in lists.place_prepositions
    return gap + 2 * PLACE_PRECISIONS[mention.place.precision].scale + (0 if near else 8)
