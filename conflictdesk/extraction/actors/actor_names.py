"""The actor that a stretch of tokens names.

Promise: the vocabulary's actor when one is named there, else the role of its noun; `id` is null when nobody
is known. The text is never changed: `text[start:end]` are the words.
"""

from __future__ import annotations

from collections.abc import Iterator

from conflictdesk.contract.types import Actor
from conflictdesk.extraction.text.lexicon import Tag, Tags
from conflictdesk.extraction.text.tokens import Text


def tags_inside(tags: Tags, first: int, last: int, kind: str) -> Iterator[Tag]:
    for token in range(first, last):
        for tag in tags.starting.get(token, ()):
            if tag.kind == kind and tag.last <= last:
                yield tag


def actor_of(text: Text, tags: Tags, first: int, last: int) -> Actor:
    """The last actor named in `[first, last)`, else the last role noun's role, else only the words."""
    start, end = span(text, first, last)
    named = list(tags_inside(tags, first, last, "actors"))
    if named:
        entry = named[-1].entry
        return Actor(text.raw[start:end], start, end, entry.id, entry.label, entry.get("role"))
    roles = list(tags_inside(tags, first, last, "roles"))
    role = roles[-1].entry.get("role") if roles else None
    return Actor(text.raw[start:end], start, end, None, None, role)


def span(text: Text, first: int, last: int) -> tuple[int, int]:
    """The characters of tokens, without the full stop that an abbreviation shares with its sentence."""
    start, end = text.starts[first], text.ends[last - 1]
    if text.raw[end - 1] == "." and text.words[last - 1].count(".") == 1:
        end -= 1
    return start, end
