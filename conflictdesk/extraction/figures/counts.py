"""The counted groups of a sentence in its clauses: which of them are a verb's subject, object or agent.

A counted group takes part in a clause as its noun group does: itself, as a member of an enumeration, or as a
part of what takes part ("20 people, including 12 children").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from conflictdesk.extraction.figures.counted_group import Counted
from conflictdesk.extraction.grammar.clauses import Bond, Clause, Clauses
from conflictdesk.extraction.grammar.groups import NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import Pos
from conflictdesk.extraction.grammar.ties import Link, Tie
from conflictdesk.extraction.text.tokens import Sentence, Text

# How straight the way is through one more tie: to the next member of an enumeration, to an apposition.
STRAIGHT = {Link.AND: 0.95, Link.APPOSITION: 0.85, Link.PART: 0.95, Link.OF: 1.0}
# Whether the words count a group.
Fits = Callable[[Counted], bool]


class Reached(NamedTuple):
    """A group, how straight the way to it was (1.0 right beside the words), and whether it is a part."""

    group: Counted
    straight: float
    part: bool = False


class Counts:
    """The counted groups of one sentence, by their first token, by their end and by their noun group."""

    def __init__(self, text: Text, sentence: Sentence, clauses: Clauses, groups: list[Counted]) -> None:
        self.text, self.sentence, self.clauses = text, sentence, clauses
        self.parse = clauses.groups
        self.lists = text.language.figures
        self.groups = groups
        self.starting = {group.first: group for group in groups}
        self.ending = {group.last: group for group in groups}

    def pos(self, token: int) -> Pos:
        """The part of speech of a token."""
        return self.parse.pos(token)

    def among(self, nouns: Iterable[NounGroup], fits: Fits) -> Iterator[Reached]:
        """The counted groups that some noun groups are, hold as members or include as parts."""
        wanted = {order for noun in nouns for order in (noun.order, self.clauses.root(noun).order)}
        for group in self.groups:
            way = self._way(group, wanted)
            if way is not None and fits(group):
                yield Reached(group, *way)

    def _way(self, group: Counted, wanted: set[int]) -> tuple[float, bool] | None:
        """How straight a group is tied to one of the wanted noun groups and whether as a part, or None."""
        noun = self.noun_of(group)
        straight, part, seen = 1.0, self.parted(group), 0
        while noun is not None and seen < 12:
            if noun.order in wanted:
                return straight, part
            tie = self.clauses.ties.get(noun.order)
            if tie is None or not self._leads_on(group, tie, seen):
                return None
            straight *= STRAIGHT[tie.link]
            part = part or tie.link is Link.PART
            noun, seen = tie.host, seen + 1
        return None

    def _leads_on(self, group: Counted, tie: Tie, seen: int) -> bool:
        """Whether a group takes part in a clause as what it is tied to does."""
        if tie.link is Link.OF:
            container = self.text.lowers[tie.host.head] in self.parse.classes.of_class("container")
            return container and group.kind == "number"
        if tie.link is Link.APPOSITION:
            numbered = self.pos(tie.host.first) is Pos.NUMBER  # "two people, Ann and Bo Orr" are two
            described = seen > 0 or all(self.noun_of(one) != tie.host for one in self.groups)
            return group.kind == "number" or (described and not numbered)
        return tie.link in STRAIGHT

    def noun_of(self, group: Counted) -> NounGroup | None:
        """The noun group in which a counted group's number stands, or None."""
        numbered = group.mention.core_first
        for token in (group.last - 1, numbered) if group.kind == "zero" else (numbered, group.last - 1):
            found = self.parse.group_of(token)
            if isinstance(found, NounGroup):
                return found
        return None

    def clause_of(self, first: int, last: int) -> Clause | None:
        """The clause whose main verb is among the tokens `[first, last)`, or None."""
        for token in range(first, last):
            group = self.parse.group_of(token)
            if isinstance(group, VerbGroup) and first <= group.head < last:
                return self.clauses.of_verb(group)
        return None

    def clause_at(self, token: int) -> int:
        """The order of the clause of the verb or noun group at a token, or -1."""
        group = self.parse.group_of(token)
        return self.clauses.homes[group.order] if group is not None else -1

    def named_again(self, groups: list[Counted]) -> set[int]:
        """The first tokens of single people whom an apposition names as well: the name alone counts.

        "The mayor, Bo Lind, was shot" tells of one person.
        """
        alone = [(group, self.noun_of(group)) for group in groups if group.kind in ("single", "article")]
        by_noun = {noun.order: group for group, noun in alone if noun is not None}
        ties = ((self.clauses.ties.get(order), group) for order, group in by_noun.items())
        hosts = (tie.host.order for tie, group in ties if tie and tie.link is Link.APPOSITION)
        return {by_noun[order].first for order in hosts if order in by_noun}

    def rates(self) -> set[int]:
        """The orders of the clauses that tell how often something happens: "two are wounded every hour"."""
        found: set[int] = set()
        for clause in reversed(self.clauses.all):
            if any(self._is_rate(noun) for noun in clause.adjuncts if noun.time):
                found.add(clause.order)
            if clause.order in found and clause.bond is Bond.COORDINATE:
                found.add(clause.governor)
        return found

    def _is_rate(self, noun: NounGroup) -> bool:
        """Whether it says how often: "every 20 minutes", "every hour"; "every day" tells of a day."""
        lowers = self.text.lowers
        return lowers[noun.first] in self.lists.every and lowers[noun.head] not in self.lists.whole_days

    def parted(self, group: Counted) -> bool:
        """Whether a group is a part: "including 12 children", "among them 12", "12 of whom"."""
        lowers, first, last = self.text.lowers, group.first, group.last
        before, after = lowers[max(0, first - 2) : first], lowers[last : last + 2]
        return (
            before[-1:] in self.lists.including_
            or before in self.lists.parted_before
            or after in self.lists.parted_after
        )
