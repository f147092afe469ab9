"""Which actor a stretch of tokens names.

`actor_of` returns the vocabulary's actor if the tokens name one, else an actor without id that has the
role of its noun. The words are verbatim: `text.raw[start:end]`.
"""

from __future__ import annotations

from conflictdesk.contract.types import Actor
from conflictdesk.extraction.text.lexicon import Tags
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.entries import ActorEntry, RoleEntry


def actor_of(text: Text, tags: Tags, first: int, last: int) -> Actor:
    """The last actor that the tokens `[first, last)` name.

    Where they name none, `id` and `name` are None, and `role` is that of the last role noun, if any.
    """
    start, end = span(text, first, last)
    named = list(tags.inside(first, last, ActorEntry))
    if named:
        entry = named[-1].entry
        return Actor(text.raw[start:end], start, end, entry.id, entry.label, entry.role)
    roles = list(tags.inside(first, last, RoleEntry))
    role = roles[-1].entry.role if roles else None
    return Actor(text.raw[start:end], start, end, None, None, role)


def span(text: Text, first: int, last: int) -> tuple[int, int]:
    """Where the tokens `[first, last)` start and end, in characters of the text.

    The full stop that an abbreviation shares with its sentence is left out, those of "U.S." are not.
    """
    start, end = text.starts[first], text.ends[last - 1]
    if text.raw[end - 1] == "." and text.words[last - 1].count(".") == 1:
        end -= 1
    return start, end
