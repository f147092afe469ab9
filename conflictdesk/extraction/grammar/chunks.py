"""The groups that a sentence is divided into: noun groups and verb groups."""

from __future__ import annotations

from typing import NamedTuple

from conflictdesk.extraction.grammar.pos_tags import Pos


class NounGroup(NamedTuple):
    """A noun with its modifiers: tokens `[first, last)`. `order` is its place among the
    groups of the sentence, `head` the token of its noun, and `preposition` the token of
    the preposition before it, or -1."""

    order: int
    first: int
    last: int
    head: int
    preposition: int = -1
    proper: bool = False
    time: bool = False
    pronoun: bool = False


class VerbGroup(NamedTuple):
    """A main verb with its auxiliaries: tokens `[first, last)`. `head` is the main verb's token and
    `form` its part of speech; `modal` is the modal verb's token, or -1. It is `bare` without an
    auxiliary: "placed", "completely destroyed"."""

    order: int
    first: int
    last: int
    head: int
    form: Pos
    passive: bool = False
    negated: bool = False
    modal: int = -1
    infinitive: bool = False
    bare: bool = False

    @property
    def gerund(self) -> bool:
        """Whether the main verb ends in -ing, with an auxiliary or without."""
        return self.form is Pos.ING_VERB

    @property
    def reducible(self) -> bool:
        """Whether it may open a reduced clause: a past form or participle without an auxiliary."""
        return self.form is Pos.PAST_OR_PARTICIPLE and self.bare


Group = NounGroup | VerbGroup
