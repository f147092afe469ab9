"""Sources that a headline names at its edge: "40 dead in raids - monitor", "12 dead: army"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from conflictdesk.contract.terms import ROLES
from conflictdesk.contract.types import Attribution
from conflictdesk.extraction.actors.actor_names import actor_of, span
from conflictdesk.extraction.attribution.attribution_mentions import AttributionMention, is_outlet
from conflictdesk.extraction.attribution.source_names import Source
from conflictdesk.extraction.numbers.numerals import DASHES
from conflictdesk.extraction.text.lexicon import Tag, Tags
from conflictdesk.extraction.text.tokens import Sentence, Text
from conflictdesk.vocabulary.entries import ActorEntry, Named, RoleEntry

# The tokens from an edge within which the mark stands.
EDGE = 5


def add_headlines(text: Text, tags: Tags, found: dict[int, list[AttributionMention]]) -> None:
    """Adds to `found` the statements of headlines that name their source at an edge.

    "40 dead in raids - monitor" and "Officials: 12 killed" are such. Other sources stay as they are.
    """
    for sentence in text.walk():
        source = None if sentence.index in found else _edge(text, tags, sentence)
        if source is not None:
            start, end = span(text, *source)
            actor = actor_of(text, tags, *source)
            told = Attribution(start, end, text.raw[start:end], actor)
            found[sentence.index] = [AttributionMention(sentence.first, sentence.last, source.first, told)]


def _edge(text: Text, tags: Tags, sentence: Sentence) -> Source | None:
    """What stands behind a dash or a colon near the end, else before a colon near the beginning.

    None when it is no speaker. The mark nearest to the edge decides.
    """
    first, last, lowers = sentence.first, sentence.last, text.lowers
    if last - first < 6:
        return None
    end = last - (lowers[last - 1] == ".")
    for at in range(end - 1, max(first + 4, end - EDGE), -1):
        dash = lowers[at] in DASHES and text.starts[at] > text.ends[at - 1]
        if (dash or lowers[at] == ":") and at + 1 < end:
            source = Source(at + 1, end)
            return source if _speaker(tags, source) and not (dash and _signs(tags, source)) else None
    for at in range(first + 1, min(first + EDGE, last - 3)):
        if lowers[at] == ":":
            source = Source(first, at)
            return source if _speaker(tags, source) else None
    return None


def _signs(tags: Tags, source: Source) -> bool:
    """Whether it is the name of an outlet, by which a site signs its headlines."""
    named = tags.at(source.first, ActorEntry)
    return named is not None and named.last == source.last and is_outlet(named.entry.role)


def _speaker(tags: Tags, source: Source) -> bool:
    """Whether the words end in an actor or a role noun that headlines quote."""
    named: Iterator[Tag[Named]] = chain(
        tags.inside(source.first, source.last, RoleEntry), tags.inside(source.first, source.last, ActorEntry)
    )
    return any(tag.last == source.last and _is_quoted(tag.entry.role) for tag in named)


def _is_quoted(role: str | None) -> bool:
    """Whether the contract has the role as one that headlines quote; False for None."""
    return role is not None and role in ROLES and ROLES[role].quoted
