"""Chooses which of a text's places a frame means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from conflictdesk.contract.terms import PLACE_PRECISIONS
from conflictdesk.extraction.places.place_mention import PlaceMention
from conflictdesk.extraction.text.tokens import Text


def nearest(mentions: Sequence[PlaceMention], text: Text, token: int) -> PlaceMention | None:
    """Returns the place in the token's sentence that fits best; None when the sentence names no place.

    It prefers places after a preposition, near places, and small places.
    """
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
