"""What a sentence is cut into: noun groups and verb groups."""

from __future__ import annotations

from typing import NamedTuple


class NounGroup(NamedTuple):
    """Tokens `[first, last)`; `head` is the token of its noun; `preposition` the token before it, or -1."""

    order: int
    first: int
    last: int
    head: int
    preposition: int = -1
    proper: bool = False
    time: bool = False
    pronoun: bool = False


class VerbGroup(NamedTuple):
    """`head` is the main verb's token, `form` its letter (see wordclasses)."""

    order: int
    first: int
    last: int
    head: int
    form: str
    passive: bool = False
    negated: bool = False
    modal: int = -1
    infinitive: bool = False

    @property
    def bare(self) -> bool:
        """No auxiliary: "placed", "killing"."""
        return self.head == self.first


Group = NounGroup | VerbGroup
