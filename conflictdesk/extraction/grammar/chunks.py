"""What a sentence is cut into: noun groups and verb groups."""

from __future__ import annotations

from typing import NamedTuple

from conflictdesk.extraction.grammar.pos_tags import Pos


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
    """Tokens `[first, last)`; `head` is the main verb's token and `form` its part of speech; `modal` is the
    modal verb's token, or -1."""

    order: int
    first: int
    last: int
    head: int
    form: Pos
    passive: bool = False
    negated: bool = False
    modal: int = -1
    infinitive: bool = False

    @property
    def bare(self) -> bool:
        """Whether the main verb stands without an auxiliary: "placed", "killing"."""
        return self.head == self.first

    @property
    def gerund(self) -> bool:
        """Whether the main verb ends in -ing, with an auxiliary or without."""
        return self.form is Pos.ING_VERB

    @property
    def reducible(self) -> bool:
        """Whether it may be a reduced clause: a participle, or past, without an auxiliary."""
        return self.form is Pos.PAST_OR_PARTICIPLE and self.head == self.first


Group = NounGroup | VerbGroup
