"""Where the verb group of a measure's word begins, and in which voice it stands."""

from __future__ import annotations

from conflictdesk.extraction.figures.counted_group import Counted
from conflictdesk.extraction.grammar.groups import Groups
from conflictdesk.extraction.grammar.pos_tags import (
    PASSIVES,
    VERBS,
    Pos,
)
from conflictdesk.extraction.text.lexicon import Tag
from conflictdesk.extraction.text.tokens import Sentence, Text
from conflictdesk.vocabulary.entries import MeasureEntry

# What a chain of verbs is made of: "were reportedly forced to flee".
CHAIN = VERBS | {Pos.ADVERB, Pos.NEGATION, Pos.TO}
ADVERBIAL = frozenset({Pos.ADVERB, Pos.NEGATION})
# Where a search to the left for a passive ends: at another clause or a finite verb.
PASSIVE_BORDERS = frozenset(
    {Pos.SUBORDINATOR, Pos.PUNCTUATION, Pos.PRESENT_VERB, Pos.PAST_VERB, Pos.RELATIVE}
)
BEHIND_BE = PASSIVES | {Pos.ADVERB}
PERFECT_STARTS = frozenset({Pos.HAVE, Pos.MODAL, Pos.TO, Pos.DO})


class VerbScan:
    """The verb groups of one sentence, beside its counted groups by their first token and by their end."""

    def __init__(self, text: Text, sentence: Sentence, parse: Groups, groups: list[Counted]) -> None:
        self.text, self.sentence, self.parse = text, sentence, parse
        self.lists = text.language.figures
        self.groups = groups
        self.starting = {group.first: group for group in groups}
        self.ending = {group.last: group for group in groups}

    def pos(self, token: int) -> Pos:
        """The part of speech of a token."""
        return self.parse.pos(token)

    def chain_start(self, first: int) -> int:
        """The token at which a verb group begins: "were" in "were reportedly forced to flee"."""
        at, floor = first, max(self.sentence.first, first - 14)
        while at > floor and at not in self.ending:
            if self.pos(at - 1) in CHAIN:
                at -= 1
            elif self._paired(at):
                at -= 2
            else:
                break
        return at

    def _paired(self, at: int) -> bool:
        """Whether two participles share an auxiliary: "were kidnapped and killed"."""
        return (
            self.pos(at - 1) is Pos.COORDINATOR
            and self.pos(at - 2) in PASSIVES
            and at - 2 > self.sentence.first
        )

    def passive(self, tag: Tag[MeasureEntry]) -> bool:
        """Whether a tag is a participle behind a form of "be"."""
        at = tag.first - 2 if self._paired(tag.first) else tag.first
        while at > self.sentence.first and self.pos(at - 1) in ADVERBIAL:
            at -= 1
        return "participle" in tag.form and self.pos(at - 1) is Pos.BE

    def passive_before(self, first: int) -> int:
        """The token at which the passive begins that a later participle shares.

        "And shot dead" shares that of "were taken off the bus and shot dead". Without one it is the
        sentence's first token.
        """
        for at in range(first - 2, max(self.sentence.first, first - 12), -1):
            if self.pos(at) in PASSIVE_BORDERS:
                break
            if self.pos(at) is Pos.BE and self.pos(at + 1) in BEHIND_BE:
                return self.chain_start(at)
        return self.sentence.first

    def perfect(self, tag: Tag[MeasureEntry]) -> bool:
        """Whether a tag stands behind "have", "do", "to" or a modal verb."""
        at = tag.first
        while at > self.sentence.first and self.pos(at - 1) in ADVERBIAL:
            at -= 1
        return self.pos(at - 1) in PERFECT_STARTS
